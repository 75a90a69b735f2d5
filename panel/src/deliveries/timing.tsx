import { useTranslation } from 'react-i18next'
import type { Attempt } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { cx } from '../ui/cx.ts'

const LOOKS = {
  dns: 'bg-line-strong',
  tcp: 'bg-warn',
  tls: 'bg-note border border-line-strong',
  wait: 'bg-accent',
  read: 'bg-good',
} as const
type Part = keyof typeof LOOKS

/** How the time was spent: as a bar, and the same in words for everybody. */
export function Timing({ attempt }: { attempt: Pick<Attempt, 'durationMs' | 'firstByteMs' | 'connecting'> }) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const { durationMs, firstByteMs, connecting } = attempt
  if (firstByteMs === null) return null
  const { dnsMs = 0, tcpMs = 0, tlsMs = 0 } = connecting ?? {}
  const parts: [Part, number][] = [
    ['dns', dnsMs],
    ['tcp', tcpMs],
    ['tls', tlsMs],
    ['wait', Math.max(0, firstByteMs - dnsMs - tcpMs - tlsMs)],
    ['read', Math.max(0, durationMs - firstByteMs)],
  ]
  const shown = parts.filter(([part, ms]) => ms > 0 || part === 'wait')
  return (
    <div className="grid gap-1.5">
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-sunk">
        {shown.map(([part, ms]) => (
          <span key={part} className={cx('min-w-0.5', LOOKS[part])} style={{ flexGrow: Math.max(ms, 0.2) }} />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-soft">
        {shown.map(([part, ms]) => (
          <div key={part} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cx('size-2 rounded-full', LOOKS[part])} />
            <dt>{t(`timing.${part}`)}</dt>
            <dd className="tabular-nums">{instants.duration(ms)}</dd>
          </div>
        ))}
      </dl>
      {connecting === null && <p className="text-sm text-soft">{t('connectionKept')}</p>}
    </div>
  )
}
