/** What is counted, with the names of the API, and the code of each in the tables. docs/reports.md defines them. */

/** How often. */
export const COUNTS = {
  newTickets: 'new',
  closedTickets: 'closed',
  closedAutomatically: 'closed_automatically',
  closedAfterWriting: 'closed_wrote',
  abandoned: 'abandoned',
  reopenedWithinDay: 'reopened_day',
  reopenedWithinWeek: 'reopened_week',
  returned: 'returned',
  transferred: 'transferred',
  messagesIn: 'in',
  messagesOut: 'out',
  automaticMessages: 'out_automatic',
} as const

/** Durations: each has a count, a median and a 90th percentile. */
export const DURATIONS = {
  queueWait: 'wait',
  queueWaitInHours: 'wait_in_hours',
  firstResponse: 'first_response',
  firstResponseInHours: 'first_response_in_hours',
  replyTime: 'reply',
  resolution: 'resolution',
  automaticResolution: 'automatic_resolution',
  attended: 'attended',
} as const

export type CountName = keyof typeof COUNTS
export type DurationName = keyof typeof DURATIONS

export interface Duration {
  n: number
  /** Null when there is none. */
  medianSeconds: number | null
  p90Seconds: number | null
}

export type Figures = Record<CountName, number> & Record<DurationName, Duration>

export const COUNT_NAMES = Object.keys(COUNTS) as CountName[]
export const DURATION_NAMES = Object.keys(DURATIONS) as DurationName[]

const NONE: Duration = { n: 0, medianSeconds: null, p90Seconds: null }

export interface CountedRow {
  figure: string
  n: number
  median: number | null
  p90: number | null
}

/** Rows about one thing, at most one for each figure. */
export function figuresOf(rows: readonly CountedRow[]): Figures {
  const found = new Map(rows.map(row => [row.figure, row]))
  const counts = COUNT_NAMES.map(name => [name, found.get(COUNTS[name])?.n ?? 0] as const)
  const durations = DURATION_NAMES.map(name => {
    const row = found.get(DURATIONS[name])
    const { n, median, p90 } = row ?? { n: 0, median: null, p90: null }
    return [name, row === undefined ? NONE : { n, medianSeconds: median, p90Seconds: p90 }] as const
  })
  return { ...Object.fromEntries(counts), ...Object.fromEntries(durations) } as Figures
}
