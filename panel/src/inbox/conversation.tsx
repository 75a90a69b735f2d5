import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefused } from '../api/problem.ts'
import { NotFound } from '../app/page-states.tsx'
import { useTitle } from '../app/title.ts'
import { ErrorState } from '../ui/state.tsx'
import { useShowingMyself } from './colleagues-here.ts'
import { Composer } from './composer.tsx'
import { ContactPanel } from './contact-panel.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { readDraft } from './drafts.ts'
import { MessageList } from './message-list.tsx'
import { messageQuery, useHasMessages } from './messages.ts'
import type { Message } from './model.ts'
import { ScheduledList } from './scheduled-list.tsx'
import { useSignal } from './signals.ts'
import { useTicket } from './tickets.ts'

export function ConversationPage() {
  const { ticketId } = useParams({ from: '/frame/inbox/$ticketId' })
  return Number.isSafeInteger(ticketId) && ticketId > 0 ? (
    <Conversation key={ticketId} ticketId={ticketId} />
  ) : (
    <NotFound />
  )
}

function Conversation({ ticketId }: { ticketId: number }) {
  const { t } = useTranslation('inbox')
  const ticket = useTicket(ticketId)
  const [quotedId, setQuotedId] = useState(() => readDraft(ticketId).quotedMessageId)
  const quoted = useQuery({ ...messageQuery(quotedId ?? 0), enabled: quotedId !== null, staleTime: Infinity })
  const queries = useQueryClient()
  const reply = (message: Message) => {
    queries.setQueryData(messageQuery(message.id).queryKey, message)
    setQuotedId(message.id)
  }
  const [wantsContact, setWantsContact] = useState<boolean | undefined>()
  // If there is room for three columns it is shown until it is closed; otherwise it covers the conversation on request.
  const isWide = useIsWide()
  const showsContact = isWide ? wantsContact !== false : wantsContact === true
  useSignal('showContact', () => setWantsContact(true))
  useShowingMyself(ticketId)
  const isShown = useHasMessages(ticketId)
  const name = ticket.data?.contact.name
  useTitle(name ?? t('title'))
  if (ticket.isError && ticket.data === undefined) {
    if (isRefused(ticket.error, 404) || isRefused(ticket.error, 403)) return <NotFound />
    return <ErrorState error={ticket.error} onRetry={() => void ticket.refetch()} />
  }
  return (
    <div className="relative flex min-h-0 grow">
      <section aria-label={name ?? t('conversation')} className="flex min-h-0 min-w-0 grow flex-col">
        <ConversationHeader
          ticket={ticket.data}
          isContactShown={showsContact}
          onContact={() => setWantsContact(!showsContact)}
        />
        <MessageList ticketId={ticketId} ticket={ticket.data} onReply={reply} />
        {isShown && <ScheduledList ticketId={ticketId} />}
        {ticket.data !== undefined && (
          <Composer
            ticket={ticket.data}
            quoted={quotedId === null ? undefined : quoted.data}
            quotedId={quotedId}
            onQuote={setQuotedId}
          />
        )}
      </section>
      {showsContact &&
        (isShown && ticket.data !== undefined ? (
          <ContactPanel
            ticket={ticket.data}
            onClose={() => setWantsContact(false)}
            onLeave={() => !isWide && setWantsContact(false)}
          />
        ) : (
          <div className="w-76 shrink-0 border-l border-line bg-pane max-xl:hidden" />
        ))}
    </div>
  )
}

const WIDE = matchMedia('(min-width: 1280px)')
const subscribe = (listener: () => void) => {
  WIDE.addEventListener('change', listener)
  return () => WIDE.removeEventListener('change', listener)
}
const useIsWide = () => useSyncExternalStore(subscribe, () => WIDE.matches)
