import type { Sql } from '../../base/db/db.ts'
import type { FailedUpdate, UnknownUpdate } from './inbox-rows.ts'

export interface InboundPost {
  id: number
  receivedAt: string
  state: 'waiting' | 'done' | 'failed'
  size: number
  error: string | null
  failedUpdates: FailedUpdate[]
  unknownUpdates: UnknownUpdate[]
  body: string
}

const SHOWN_BYTES = 64 * 1024

/** Newest first. The body is shown as text, whatever it is, because people need to see it when something failed. */
export async function listInbound(
  sql: Sql,
  where: {
    tenantId: number
    channelId: number
    state: InboundPost['state'] | null
    isUnknown: boolean
    before: number
  },
  limit: number,
): Promise<InboundPost[]> {
  const rows = await sql<(Omit<InboundPost, 'body' | 'receivedAt'> & { received_at: Date; head: Buffer })[]>`
    select id, received_at, state, octet_length(body) as size, error, failed_updates as "failedUpdates",
      unknown_updates as "unknownUpdates",
      substring(body for ${SHOWN_BYTES}) as head
    from inbound
    where tenant_id = ${where.tenantId} and channel_id = ${where.channelId}
      and (${where.state}::text is null or state = ${where.state})
      and (not ${where.isUnknown} or unknown_updates <> '[]')
      and id < ${where.before}
    order by id desc
    limit ${limit + 1}`
  return rows.map(({ head, received_at, ...row }) => ({
    ...row,
    receivedAt: received_at.toISOString(),
    body: head.toString('utf8').toWellFormed(),
  }))
}
