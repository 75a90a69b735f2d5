/** Who came in, who was refused at the door, who left: rows of the audit log beside the changes that people make. */
import type { FastifyRequest } from 'fastify'
import { type AuditedBy, record } from '../audit/index.ts'
import type { Sql } from '../base/db/db.ts'
import type { Access } from './access.ts'

type SessionAct = 'session.started' | 'session.ended' | 'session.others_ended' | 'user.password_changed'

/** Whose session the request's cookie is; undefined for a stranger's. To be asked before the session ends. */
export async function sessionOf({ auth }: Access, request: FastifyRequest): Promise<AuditedBy | undefined> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie: request.headers.cookie ?? '' }) })
  if (found === null) return undefined
  return { tenantId: found.user.tenantId, userId: Number(found.user.id), address: request.ip }
}

export async function recordSession(sql: Sql, by: AuditedBy | undefined, what: SessionAct): Promise<void> {
  if (by !== undefined) await record(sql, { by, what, targetId: by.userId })
}

/** Whoever signed in just now. */
export async function recordSignIn(sql: Sql, userId: number, address: string): Promise<void> {
  const [user] = await sql<{ tenant_id: number }[]>`select tenant_id from users where id = ${userId}`
  if (user !== undefined) await recordSession(sql, { tenantId: user.tenant_id, userId, address }, 'session.started')
}

/**
 * A wrong password, or somebody who was deactivated. One row for a person in ten minutes: whoever guesses at the door must
 * not fill the log with it. An e-mail that nobody has belongs to no company's log.
 */
export async function recordRefusedSignIn(sql: Sql, email: string, address: string): Promise<void> {
  const [user] = await sql<{ id: number; tenant_id: number }[]>`
    select u.id, u.tenant_id from users u
    where u.email = ${email.toLowerCase()} and not exists (
      select 1 from audit_log a
      where a.tenant_id = u.tenant_id and a.what = 'session.refused' and a.target_id = u.id
        and a.created_at > now() - interval '10 minutes')`
  if (user === undefined) return
  const by = { tenantId: user.tenant_id, userId: null, address }
  await record(sql, { by, what: 'session.refused', targetId: user.id })
}
