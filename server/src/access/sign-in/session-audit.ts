/** Sign-ins, refused sign-ins and sign-outs: rows of the audit log besides the changes that people make. */
import type { FastifyRequest } from 'fastify'
import { type AuditedBy, record } from '../../audit/index.ts'
import type { Sql } from '../../base/db/db.ts'
import type { Access } from '../access.ts'

type SessionAct = 'session.started' | 'session.ended' | 'session.others_ended' | 'session.all_ended'

/** The user whose session the request's cookie belongs to; undefined for a stranger. Call it before the session ends. */
export async function sessionOf(
  { auth }: Pick<Access, 'auth'>,
  request: FastifyRequest,
): Promise<AuditedBy | undefined> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie: request.headers.cookie ?? '' }) })
  if (found === null) return undefined
  return { tenantId: found.user.tenantId, userId: Number(found.user.id), address: request.ip }
}

export async function recordSession(sql: Sql, by: AuditedBy | undefined, what: SessionAct): Promise<void> {
  if (by !== undefined) await record(sql, { by, what, targetId: by.userId })
}

/**
 * A wrong password, or a deactivated user. It writes one row for a user in ten minutes, because somebody who guesses must not
 * fill the log. An unknown e-mail is in no company's log; one of several companies is in each of their logs.
 */
export async function recordRefusedSignIn(sql: Sql, email: string, address: string): Promise<void> {
  const users = await sql<{ id: number; tenant_id: number }[]>`
    select u.id, u.tenant_id from users u
    where u.email = ${email} and not exists (
      select 1 from audit_log a
      where a.tenant_id = u.tenant_id and a.what = 'session.refused' and a.target_id = u.id
        and a.created_at > now() - interval '10 minutes')
    order by u.id`
  for (const user of users) {
    const by = { tenantId: user.tenant_id, userId: null, address }
    await record(sql, { by, what: 'session.refused', targetId: user.id })
  }
}
