import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Tone = 'plain' | 'outline' | 'accent' | 'good' | 'warn' | 'bad'

const TONES: Record<Tone, string> = {
  plain: 'bg-sunk text-soft',
  outline: 'border border-line text-soft',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-accent-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={cx(
      'inline-flex h-[1.15rem] max-w-full min-w-0 items-center gap-1 truncate rounded px-1.5 text-2xs font-medium whitespace-nowrap',
      TONES[tone],
    )}
  >
    {children}
  </span>
)

/** How many are unread. */
export const CountBadge = ({ count, label }: { count: number; label: string }) => (
  <span className="inline-grid h-[1.15rem] min-w-[1.15rem] place-items-center rounded-full bg-accent px-1.5 text-2xs font-semibold text-on-accent tabular-nums">
    <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
    <span className="sr-only">{label}</span>
  </span>
)
