/** Where a company gets its alerts: at an operational webhook, at e-mail addresses. */
import type { Sql } from '../base/db/db.ts'
import { type Keyring, open, seal } from '../base/seal.ts'
import type { SealedColumns } from '../base/sealed-columns.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import { newSecret } from '../webhook/index.ts'

export const SEALED_OF_ALERTS: SealedColumns = { table: 'alert_settings', columns: ['secret'] }

export interface AlertSettings {
  alertUrl: string | null
  /** Null = the active administrators; an empty list = no e-mail. */
  alertEmails: string[] | null
}

export interface SettingsDeps {
  sql: Sql
  keyring: Keyring
  /** Returns why we may not post to a URL; undefined when we may. */
  refuseUrl: (url: string) => string | undefined
}

export async function getSettings(sql: Sql, { tenantId }: { tenantId: number }): Promise<AlertSettings> {
  const [row] = await sql<AlertSettings[]>`
    select url as "alertUrl", emails as "alertEmails" from alert_settings where tenant_id = ${tenantId}`
  return row ?? { alertUrl: null, alertEmails: null }
}

/** Changes only what is given; the signing secret is made with the first change. */
export async function changeSettings(
  deps: SettingsDeps,
  { tenantId, change }: { tenantId: number; change: Partial<AlertSettings> },
): Promise<AlertSettings> {
  const { sql, keyring, refuseUrl } = deps
  const problem = change.alertUrl ? refuseUrl(change.alertUrl) : undefined
  if (problem !== undefined) throw new Refusal('url_not_allowed', { url: change.alertUrl ?? '', reason: problem })
  const emails = change.alertEmails?.map(email => email.toLowerCase()) ?? null
  await refuseStrangers(sql, tenantId, emails ?? [])
  await sql`
    insert into alert_settings as s (tenant_id, url, secret, emails)
    values (${tenantId}, ${change.alertUrl ?? null}, ${seal(keyring, newSecret())}, ${emails}::text[])
    on conflict (tenant_id) do update set
      url = case when ${change.alertUrl !== undefined} then excluded.url else s.url end,
      emails = case when ${change.alertEmails !== undefined} then excluded.emails else s.emails end,
      updated_at = now()`
  return getSettings(sql, { tenantId })
}

/** Only users who came by an invitation have agreed to mail of this company; a shared mailbox is invited like a person. */
async function refuseStrangers(sql: Sql, tenantId: number, emails: readonly string[]): Promise<void> {
  const rows = await sql<{ email: string }[]>`
    select email from users where tenant_id = ${tenantId} and is_active and email = any (${emails as string[]}::text[])`
  const known = new Set(rows.map(user => user.email))
  const index = emails.findIndex(email => !known.has(email))
  if (index !== -1) throw invalidField('body', `/alertEmails/${index}`, fault('no_colleague'))
}

/** The secret is made when there is none yet. */
export async function readAlertSecret(deps: SettingsDeps, { tenantId }: { tenantId: number }): Promise<string> {
  const [row] = await deps.sql<{ secret: Buffer }[]>`select secret from alert_settings where tenant_id = ${tenantId}`
  if (row !== undefined) return open(deps.keyring, row.secret)
  await changeSettings(deps, { tenantId, change: {} })
  return readAlertSecret(deps, { tenantId })
}

/** In force at once: the next message is signed with it. */
export async function renewAlertSecret(deps: SettingsDeps, { tenantId }: { tenantId: number }): Promise<string> {
  const secret = newSecret()
  const sealed = seal(deps.keyring, secret)
  await deps.sql`
    insert into alert_settings (tenant_id, secret) values (${tenantId}, ${sealed})
    on conflict (tenant_id) do update set secret = excluded.secret, updated_at = now()`
  return secret
}
