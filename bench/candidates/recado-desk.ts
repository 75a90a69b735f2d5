/** A company in Recado's tables, for the bench: four channels with an endpoint each, and the tickets of the work. */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, openDb } from '../../server/src/base/db/db.ts'
import { migrate } from '../../server/src/base/db/migrate.ts'
import { type Keyring, keyring, seal } from '../../server/src/base/seal.ts'
import { maintain } from '../../server/src/outbox/index.ts'
import { newSecret } from '../../server/src/webhook/index.ts'
import { CONNECTIONS_PER_ENDPOINT, type Env, TIMEOUT_MS } from '../candidate.ts'
import { TICKETS } from '../work.ts'

/** Data that the parts share; stored in the phase's folder. */
export interface Desk {
  /** 32 bytes in base64, as RECADO_SECRET_KEY. */
  secretKey: string
  tenantId: number
  /** By the number of the endpoint. */
  channelIds: number[]
  endpointIds: number[]
}

export const openDatabase = (env: Env, max = 16): Db => openDb({ url: env.servers.postgres!, max })

export const keysOf = ({ secretKey }: Pick<Desk, 'secretKey'>): Keyring => keyring([Buffer.from(secretKey, 'base64')])

export const newSecretKey = (): string => randomBytes(32).toString('base64')

const fileOf = (env: Env) => join(env.folder, 'desk.json')

export const keepDesk = (env: Env, desk: object): void => writeFileSync(fileOf(env), JSON.stringify(desk))

export const readDesk = <T = Desk>(env: Env): T => JSON.parse(readFileSync(fileOf(env), 'utf8')) as T

/** Its schema with today's partitions, and a tenant. */
export async function createTenant(db: Db): Promise<number> {
  await migrate(db)
  await maintain(db)
  const [row] = await db<{ id: number }[]>`insert into tenants (name) values ('Bench') returning id`
  return row!.id
}

export async function createChannels(db: Db, tenantId: number, count: number): Promise<number[]> {
  const rows = await db<{ id: number }[]>`
    insert into channels (tenant_id, name, status)
    select ${tenantId}, 'Channel ' || n, 'CONNECTED' from generate_series(1, ${count}) n
    returning id`
  return rows.map(row => row.id).sort((a, b) => a - b)
}

/** It has a secret of its own, sealed as the panel does it, and as many connections as all candidates. */
export async function createEndpoint(
  db: Db,
  desk: Pick<Desk, 'secretKey' | 'tenantId'>,
  input: { channelId: number; url: string },
): Promise<number> {
  const [row] = await db<{ id: number }[]>`
    insert into endpoints (tenant_id, channel_id, name, url, secret, on_received, on_sent, max_in_flight, timeout_ms)
    values (${desk.tenantId}, ${input.channelId}, 'Sink', ${input.url}, ${seal(keysOf(desk), newSecret())}, true, true,
      ${CONNECTIONS_PER_ENDPOINT}, ${TIMEOUT_MS})
    returning id`
  return row!.id
}

/** The ids in the bodies of the work. */
export const ticketIdOf = (ticket: number): number => 9000 + ticket

export async function createTickets(
  db: Db,
  { tenantId, channelIds }: Pick<Desk, 'tenantId' | 'channelIds'>,
): Promise<void> {
  await db`
    insert into contacts (tenant_id, id, name, number)
    select ${tenantId}, 3000 + n, 'Contact ' || n, (5511990000000 + n)::text
    from generate_series(0, ${TICKETS - 1}::integer) n`
  await db`
    insert into tickets (tenant_id, id, channel_id, contact_id, status, protocol)
    select ${tenantId}, ${ticketIdOf(0)}::integer + n,
      (${channelIds}::bigint[])[1 + n % ${channelIds.length}::integer], 3000 + n, 'open', '20260805143010' || n
    from generate_series(0, ${TICKETS - 1}::integer) n`
}

/** This is exact, and cheap however much waits, because there is one row per lane. */
export async function countWaiting(db: Db): Promise<number> {
  const [row] = await db<{ waiting: number }[]>`
    select coalesce(sum(tail - head), 0)::bigint as waiting from lanes where state <> 'idle'`
  return row!.waiting
}
