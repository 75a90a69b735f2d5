import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, CountBadge } from '../ui/badge.tsx'
import { cx } from '../ui/cx.ts'
import type { Ticket } from './model.ts'
import { colleaguesQuery, queuesQuery } from './tickets.ts'
import { useClock } from './time.ts'
import { plainOf } from './whatsapp-text.ts'

interface TicketRowProps {
  ticket: Ticket
  isChosen: boolean
  showsOwner: boolean
}

export const TicketRow = memo(function TicketRow({ ticket, isChosen, showsOwner }: TicketRowProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const { contact, lastMessageAt, unreadMessages: unread } = ticket
  const queue = useQuery(queuesQuery).data?.find(({ id }) => id === ticket.queueId)
  const owner = useQuery({ ...colleaguesQuery, enabled: showsOwner }).data?.find(({ id }) => id === ticket.userId)
  return (
    <Link
      to="/inbox/$ticketId"
      params={{ ticketId: ticket.id }}
      search={true}
      preload={false}
      aria-current={isChosen ? 'page' : undefined}
      className={cx(
        'relative flex gap-3 border-b border-line px-4 py-2.5 -outline-offset-2',
        isChosen
          ? 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent'
          : 'hover:bg-sunk',
      )}
    >
      <Avatar name={contact.name} id={contact.id} pictureUrl={contact.profilePicUrl} isGroup={contact.isGroup} />
      <span className="grid min-w-0 grow gap-0.5">
        <span className="flex items-baseline gap-2">
          <span dir="auto" className="grow truncate font-semibold">
            {contact.name}
          </span>
          {lastMessageAt !== null && (
            <time dateTime={lastMessageAt} className="shrink-0 text-xs text-faint tabular-nums">
              {clock.short(lastMessageAt)}
            </time>
          )}
        </span>
        <span className="flex items-center gap-2">
          <span dir="auto" className={cx('grow truncate', unread > 0 ? 'text-text' : 'text-soft')}>
            {plainOf(ticket.lastMessage?.body ?? '') || ' '}
          </span>
          {unread > 0 && <CountBadge count={unread} label={t('unread', { count: unread })} />}
        </span>
        <span className="flex min-w-0 gap-1.5 overflow-hidden pt-0.5">
          {queue !== undefined && <Badge tone="outline">{queue.name}</Badge>}
          {owner !== undefined && <Badge>{owner.name}</Badge>}
          {ticket.status === 'closed' && <Badge>{t('status.closed')}</Badge>}
          {ticket.status === 'pending' && <Badge tone="warn">{t('status.pending')}</Badge>}
        </span>
      </span>
    </Link>
  )
})
