import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'
import type { Message } from './model.ts'

/** The status of our message, as WhatsApp reports it: waiting, accepted, delivered, read, failed. */
export function Ticks({ status, ack }: Pick<Message, 'status' | 'ack'>) {
  const { t } = useTranslation('inbox')
  const state =
    status === 'failed' || ack < 0
      ? 'failed'
      : ack >= 3
        ? 'read'
        : ack === 2
          ? 'delivered'
          : status === 'pending'
            ? 'waiting'
            : 'taken'
  const Icon = { failed: CircleAlert, read: CheckCheck, delivered: CheckCheck, waiting: Clock, taken: Check }[state]
  const ink = { failed: 'text-bad', read: 'text-accent', delivered: '', waiting: '', taken: '' }[state]
  return (
    <span className={cx('inline-flex items-center', ink)}>
      <Icon className={state === 'waiting' ? 'size-3' : 'size-3.5'} aria-hidden="true" />
      <span className="sr-only">{t(`ticks.${state}`)}</span>
    </span>
  )
}
