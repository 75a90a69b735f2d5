import { Link } from '@tanstack/react-router'
import { AlarmClock, Pin } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, CountBadge } from '../ui/badge.tsx'
import { cx } from '../ui/cx.ts'
import { aheadOf } from './ahead.ts'
import type { ListName, Ticket } from './model.ts'
import { withoutMessage } from './search.ts'
import { Ticks } from './ticks.tsx'
import { useClock } from './time.ts'
import { plainOf } from './whatsapp-text.ts'
import { WindowBadge } from './window-badge.tsx'

interface TicketRowProps {
  ticket: Ticket
  isChosen: boolean
  /** Rows do not repeat what the list shows already. */
  list: ListName
}

export const TicketRow = memo(function TicketRow({ ticket, isChosen, list }: TicketRowProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const { contact, unreadMessages: unread } = ticket
  const at = ticket.lastMessageAt ?? ticket.createdAt
  return (
    <Link
      to="/inbox/$ticketId"
      params={{ ticketId: ticket.id }}
      search={withoutMessage}
      preload={false}
      {...aheadOf(ticket.id)}
      aria-current={isChosen ? 'page' : undefined}
      className={cx(
        'relative flex gap-3 border-b border-line px-4 py-2.5 -outline-offset-2',
        isChosen
          ? 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent'
          : 'hover:bg-sunk',
      )}
    >
      <Avatar name={contact.name} id={contact.id} pictureUrl={contact.profilePicUrl} isGroup={contact.isGroup} />
      <span className="grid min-w-0 grow grid-cols-1 gap-0.5">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className="grow truncate font-semibold">
            {contact.name}
          </span>
          {ticket.isPinned && <Pin className="size-3 self-center text-soft" aria-label={t('pinned')} />}
          {ticket.snoozedUntil !== null && (
            <AlarmClock className="size-3 self-center text-soft" aria-label={t('snoozedShort')} />
          )}
          <time dateTime={at} className="shrink-0 text-xs text-faint tabular-nums">
            {clock.short(at)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <Preview ticket={ticket} />
          {unread > 0 && <CountBadge count={unread} label={t('unread', { count: unread })} />}
        </span>
        <span className="flex min-w-0 gap-1.5 overflow-hidden pt-0.5">
          {ticket.queue !== null && <Badge tone="outline">{ticket.queue.name}</Badge>}
          {ticket.user !== null && list !== 'mine' && <Badge>{ticket.user.name}</Badge>}
          {ticket.status === 'pending' && list !== 'queue' && <Badge tone="warn">{t('status.pending')}</Badge>}
          <WindowBadge ticket={ticket} />
        </span>
      </span>
    </Link>
  )
})

function Preview({ ticket: { draft, lastMessage, unreadMessages } }: { ticket: Ticket }) {
  const { t } = useTranslation('inbox')
  const look = cx('min-w-0 grow truncate', unreadMessages > 0 ? 'text-text' : 'text-soft')
  if (draft !== null && draft.trim() !== '') {
    return (
      <span dir="auto" className={look}>
        <span className="text-bad">{t('draft')}</span> {plainOf(draft)}
      </span>
    )
  }
  if (lastMessage === null) return <span className={look}> </span>
  const { body, mediaType, fromMe, isDeleted } = lastMessage
  const kind = KINDS.find(name => name === mediaType)
  const words = isDeleted ? t('deletedShort') : plainOf(body)
  return (
    <span className={cx('flex items-center gap-1', look)}>
      {fromMe && <Ticks status={lastMessage.status} ack={lastMessage.ack} />}
      <span dir="auto" className="truncate">
        {kind === undefined ? words : `${t(`kinds.${kind}`)}${words === '' || kind === 'audio' ? '' : ` · ${words}`}`}
      </span>
    </span>
  )
}

const KINDS = ['image', 'video', 'audio', 'document', 'sticker', 'location', 'vcard'] as const
