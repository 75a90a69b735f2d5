import type { Db, Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { type Keyring, open } from '../base/seal.ts'
import type { SealedColumns } from '../base/sealed-columns.ts'

export const SEALED_OF_CHANNELS: SealedColumns = {
  table: 'cloud_channels',
  columns: ['access_token', 'app_secret', 'previous_app_secret', 'verify_token'],
  // Before a migration of 0.1.0 it was stored unsealed.
  oncePlain: ['verify_token'],
}

/** A channel with its secrets opened. It exists only in the memory of this process, and never in a response or a log. */
export interface CloudChannel {
  tenantId: number
  channelId: number
  name: string
  isActive: boolean
  language: Language
  callbackKey: string
  phoneNumberId: string
  wabaId: string | null
  accessToken: string
  /** One, or two while it is being rotated. */
  appSecrets: string[]
  verifyToken: string
  /** The number is used in the phone app as well, as far as WhatsApp has reported. */
  isOnPhoneApp: boolean
}

interface Row {
  tenant_id: number
  channel_id: number
  name: string
  is_active: boolean
  language: Language
  callback_key: string
  phone_number_id: string
  waba_id: string | null
  access_token: Buffer
  app_secret: Buffer
  previous_app_secret: Buffer | null
  verify_token: Buffer
  is_on_phone_app: boolean | null
}

/** How long this process may not notice a change by another process. */
const FRESH_MS = 5_000

export interface CloudChannels {
  byKey(callbackKey: string): Promise<CloudChannel | undefined>
  byId(tenantId: number, channelId: number): Promise<CloudChannel | undefined>
  byPhoneNumberId(tenantId: number, phoneNumberId: string): Promise<CloudChannel | undefined>
  /** Called after a change: removes the channel from the cache. */
  invalidate(): void
}

/** Remembers channels for a few seconds, so that a burst of posts asks the database once. */
export function rememberChannels(db: Db, keys: Keyring): CloudChannels {
  const remembered = new Map<string, { until: number; channel: Promise<CloudChannel | undefined> }>()

  function recall(key: string, load: () => Promise<CloudChannel | undefined>): Promise<CloudChannel | undefined> {
    const known = remembered.get(key)
    if (known !== undefined && known.until > performance.now()) return known.channel
    // Keys come from strangers as well, so the cache must not grow with them.
    if (remembered.size > 10_000) remembered.clear()
    const channel = load()
    remembered.set(key, { until: performance.now() + FRESH_MS, channel })
    channel.catch(() => remembered.delete(key))
    return channel
  }

  return {
    byKey: key => recall(`key:${key}`, () => load(db, keys, db`c.callback_key = ${key}`)),
    byId: (tenantId, id) =>
      recall(`id:${tenantId}:${id}`, () => load(db, keys, db`c.tenant_id = ${tenantId} and c.channel_id = ${id}`)),
    byPhoneNumberId: (tenantId, id) =>
      recall(`number:${tenantId}:${id}`, () =>
        load(db, keys, db`c.tenant_id = ${tenantId} and c.phone_number_id = ${id}`),
      ),
    invalidate: () => remembered.clear(),
  }
}

async function load(sql: Sql, keys: Keyring, condition: ReturnType<Db>): Promise<CloudChannel | undefined> {
  const [row] = await sql<Row[]>`
    select c.tenant_id, c.channel_id, h.name, h.is_active, t.language, c.callback_key, c.phone_number_id, c.waba_id,
      c.access_token, c.app_secret, c.previous_app_secret, c.verify_token, c.is_on_phone_app
    from cloud_channels c
    join channels h on h.tenant_id = c.tenant_id and h.id = c.channel_id
    join tenants t on t.id = c.tenant_id
    where ${condition}`
  return row && openRow(row, keys)
}

function openRow(row: Row, keys: Keyring): CloudChannel {
  const secrets = [row.app_secret, row.previous_app_secret].filter(secret => secret !== null)
  return {
    tenantId: row.tenant_id,
    channelId: row.channel_id,
    name: row.name,
    isActive: row.is_active,
    language: row.language,
    callbackKey: row.callback_key,
    phoneNumberId: row.phone_number_id,
    wabaId: row.waba_id,
    accessToken: open(keys, row.access_token),
    appSecrets: secrets.map(secret => open(keys, secret)),
    verifyToken: open(keys, row.verify_token),
    isOnPhoneApp: row.is_on_phone_app ?? false,
  }
}
