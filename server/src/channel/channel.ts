/**
 * Channels as the API shows and changes them. Secrets are stored sealed and never returned, except what must be entered at Meta.
 */
import { randomBytes } from 'node:crypto'
import { type AuditedBy, record } from '../audit/index.ts'
import { brokenConstraint, type Db, type Sql, sqlState, type Tx, transaction } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { type Keyring, open, seal } from '../base/seal.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { CloudChannels } from './cloud-channel.ts'
import { type ChannelProblem, type Found, isProblem, showProblem } from './health/channel-problem.ts'

export interface ChannelDeps {
  db: Db
  keys: Keyring
  channels: CloudChannels
  /** The address at which Meta reaches us, without a slash at its end. */
  publicUrl: string
}

export interface Channel {
  id: number
  name: string
  type: 'cloud'
  status: 'CONNECTED' | 'DISCONNECTED' | 'OPENING'
  isActive: boolean
  defaultQueueId: number | null
  defaultUserId: number | null
  acceptsGroups: boolean
  reopenWithinMinutes: number
  phoneNumberId: string
  wabaId: string | null
  displayPhoneNumber: string | null
  /** Why it is DISCONNECTED, in Meta's words. */
  error: string | null
  health: ChannelHealth
  createdAt: string
}

export interface ChannelHealth {
  /** The worst of its problems; `unknown` before WhatsApp was asked for the first time. */
  state: 'unknown' | 'ok' | 'warning' | 'down'
  problems: (ChannelProblem & { since: string })[]
  verifiedName: string | null
  quality: string | null
  messagingLimit: string | null
  isOnPhoneApp: boolean | null
  tokenExpiresAt: string | null
  checkedAt: string | null
  /** How many of WhatsApp's posts wait for a person because something in them failed. */
  failedPosts: number
  /** How many have something that this version does not know. */
  unknownPosts: number
}

/** What an admin must enter in the App Dashboard. */
export interface Callback {
  callbackUrl: string
  verifyToken: string
}

export interface ChannelSettings {
  name: string
  isActive: boolean
  defaultQueueId: number | null
  defaultUserId: number | null
  acceptsGroups: boolean
  reopenWithinMinutes: number
}

export interface CloudSettings {
  phoneNumberId: string
  wabaId: string | null
  accessToken: string
  appSecret: string
}

interface Row {
  id: number
  name: string
  type: 'cloud'
  status: Channel['status']
  is_active: boolean
  default_queue_id: number | null
  default_user_id: number | null
  accepts_groups: boolean
  reopen_within_minutes: number
  phone_number_id: string
  waba_id: string | null
  display_phone_number: string | null
  error: string | null
  created_at: Date
  callback_key: string
  verify_token: Buffer
  verified_name: string | null
  quality: string | null
  messaging_limit: string | null
  is_on_phone_app: boolean | null
  token_expires_at: Date | null
  checked_at: Date | null
  failed_posts: number
  unknown_posts: number
  problems: (Found & { since: string })[]
}

export async function listChannels(
  { db }: Pick<ChannelDeps, 'db'>,
  tenantId: number,
  page: { after: number; limit: number },
  language: Language,
): Promise<Channel[]> {
  const rows = await db<Row[]>`
    ${selectChannels(db)}
    where h.tenant_id = ${tenantId} and h.id > ${page.after}
    order by h.id limit ${page.limit + 1}`
  return rows.map(row => toChannel(row, language))
}

export async function getChannel(
  { db }: Pick<ChannelDeps, 'db'>,
  tenantId: number,
  id: number,
  language: Language = 'en',
): Promise<Channel> {
  return toChannel(await load(db, tenantId, id), language)
}

/** Refuses an id that is not one of the company's channels. */
export async function requireChannel(sql: Sql, tenantId: number, id: number): Promise<void> {
  const rows = await sql`select 1 from channels where tenant_id = ${tenantId} and id = ${id}`
  if (rows.length === 0) throw new Refusal('channel_not_found')
}

export async function getCallback(deps: ChannelDeps, tenantId: number, id: number): Promise<Callback> {
  return callbackOf(deps, await load(deps.db, tenantId, id))
}

export async function createChannel(
  deps: ChannelDeps,
  tenantId: number,
  settings: ChannelSettings,
  cloud: CloudSettings,
  by?: AuditedBy,
  language: Language = 'en',
): Promise<Channel & Callback> {
  const id = await refusing(() =>
    transaction(deps.db, async tx => {
      const [channel] = await tx<{ id: number }[]>`
        insert into channels (tenant_id, name, is_active, default_queue_id, default_user_id, accepts_groups,
          reopen_within_minutes)
        values (${tenantId}, ${settings.name}, ${settings.isActive}, ${settings.defaultQueueId},
          ${settings.defaultUserId}, ${settings.acceptsGroups}, ${settings.reopenWithinMinutes})
        returning id`
      await tx`
        insert into cloud_channels (tenant_id, channel_id, callback_key, phone_number_id, waba_id, access_token,
          app_secret, verify_token)
        values (${tenantId}, ${channel!.id}, ${secretText()}, ${cloud.phoneNumberId}, ${cloud.wabaId},
          ${seal(deps.keys, cloud.accessToken)}, ${seal(deps.keys, cloud.appSecret)}, ${seal(deps.keys, secretText())})`
      const after = { ...settings, phoneNumberId: cloud.phoneNumberId, wabaId: cloud.wabaId }
      if (by) await record(tx, { by, what: 'channel.created', targetId: channel!.id, after })
      return channel!.id
    }),
  )
  deps.channels.invalidate()
  const row = await load(deps.db, tenantId, id)
  return { ...toChannel(row, language), ...callbackOf(deps, row) }
}

/** Only what is given changes. A new app secret leaves the old one good as well, until `endRotation`. */
export async function updateChannel(
  deps: ChannelDeps,
  tenantId: number,
  id: number,
  change: Partial<ChannelSettings & CloudSettings> & { endRotation?: boolean | undefined },
  /** Who changes it, for the audit log; and what is done before it is switched off, in the same transaction. */
  also: { by?: AuditedBy; beforeOff?: (tx: Tx) => Promise<void>; language?: Language } = {},
): Promise<Channel> {
  const { language = 'en' } = also
  const row = await load(deps.db, tenantId, id)
  const before = toChannel(row, language)
  const next = { ...before, ...withoutUndefined(change) }
  const token = change.accessToken === undefined ? null : seal(deps.keys, change.accessToken)
  const secret = change.appSecret === undefined ? null : seal(deps.keys, change.appSecret)
  // The new token may be right where the old one was wrong.
  const isNew = token !== null || next.phoneNumberId !== row.phone_number_id
  await refusing(() =>
    transaction(deps.db, async tx => {
      if (row.is_active && !next.isActive) await also.beforeOff?.(tx)
      await tx`
        update channels set name = ${next.name}, is_active = ${next.isActive}, default_queue_id = ${next.defaultQueueId},
          default_user_id = ${next.defaultUserId}, accepts_groups = ${next.acceptsGroups},
          reopen_within_minutes = ${next.reopenWithinMinutes}, status = case when ${isNew} then 'OPENING' else status end
        where tenant_id = ${tenantId} and id = ${id}`
      await tx`
        update cloud_channels set phone_number_id = ${next.phoneNumberId}, waba_id = ${next.wabaId},
          access_token = coalesce(${token}, access_token),
          previous_app_secret = case when ${change.endRotation ?? false} then null
            when ${secret}::bytea is not null then app_secret else previous_app_secret end,
          app_secret = coalesce(${secret}, app_secret),
          error = case when ${isNew} then null else error end,
          checked_at = case when ${isNew} then null else checked_at end,
          proved_at = case when ${isNew} then null else proved_at end,
          check_at = case when ${isNew || (!row.is_active && next.isActive)} then now() else check_at end
        where tenant_id = ${tenantId} and channel_id = ${id}`
      if (isNew) await tx`delete from channel_problems where tenant_id = ${tenantId} and channel_id = ${id}`
      const after = { ...next, ...(token && { accessToken: 'changed' }), ...(secret && { appSecret: 'changed' }) }
      const what = 'channel.updated'
      if (also.by) await record(tx, { by: also.by, what, targetId: id, before, after })
    }),
  )
  deps.channels.invalidate()
  return getChannel(deps, tenantId, id, language)
}

/** A channel that has tickets cannot be deleted; it can be switched off. */
export async function deleteChannel(deps: ChannelDeps, tenantId: number, id: number, by?: AuditedBy): Promise<void> {
  const { health: _, ...before } = await getChannel(deps, tenantId, id)
  const gone = await refusing(() =>
    transaction(deps.db, async tx => {
      if (by) await record(tx, { by, what: 'channel.deleted', targetId: id, before })
      return tx`delete from channels where tenant_id = ${tenantId} and id = ${id}`
    }),
  )
  deps.channels.invalidate()
  if (gone.count === 0) throw new Refusal('channel_not_found')
}

const selectChannels = (sql: Sql) => sql`
  select h.id, h.name, h.type, h.status, h.is_active, h.default_queue_id, h.default_user_id, h.accepts_groups,
    h.reopen_within_minutes, h.created_at, c.phone_number_id, c.waba_id, c.display_phone_number, c.error,
    c.callback_key, c.verify_token, c.verified_name, c.quality, c.messaging_limit, c.is_on_phone_app,
    c.token_expires_at, c.checked_at,
    (select count(*) from inbound i
      where i.tenant_id = h.tenant_id and i.channel_id = h.id and i.state = 'failed') as failed_posts,
    (select count(*) from (
      select 1 from inbound i
      where i.tenant_id = h.tenant_id and i.channel_id = h.id and i.unknown_updates <> '[]' limit 1000
    ) u) as unknown_posts,
    (select coalesce(json_agg(json_build_object('problem', p.problem, 'details', p.details, 'since', p.since)
        order by p.since), '[]')
      from channel_problems p where p.tenant_id = h.tenant_id and p.channel_id = h.id) as problems
  from channels h
  join cloud_channels c on c.tenant_id = h.tenant_id and c.channel_id = h.id`

async function load(sql: Sql, tenantId: number, id: number): Promise<Row> {
  const [row] = await sql<Row[]>`${selectChannels(sql)} where h.tenant_id = ${tenantId} and h.id = ${id}`
  if (row === undefined) throw new Refusal('channel_not_found')
  return row
}

function toChannel(row: Row, language: Language): Channel {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    status: row.status,
    isActive: row.is_active,
    defaultQueueId: row.default_queue_id,
    defaultUserId: row.default_user_id,
    acceptsGroups: row.accepts_groups,
    reopenWithinMinutes: row.reopen_within_minutes,
    phoneNumberId: row.phone_number_id,
    wabaId: row.waba_id,
    displayPhoneNumber: row.display_phone_number,
    error: row.error,
    health: healthOf(row, language),
    createdAt: row.created_at.toISOString(),
  }
}

function healthOf(row: Row, language: Language): ChannelHealth {
  // A newer version of this program may have written the code, while servers are being updated.
  const problems = row.problems.flatMap(({ since, ...found }) =>
    isProblem(found.problem) ? [{ ...showProblem(found, language), since: new Date(since).toISOString() }] : [],
  )
  const worst = problems.some(({ severity }) => severity === 'down') ? 'down' : problems.length > 0 ? 'warning' : 'ok'
  return {
    state: row.checked_at === null && problems.length === 0 ? 'unknown' : worst,
    problems,
    verifiedName: row.verified_name,
    quality: row.quality,
    messagingLimit: row.messaging_limit,
    isOnPhoneApp: row.is_on_phone_app,
    tokenExpiresAt: row.token_expires_at?.toISOString() ?? null,
    checkedAt: row.checked_at?.toISOString() ?? null,
    failedPosts: row.failed_posts,
    unknownPosts: row.unknown_posts,
  }
}

const callbackOf = ({ publicUrl, keys }: ChannelDeps, row: Row): Callback => ({
  callbackUrl: `${publicUrl}/webhooks/cloud/${row.callback_key}`,
  verifyToken: open(keys, row.verify_token),
})

const secretText = () => randomBytes(24).toString('base64url')

const withoutUndefined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

const FOREIGN_KEY_BROKEN = '23503'

async function refusing<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const constraint = brokenConstraint(error) ?? ''
    if (constraint.includes('phone_number_id')) throw new Refusal('phone_number_id_taken')
    if (constraint.includes('default_queue')) throw new Refusal('queue_not_found')
    if (constraint.includes('default_user')) throw new Refusal('user_not_found')
    if (sqlState(error) === FOREIGN_KEY_BROKEN) throw new Refusal('in_use')
    throw error
  }
}
