import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import {
  AlarmClock,
  AlarmClockOff,
  ArrowLeft,
  ArrowRightLeft,
  CircleCheck,
  EllipsisVertical,
  Mail,
  PanelRight,
  Pin,
  RotateCcw,
  Undo2,
  UserCheck,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useMe } from '../app/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { CloseDialog } from './close-dialog.tsx'
import { LaterDialog } from './later-dialog.tsx'
import type { Ticket } from './model.ts'
import { phoneOf } from './phone.ts'
import { withoutMessage } from './search.ts'
import { ticketQuery, useTicketAction } from './tickets.ts'
import { useClock } from './time.ts'
import { TransferDialog } from './transfer-dialog.tsx'

interface ConversationHeaderProps {
  ticket: Ticket | undefined
  isContactShown: boolean
  onContact: () => void
}

export function ConversationHeader({ ticket, isContactShown, onContact }: ConversationHeaderProps) {
  const { t } = useTranslation('inbox')
  return (
    <header className="flex min-h-[3.8rem] items-center gap-2.5 border-b border-line bg-pane py-2 pr-3 pl-2 md:pl-5">
      <Link
        to="/inbox"
        search={withoutMessage}
        aria-label={t('back')}
        className="grid size-9 place-items-center rounded-lg text-soft hover:bg-sunk md:hidden"
      >
        <ArrowLeft className="size-5" aria-hidden="true" />
      </Link>
      {ticket === undefined ? (
        <Skeleton className="h-5 w-40" />
      ) : (
        <>
          <Avatar
            name={ticket.contact.name}
            id={ticket.contact.id}
            pictureUrl={ticket.contact.profilePicUrl}
            isGroup={ticket.isGroup}
            className="size-9 text-xs md:hidden"
          />
          <div className="min-w-0 grow">
            <h2 dir="auto" className="truncate text-[0.95rem] font-semibold">
              {ticket.contact.name}
            </h2>
            <p className="truncate text-sm text-soft tabular-nums">
              {phoneOf(ticket.contact.number)}
              <span className="max-md:hidden">
                {ticket.contact.number !== null && ' · '}
                {t('protocol', { protocol: ticket.protocol })}
              </span>
            </p>
          </div>
          <Actions ticket={ticket} onContact={onContact} />
        </>
      )}
      <IconButton
        label={t('contactPanel')}
        keys="i"
        aria-pressed={isContactShown}
        onClick={onContact}
        className="max-md:hidden"
      >
        <PanelRight aria-hidden="true" />
      </IconButton>
    </header>
  )
}

/** The actions that the status allows; the most likely one is first and filled. */
function Actions({ ticket, onContact }: { ticket: Ticket; onContact: () => void }) {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const [asking, setAsking] = useState<'close' | 'transfer' | 'snooze' | undefined>()
  const clock = useClock()
  const accepting = useTicketAction('accept')
  const returning = useTicketAction('giveBack')
  const reopening = useTicketAction('reopen')
  const pinning = useTicketAction('pin')
  const unreading = useTicketAction('unread')
  const snoozing = useTicketAction('snooze')
  const navigate = useNavigate()
  const { id, status, isPinned, snoozedUntil } = ticket
  const says = { onError: (error: Error) => toast.error(error.message) }
  const isMine = ticket.userId === me.user?.id
  const queries = useQueryClient()
  // Somebody was faster, and the notice says who.
  const tellWho = async (error: Error) => {
    const now = await queries.fetchQuery({ ...ticketQuery(id), staleTime: 0 }).catch(() => undefined)
    toast.error(now?.status === 'open' && now.user !== null ? t('acceptedBy', { name: now.user.name }) : error.message)
  }
  const accept = () =>
    accepting.mutate({ id }, { onError: tellWho, onSuccess: () => document.getElementById('composer')?.focus() })
  const giveBack = () => returning.mutate({ id }, says)
  const reopen = () => reopening.mutate({ id }, says)
  const pin = () => pinning.mutate({ id, isPinned: !isPinned }, says)
  // The conversation is left first, because what is on screen counts as read.
  const markUnread = async () => {
    await navigate({ to: '/inbox', search: withoutMessage })
    unreading.mutate({ id }, says)
  }
  const snooze = (until: string | null) =>
    snoozing.mutate(
      { id, until },
      {
        ...says,
        onSuccess: () => {
          setAsking(undefined)
          if (until !== null) toast.success(t('snoozedUntil', { at: clock.full(until) }))
        },
      },
    )
  const can = {
    accept: status === 'pending',
    transfer: status !== 'closed',
    giveBack: status === 'open',
    close: status !== 'closed',
    reopen: status === 'closed',
    // Only for an active one, because a closed one is in no list of open work.
    putAside: status !== 'closed',
  }
  useCommands([
    { id: 'contact', label: t('contactPanel'), keys: 'i', run: onContact },
    ...(can.accept ? [{ id: 'accept', label: t('accept'), keys: 'a', run: accept }] : []),
    ...(can.transfer ? [{ id: 'transfer', label: t('transfer'), keys: 't', run: () => setAsking('transfer') }] : []),
    ...(can.giveBack ? [{ id: 'give-back', label: t('giveBack'), run: giveBack }] : []),
    ...(can.close ? [{ id: 'close', label: t('close'), keys: 'c', run: () => setAsking('close') }] : []),
    ...(can.reopen ? [{ id: 'reopen', label: t('reopen'), run: reopen }] : []),
    ...(can.putAside
      ? [
          { id: 'snooze', label: t('snooze'), keys: 's', run: () => setAsking('snooze') },
          { id: 'pin', label: t(isPinned ? 'unpin' : 'pin'), keys: 'p', run: pin },
          { id: 'unread', label: t('markUnread'), keys: 'u', run: () => void markUnread() },
        ]
      : []),
  ])
  return (
    <div className="flex shrink-0 gap-2">
      {can.accept && (
        <Button look="primary" isBusy={accepting.isPending} onClick={accept}>
          <UserCheck className="size-4" aria-hidden="true" /> {t('accept')}
        </Button>
      )}
      {can.transfer && (
        <Button className="max-lg:hidden" onClick={() => setAsking('transfer')}>
          {t('transfer')}
        </Button>
      )}
      {can.giveBack && (
        <Button className="max-xl:hidden" isBusy={returning.isPending} onClick={giveBack}>
          {t('giveBack')}
        </Button>
      )}
      {can.close && (
        <Button
          look={status === 'open' && isMine ? 'primary' : 'quiet'}
          className={status === 'pending' ? 'max-md:hidden' : ''}
          onClick={() => setAsking('close')}
        >
          {t('close')}
        </Button>
      )}
      {can.reopen && (
        <Button isBusy={reopening.isPending} onClick={reopen}>
          <RotateCcw className="size-4" aria-hidden="true" /> {t('reopen')}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t('moreActions')} className={status === 'closed' ? 'md:hidden' : ''}>
            <EllipsisVertical aria-hidden="true" />
          </IconButton>
        }
      >
        {can.transfer && (
          <MenuItem keys="t" onSelect={() => setAsking('transfer')}>
            <ArrowRightLeft aria-hidden="true" /> {t('transfer')}
          </MenuItem>
        )}
        {can.giveBack && (
          <MenuItem onSelect={giveBack}>
            <Undo2 aria-hidden="true" /> {t('giveBack')}
          </MenuItem>
        )}
        {can.close && (
          <MenuItem keys="c" onSelect={() => setAsking('close')}>
            <CircleCheck aria-hidden="true" /> {t('close')}
          </MenuItem>
        )}
        {can.putAside && (
          <>
            <MenuItem keys="s" onSelect={() => setAsking('snooze')}>
              <AlarmClock aria-hidden="true" /> {t('snooze')}
            </MenuItem>
            {snoozedUntil !== null && (
              <MenuItem onSelect={() => snooze(null)}>
                <AlarmClockOff aria-hidden="true" /> {t('unsnooze')}
              </MenuItem>
            )}
            <MenuItem keys="p" onSelect={pin}>
              <Pin aria-hidden="true" /> {t(isPinned ? 'unpin' : 'pin')}
            </MenuItem>
            <MenuItem keys="u" onSelect={() => void markUnread()}>
              <Mail aria-hidden="true" /> {t('markUnread')}
            </MenuItem>
          </>
        )}
        <MenuItem keys="i" onSelect={onContact}>
          <PanelRight aria-hidden="true" /> {t('contactPanel')}
        </MenuItem>
      </Menu>
      {asking === 'close' && <CloseDialog ticket={ticket} onClose={() => setAsking(undefined)} />}
      {asking === 'snooze' && (
        <LaterDialog
          title={t('snooze')}
          action={t('snooze')}
          legend={t('snoozeWhen')}
          description={ticket.contact.name}
          isBusy={snoozing.isPending}
          problem={snoozing.error?.message}
          onChoose={snooze}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'transfer' && <TransferDialog ticket={ticket} onClose={() => setAsking(undefined)} />}
    </div>
  )
}
