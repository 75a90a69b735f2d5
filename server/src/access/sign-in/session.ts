/** The sessions of a user: where they are signed in. */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'

export interface Session {
  id: number
  isCurrent: boolean
  address: string | null
  userAgent: string | null
  createdAt: Date
  seenAt: Date
  expiresAt: Date
}

const SEEN_MINUTES = 5
const MAX_SHOWN = 100

export async function listSessions(
  sql: Sql,
  { userId, sessionId }: { userId: number; sessionId: number },
): Promise<Session[]> {
  return sql<Session[]>`
    select id, id = ${sessionId} as "isCurrent", ip_address as address, left(user_agent, 500) as "userAgent",
      created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt"
    from sessions where user_id = ${userId} and expires_at > now()
    order by seen_at desc, id desc limit ${MAX_SHOWN}`
}

export async function endSession(sql: Sql, { userId, id }: { userId: number; id: number }): Promise<void> {
  const ended = await sql`delete from sessions where user_id = ${userId} and id = ${id}`
  if (ended.count === 0) throw new Refusal('session_not_found')
}

export const isLongAgo = (seenAt: Date) => Date.now() - seenAt.getTime() > SEEN_MINUTES * 60_000

/** Written every few minutes: when and from where a session was used last. */
export async function noteSeen(sql: Sql, { id, address }: { id: number; address: string }): Promise<void> {
  await sql`
    update sessions set seen_at = now(), ip_address = ${address}
    where id = ${id} and seen_at < now() - ${SEEN_MINUTES} * interval '1 minute'`
}
