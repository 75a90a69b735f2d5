import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import type { Ticket } from './model.ts'
import { phoneOf } from './phone.ts'
import {
  type FoundContact,
  type FoundMessage,
  type FoundTicket,
  foundMessagesQuery,
  newestTicketOf,
  searchQuery,
  withoutMessage,
} from './search.ts'
import { signal } from './signals.ts'
import { useTicket } from './tickets.ts'
import { useClock } from './time.ts'

/** The results, in place of the lists; arrows go from one to the next. */
export function SearchResults({ text }: { text: string }) {
  const { t } = useTranslation('inbox')
  const { ticketId } = useParams({ strict: false })
  const [within, setWithin] = useState<Ticket['contact'] | undefined>()
  const stepped = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')]
    const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows are a shortcut beside Tab.
    <div id="found" onKeyDown={stepped} className="min-h-0 grow overflow-y-auto overscroll-contain pb-3">
      {ticketId !== undefined && <Within ticketId={ticketId} within={within} onChange={setWithin} />}
      {within === undefined ? <FoundAnywhere text={text} /> : <AllMessages text={text} contactId={within.id} />}
      <p className="sr-only" role="status">
        {t('searched', { text })}
      </p>
    </div>
  )
}

interface WithinProps {
  ticketId: number
  within: Ticket['contact'] | undefined
  onChange: (contact: Ticket['contact'] | undefined) => void
}

/** Only messages with the customer whose conversation is open. */
function Within({ ticketId, within, onChange }: WithinProps) {
  const { t } = useTranslation('inbox')
  const contact = useTicket(ticketId).data?.contact
  if (contact === undefined) return null
  const isWithin = within?.id === contact.id
  return (
    <p className="px-4 pt-2">
      <Button
        look={isWithin ? 'primary' : 'quiet'}
        aria-pressed={isWithin}
        className="h-7 max-w-full text-sm"
        onClick={() => onChange(isWithin ? undefined : contact)}
      >
        <span dir="auto" className="truncate">
          {t('onlyWith', { name: contact.name })}
        </span>
      </Button>
    </p>
  )
}

function FoundAnywhere({ text }: { text: string }) {
  const { t } = useTranslation('inbox')
  const query = useQuery({ ...searchQuery(text), placeholderData: before => before })
  const [wantsAll, setWantsAll] = useState(false)
  if (query.isPending) return <Loading />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const { contacts, tickets, messages } = query.data
  if (contacts.length + tickets.length + messages.length === 0) return <Nothing />
  return (
    <>
      {contacts.length > 0 && (
        <Group title={t('contacts')}>
          {contacts.map(contact => (
            <li key={contact.id}>
              <ContactResult contact={contact} />
            </li>
          ))}
        </Group>
      )}
      {tickets.length > 0 && (
        <Group title={t('title')}>
          {tickets.map(ticket => (
            <li key={ticket.id}>
              <TicketResult ticket={ticket} />
            </li>
          ))}
        </Group>
      )}
      {messages.length > 0 && !wantsAll && (
        <Group title={t('messages')}>
          {messages.map(message => (
            <li key={message.id}>
              <MessageResult message={message} />
            </li>
          ))}
        </Group>
      )}
      {messages.length > 0 &&
        (wantsAll ? (
          <AllMessages text={text} contactId={undefined} />
        ) : (
          <More onClick={() => setWantsAll(true)}>{t('allMessages')}</More>
        ))}
    </>
  )
}

function AllMessages({ text, contactId }: { text: string; contactId: number | undefined }) {
  const { t } = useTranslation('inbox')
  const query = useInfiniteQuery(foundMessagesQuery(text, contactId))
  if (query.isPending) return <Loading />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const messages = query.data.pages.flatMap(page => page.data)
  if (messages.length === 0) return <Nothing />
  return (
    <>
      <Group title={t('messages')}>
        {messages.map(message => (
          <li key={message.id}>
            <MessageResult message={message} />
          </li>
        ))}
      </Group>
      {query.hasNextPage && <More onClick={() => void query.fetchNextPage()}>{t('showMore')}</More>}
    </>
  )
}

const ROW = 'block w-full px-4 py-2 text-left -outline-offset-2 hover:bg-sunk focus-visible:bg-sunk'

function ContactResult({ contact: { id, name, number, isGroup, profilePicUrl } }: { contact: FoundContact }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const open = async () => {
    const ticketId = await newestTicketOf(id)
    if (ticketId === undefined) return void toast(t('noTicketYet', { name }))
    await navigate({ to: '/inbox/$ticketId', params: { ticketId }, search: withoutMessage })
  }
  return (
    <button
      type="button"
      className={`${ROW} flex items-center gap-3`}
      onClick={() => void open().catch(error => toast.error(error.message))}
    >
      <Avatar name={name} id={id} pictureUrl={profilePicUrl} isGroup={isGroup} className="size-8 text-xs" />
      <span className="min-w-0">
        <span dir="auto" className="block truncate font-semibold">
          {name}
        </span>
        <span className="block truncate text-sm text-soft tabular-nums">{phoneOf(number)}</span>
      </span>
    </button>
  )
}

function TicketResult({ ticket: { id, protocol, status, contact } }: { ticket: FoundTicket }) {
  const { t } = useTranslation('inbox')
  return (
    <Link to="/inbox/$ticketId" params={{ ticketId: id }} search={withoutMessage} preload={false} className={ROW}>
      <span className="flex items-center justify-between gap-2">
        <span dir="auto" className="truncate font-semibold">
          {contact.name}
        </span>
        <Badge tone={status === 'pending' ? 'warn' : 'outline'}>{t(`status.${status}`)}</Badge>
      </span>
      <span className="block truncate text-sm text-soft tabular-nums">{t('protocol', { protocol })}</span>
    </Link>
  )
}

function MessageResult({ message }: { message: FoundMessage }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const { id, ticketId, contact, fromMe, sentAt, excerpt } = message
  return (
    <Link
      to="/inbox/$ticketId"
      params={{ ticketId }}
      search={search => ({ ...search, message: id })}
      preload={false}
      // The conversation is open already, perhaps at another place.
      onClick={() => signal('jumpTo', { ticketId, messageId: id })}
      className={ROW}
    >
      <span className="flex items-baseline justify-between gap-2">
        <span dir="auto" className="truncate font-semibold">
          {contact.name}
        </span>
        <time dateTime={sentAt} className="shrink-0 text-xs text-faint tabular-nums">
          {clock.short(sentAt)}
        </time>
      </span>
      <span dir="auto" className="line-clamp-2 text-sm text-soft wrap-anywhere">
        {fromMe && `${t('us')}: `}
        <Excerpt {...excerpt} />
      </span>
    </Link>
  )
}

/** The searched words are highlighted. */
function Excerpt({ text, marks }: FoundMessage['excerpt']) {
  const parts: ReactNode[] = []
  let at = 0
  for (const [from = 0, to = 0] of marks) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...parts, text.slice(at)]
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="px-4 pt-3 pb-1 text-xs font-semibold text-soft">{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

const More = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <button type="button" onClick={onClick} className="mx-4 mt-1 text-accent underline">
    {children}
  </button>
)

function Nothing() {
  const { t } = useTranslation('inbox')
  return (
    <EmptyState icon={<SearchX />} title={t('emptySearch')}>
      {t('emptySearchHint')}
    </EmptyState>
  )
}

const Loading = () => (
  <div aria-busy="true" className="grid gap-3 p-4">
    {[1, 2, 3, 4].map(row => (
      <Skeleton key={row} className="h-10" />
    ))}
  </div>
)
