import { useTranslation } from 'react-i18next'
import type { Ticket } from './model.ts'
import { signal } from './signals.ts'
import { useClock } from './time.ts'
import { useNow } from './window-badge.tsx'

interface ComposerHintsProps {
  ticket: Ticket
  isClosed: boolean
  missing: readonly string[]
}

/** Shown above the composer: what prevents an answer, otherwise how long the customer can be answered freely. */
export function ComposerHints({ ticket, isClosed, missing }: ComposerHintsProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const now = useNow()
  const { windowClosesAt, status } = ticket
  const left = windowClosesAt === null ? undefined : Date.parse(windowClosesAt) - now
  if (isClosed) {
    return (
      <p className="mb-1.5 text-sm font-medium text-warn">
        {t('windowClosed')}{' '}
        <button type="button" className="underline" onClick={() => signal('chooseTemplate', undefined)}>
          {t('sendTemplate')}
        </button>
      </p>
    )
  }
  if (missing.length > 0) {
    return (
      <p role="alert" className="mb-1.5 text-sm font-medium text-warn">
        {t('missing', { names: missing.join(', ') })}
      </p>
    )
  }
  if (ticket.lastMessage === null && !ticket.isGroup && windowClosesAt === null) {
    return (
      <p className="mb-1.5 text-sm font-medium text-warn">
        {t('firstWords')}{' '}
        <button type="button" className="underline" onClick={() => signal('chooseTemplate', undefined)}>
          {t('sendTemplate')}
        </button>
      </p>
    )
  }
  return (
    <div className="mb-1.5 flex justify-between gap-4 text-xs text-soft empty:hidden">
      {status === 'pending' && <p>{t('pendingHint')}</p>}
      {left !== undefined && left > 0 && (
        <p className={left < 3_600_000 ? 'text-warn' : ''}>{t('windowHint', { left: clock.left(left) })}</p>
      )}
    </div>
  )
}
