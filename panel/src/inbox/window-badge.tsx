import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../ui/badge.tsx'
import type { Ticket } from './model.ts'
import { useClock } from './time.ts'

const SOON_MS = 4 * 3_600_000

/** The current time for countdowns: one clock for all rows, which ticks twice a minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** How long WhatsApp accepts any message. It is shown when it matters: in the last four hours and afterwards. */
export function WindowBadge({ ticket: { windowClosesAt, status } }: { ticket: Ticket }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const now = useNow()
  if (windowClosesAt === null || status === 'closed') return null
  const left = Date.parse(windowClosesAt) - now
  if (left > SOON_MS) return null
  return <Badge tone="warn">{left > 0 ? t('windowLeft', { left: clock.left(left) }) : t('onlyTemplates')}</Badge>
}
