/** An instant as clients write it: ISO 8601, Unix seconds or milliseconds, or the company's local time (`01/12/2026 09:00`). */
import type { Sql } from '../base/db/db.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField } from '../refusal/refusal.ts'

const MILLISECONDS_FROM = 1e11
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?$/
const BRAZILIAN = /^(\d{2})\/(\d{2})\/(\d{4})[T ,]+(\d{2}):(\d{2})(?::(\d{2}))?$/

export async function readInstant(sql: Sql, { tenantId, text }: { tenantId: number; text: string }): Promise<Date> {
  const clean = text.trim()
  const instant = /^\d{9,14}$/.test(clean) ? ofNumber(Number(clean)) : await ofText(sql, tenantId, clean)
  if (instant === undefined || Number.isNaN(instant.getTime())) {
    throw invalidField('body', '/sendAt', fault('date-time'))
  }
  return instant
}

const ofNumber = (value: number) => new Date(value >= MILLISECONDS_FROM ? value : value * 1_000)

async function ofText(sql: Sql, tenantId: number, text: string): Promise<Date | undefined> {
  const [, day, month, year, ...time] = BRAZILIAN.exec(text) ?? []
  const parts = day === undefined ? LOCAL.exec(text)?.slice(1) : [year, month, day, ...time]
  if (parts === undefined) return /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? new Date(text) : undefined
  const [y = '', mo = '', d = '', h = '', mi = '', s = '00'] = parts.map(part => part ?? '00')
  const clock = `${y}-${mo}-${d}T${h}:${mi}:${s}`
  // A day that the calendar does not have is refused here, because PostgreSQL would throw.
  const asUtc = new Date(`${clock}Z`)
  if (Number.isNaN(asUtc.getTime()) || asUtc.getUTCDate() !== Number(d)) return undefined
  const [row] = await sql<{ instant: Date }[]>`
    select ${clock}::text::timestamp at time zone timezone as instant from tenants where id = ${tenantId}`
  return row?.instant
}
