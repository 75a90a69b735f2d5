/** What a test can post: the plain test, an example of each body of the contract, or an event that has happened. */
import { readFileSync } from 'node:fs'
import type { Sql } from '../base/db/db.ts'
import { variantOf } from '../outbox/index.ts'
import { Refusal } from '../refusal/refusal.ts'

/** The vectors of receiver/ are the contract's own examples. */
/** The contract's examples. By a path, because the built program has them beside itself and not as a package. */
const CONTRACT = new URL('../../../receiver/vectors/', import.meta.url)

const VECTORS = {
  received: 'message.received',
  sent: 'message.sent-by-user',
  media: 'message.media',
  group: 'message.group',
  newTicket: 'NewTicket.first-message',
  newTicketUserCreate: 'NewTicketUserCreate.open',
  transferred: 'TransferTicket.to-queue',
  closed: 'ClosedTicket.with-reason',
} as const

/** Examples of the opt-in events, which are the same in both versions. */
const EXTRAS = {
  messageStatus: 'MessageStatus.delivered',
  messageFailed: 'MessageStatus.failed',
  messageEdited: 'MessageEdited.text',
  messageDeleted: 'MessageDeleted.by-customer',
  messageReaction: 'MessageReaction.added',
} as const

export const SAMPLES = [
  'test',
  ...(Object.keys(VECTORS) as (keyof typeof VECTORS)[]),
  ...(Object.keys(EXTRAS) as (keyof typeof EXTRAS)[]),
] as const
export type SampleName = (typeof SAMPLES)[number]

export interface Sample {
  /** As `recado-event` names it. */
  type: string
  body: string
}

export interface SampleChoice {
  tenantId: number
  /** The payload version of the endpoint. */
  id: number
  sample?: SampleName | undefined
  /** An event that happened, instead of a sample. */
  eventId?: number | undefined
}

export async function readSample(sql: Sql, choice: SampleChoice): Promise<Sample> {
  const { tenantId, id, sample = 'test', eventId } = choice
  if (eventId !== undefined) return readEvent(sql, { ...choice, eventId })
  if (sample === 'test') {
    const body = { event: 'test', origin: 'webhook-config', timestamp: new Date().toISOString() }
    return { type: 'test', body: JSON.stringify(body) }
  }
  const [endpoint] = await sql<{ version: 1 | 2 }[]>`
    select payload_version as version from endpoints where tenant_id = ${tenantId} and id = ${id}`
  if (endpoint === undefined) throw new Refusal('endpoint_not_found')
  const [folder, name] =
    sample in EXTRAS
      ? ['extra', EXTRAS[sample as keyof typeof EXTRAS]]
      : [`v${endpoint.version}`, VECTORS[sample as keyof typeof VECTORS]]
  const file = new URL(`${folder}/${name}.json`, CONTRACT)
  return { type: name.split('.')[0] as string, body: readFileSync(file, 'utf8').trimEnd() }
}

async function readEvent(sql: Sql, { tenantId, id, eventId }: SampleChoice & { eventId: number }): Promise<Sample> {
  const [row] = await sql<Sample[]>`
    select v.type, case ${variantOf(sql)}
      when 1 then v.body_v1
      when 2 then coalesce(v.body_v2, v.body_v1)
      else coalesce(v.body_v2_media, v.body_v2, v.body_v1)
    end as body
    from (select *, body_v2_media is not null as has_media from events
      where tenant_id = ${tenantId} and id = ${eventId}) v
    join endpoints e on e.tenant_id = v.tenant_id and e.id = ${id}`
  if (row === undefined) throw new Refusal('event_not_found')
  return row
}
