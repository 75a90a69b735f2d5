/** The scheduled messages for the customer: when they are sent, why one is held, and the actions. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  CalendarClock,
  ChevronDown,
  Clock,
  EllipsisVertical,
  Pencil,
  SendHorizontal,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { ScheduledMessage } from '../api/types.ts'
import { useLiveInterval } from '../app/stream.ts'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { LaterDialog } from './later-dialog.tsx'
import { signal } from './signals.ts'
import { useClock } from './time.ts'

/** The server allows fifty waiting ones for one customer. */
const MAX_SHOWN = 100

const scheduledQuery = (ticketId: number) =>
  queryOptions({
    queryKey: ['scheduled', ticketId],
    queryFn: async ({ signal: aborted }) =>
      (
        await bodyOf(
          api.GET('/api/v1/scheduled-messages', {
            params: { query: { ticketId, limit: MAX_SHOWN } },
            signal: aborted,
          }),
        )
      ).data,
  })

export function ScheduledList({ ticketId }: { ticketId: number }) {
  const { t } = useTranslation('inbox')
  const listId = useId()
  const scheduled = useQuery({ ...scheduledQuery(ticketId), refetchInterval: useLiveInterval() }).data ?? []
  const [isOpen, setOpen] = useState(false)
  if (scheduled.length === 0) return null
  const held = scheduled.filter(({ status }) => status === 'held').length
  return (
    <section aria-label={t('schedule.list')} className="border-t border-line bg-pane text-sm">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-center gap-2 px-5 py-2 text-left -outline-offset-2 hover:bg-sunk"
      >
        <CalendarClock className="size-4 text-soft" aria-hidden="true" />
        <span className="font-medium">{t('schedule.count', { count: scheduled.length })}</span>
        {held > 0 && <span className="text-warn">{t('schedule.held', { count: held })}</span>}
        <ChevronDown
          className={cx('ml-auto size-4 text-soft transition-transform', isOpen && 'rotate-180')}
          aria-hidden="true"
        />
      </button>
      <ul id={listId} hidden={!isOpen} className="max-h-56 overflow-y-auto px-3 pb-2">
        {isOpen && scheduled.map(message => <Scheduled key={message.id} message={message} />)}
      </ul>
    </section>
  )
}

function Scheduled({ message }: { message: ScheduledMessage }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const [isChanging, setChanging] = useState(false)
  const deciding = useDecision(message)
  const { body, sendAt, user, heldBecause, refusal, mediaType } = message
  const at = clock.full(sendAt)
  return (
    <li className="flex items-start gap-2 rounded-lg px-2 py-1.5 hover:bg-sunk">
      <div className="min-w-0 grow">
        <p dir="auto" className="line-clamp-2 whitespace-pre-wrap wrap-anywhere">
          {body}
        </p>
        <p className="text-soft">
          {user === null ? t('schedule.byProgram', { at }) : t('schedule.by', { at, name: user.name })}
        </p>
        {heldBecause !== null && (
          <p className="flex items-start gap-1.5 font-medium text-warn">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {t(`schedule.because.${heldBecause}`, { why: refusal?.title ?? '' })}
          </p>
        )}
      </div>
      <Menu
        trigger={
          <IconButton isSmall label={t('schedule.actions', { body: body.slice(0, 40) })} isBusy={deciding.isPending}>
            <EllipsisVertical aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => deciding.mutate('send')}>
          <SendHorizontal aria-hidden="true" /> {t('schedule.sendNow')}
        </MenuItem>
        <MenuItem onSelect={() => setChanging(true)}>
          <Clock aria-hidden="true" /> {t('schedule.change')}
        </MenuItem>
        {mediaType === 'chat' && (
          <MenuItem onSelect={() => deciding.mutate('edit')}>
            <Pencil aria-hidden="true" /> {t('schedule.edit')}
          </MenuItem>
        )}
        <MenuItem onSelect={() => deciding.mutate('cancel')}>
          <Trash2 aria-hidden="true" /> {t('schedule.cancel')}
        </MenuItem>
      </Menu>
      {isChanging && <ChangeTime message={message} onClose={() => setChanging(false)} />}
    </li>
  )
}

type Decision = 'send' | 'edit' | 'cancel'

function useDecision({ id, body }: ScheduledMessage) {
  const { t } = useTranslation('inbox')
  const queries = useQueryClient()
  const params = { path: { id } }
  return useMutation<unknown, Error, Decision>({
    mutationFn: decision =>
      decision === 'send'
        ? bodyOf(api.POST('/api/v1/scheduled-messages/{id}/send', { params }))
        : api.DELETE('/api/v1/scheduled-messages/{id}', { params }),
    onSuccess(_, decision) {
      // Its text is being changed, so it is not sent until it is scheduled again.
      if (decision === 'edit') signal('compose', body)
      else toast.success(t(decision === 'send' ? 'schedule.sent' : 'schedule.cancelled'))
    },
    onError: error => void toast.error(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['scheduled'] }),
  })
}

function ChangeTime({ message, onClose }: { message: ScheduledMessage; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const queries = useQueryClient()
  const changing = useMutation({
    mutationFn: (sendAt: string) =>
      bodyOf(api.PATCH('/api/v1/scheduled-messages/{id}', { params: { path: { id: message.id } }, body: { sendAt } })),
    onSuccess(changed) {
      onClose()
      toast.success(t('schedule.changed', { at: clock.full(changed.sendAt) }))
      return queries.invalidateQueries({ queryKey: ['scheduled'] })
    },
  })
  return (
    <LaterDialog
      title={t('schedule.change')}
      description={message.contact.name}
      action={t('schedule.action')}
      legend={t('schedule.when')}
      isBusy={changing.isPending}
      problem={changing.error?.message}
      onChoose={at => changing.mutate(at)}
      onClose={onClose}
    />
  )
}
