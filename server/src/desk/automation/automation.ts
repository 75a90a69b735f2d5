/** The settings of a queue's automation: its hours, its texts, and how long a customer may wait. */

import type { Sql, Tx } from '../../base/db/db.ts'
import { fault, type Words } from '../../refusal/faults.ts'
import { invalidField } from '../../refusal/refusal.ts'
import { requireQueues } from '../setting/queue.ts'
import { requireKnownVariables } from '../setting/variables.ts'
import { type OpenState, readOpenState } from './hours.ts'

/** In the company's time zone, `HH:MM`; `24:00` is the end of the day. */
export interface Span {
  opens: string
  closes: string
}
/** Monday is 1. */
export interface WeekSpan extends Span {
  weekday: number
}
export interface Holiday {
  /** YYYY-MM-DD. */
  date: string
  name: string
  everyYear: boolean
  /** When it is open all the same; empty = closed all day. */
  spans: Span[]
}

export interface AutomationSettings {
  /** Null = always open. */
  hours: WeekSpan[] | null
  holidays: Holiday[]
  greeting: string | null
  absence: string | null
  farewell: string | null
  returnAfterMinutes: number | null
}

export interface QueueAutomation extends AutomationSettings, OpenState {
  queueId: number
  /** The time zone of its hours. */
  timezone: string
}

const NOTHING: AutomationSettings = {
  hours: null,
  holidays: [],
  greeting: null,
  absence: null,
  farewell: null,
  returnAfterMinutes: null,
}

interface At {
  tenantId: number
  queueId: number
}

/** The settings, without what depends on the time of day. */
export async function readSettings(sql: Sql, at: At): Promise<AutomationSettings> {
  await requireQueues(sql, { tenantId: at.tenantId, queueIds: [at.queueId] })
  const [row] = await sql<AutomationSettings[]>`
    select hours, holidays, greeting, absence, farewell, return_after_minutes as "returnAfterMinutes"
    from queue_automations where tenant_id = ${at.tenantId} and queue_id = ${at.queueId}`
  return row ?? NOTHING
}

export async function getAutomation(sql: Sql, at: At): Promise<QueueAutomation> {
  const settings = await readSettings(sql, at)
  const [company] = await sql<{ timezone: string }[]>`select timezone from tenants where id = ${at.tenantId}`
  return { queueId: at.queueId, ...settings, ...(await readOpenState(sql, at)), timezone: company!.timezone }
}

/** Fields that are not given stay as they are. Returns the settings before and after. */
export async function changeAutomation(
  tx: Tx,
  at: At,
  change: Partial<AutomationSettings>,
): Promise<{ before: AutomationSettings; after: AutomationSettings }> {
  // Two changes of different parts at the same time must not undo each other.
  await tx`select 1 from queues where tenant_id = ${at.tenantId} and id = ${at.queueId} for no key update`
  const before = await readSettings(tx, at)
  check(change)
  const next = { ...before, ...withSorted(change) }
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await tx`
    insert into queue_automations (tenant_id, queue_id, hours, holidays, greeting, absence, farewell, return_after_minutes)
    values (${at.tenantId}, ${at.queueId}, ${json(next.hours)}::text::jsonb, ${json(next.holidays)}::text::jsonb,
      ${next.greeting}, ${next.absence}, ${next.farewell}, ${next.returnAfterMinutes})
    on conflict (tenant_id, queue_id) do update set hours = excluded.hours, holidays = excluded.holidays,
      greeting = excluded.greeting, absence = excluded.absence, farewell = excluded.farewell,
      return_after_minutes = excluded.return_after_minutes, updated_at = now()`
  await tx`
    insert into queue_hours (tenant_id, queue_id, since, hours, holidays)
    select q.tenant_id, q.queue_id, now(), q.hours, q.holidays
    from queue_automations q
    left join lateral (
      select k.hours, k.holidays from queue_hours k
      where k.tenant_id = q.tenant_id and k.queue_id = q.queue_id order by k.since desc limit 1
    ) known on true
    where q.tenant_id = ${at.tenantId} and q.queue_id = ${at.queueId}
      and (q.hours, q.holidays) is distinct from (known.hours, coalesce(known.holidays, '[]'))
    on conflict (tenant_id, queue_id, since) do update set hours = excluded.hours, holidays = excluded.holidays`
  // In the form in which PostgreSQL stores it, so that equal values are equal texts.
  return { before, after: await readSettings(tx, at) }
}

/** In order of time, so that equal settings are equal lists. */
function withSorted(change: Partial<AutomationSettings>): Partial<AutomationSettings> {
  const { hours, holidays } = change
  const byTime = (one: Span, other: Span) => one.opens.localeCompare(other.opens)
  return {
    ...change,
    ...(hours && { hours: hours.toSorted((one, other) => one.weekday - other.weekday || byTime(one, other)) }),
    ...(holidays && {
      holidays: holidays
        .map(holiday => ({ ...holiday, spans: holiday.spans.toSorted(byTime) }))
        .toSorted((one, other) => one.date.localeCompare(other.date)),
    }),
  }
}

function check({ hours, holidays, greeting, absence, farewell }: Partial<AutomationSettings>): void {
  for (const text of [greeting, absence, farewell]) if (text) requireKnownVariables(text)
  hours?.forEach((span, n) => {
    const sameDay = hours.slice(0, n).filter(other => other.weekday === span.weekday)
    checkSpan(span, sameDay, `/hours/${n}`)
  })
  const dates = new Set<string>()
  holidays?.forEach(({ date, spans }, n) => {
    if (!isDay(date)) wrong(`/holidays/${n}/date`, fault('date'))
    if (dates.has(date)) wrong(`/holidays/${n}/date`, fault('day_twice'))
    dates.add(date)
    spans.forEach((span, at) => {
      checkSpan(span, spans.slice(0, at), `/holidays/${n}/spans/${at}`)
    })
  })
}

/** `HH:MM` sorts as text. */
function checkSpan(span: Span, before: readonly Span[], path: string): void {
  if (span.opens >= span.closes) wrong(path, fault('span_order'))
  if (before.some(other => span.opens < other.closes && other.opens < span.closes)) wrong(path, fault('span_overlap'))
}

/** PostgreSQL would throw at a day that the calendar does not have. */
function isDay(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
}

function wrong(path: string, words: Words): never {
  throw invalidField('body', path, words)
}
