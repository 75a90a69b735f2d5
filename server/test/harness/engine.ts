/**
 * A small world for the delivery engine: one tenant with a channel, a queue and endpoints, events to append, and
 * dispatchers, in this process or in processes of their own that can be killed or stopped.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { buildConnector } from 'undici'
import { type Db, openDb, type Sql, type Tx, transaction } from '../../src/base/db/db.ts'
import { keyring, seal } from '../../src/base/seal.ts'
import { disableEndpoint } from '../../src/endpoint/endpoint.ts'
import { append, type NewEvent } from '../../src/outbox/index.ts'
import type { AttemptRecord } from '../../src/outbox/settle.ts'
import type { BodyLimits } from '../../src/webhook/body-budget.ts'
import type { EndpointBookDeps, EndpointChange } from '../../src/webhook/endpoint-book.ts'
import type { HandDelivery } from '../../src/webhook/lane-in-hand.ts'
import { type RunningDispatcher, runDispatcher } from '../../src/webhook/run-dispatcher.ts'
import { newSecret } from '../../src/webhook/sign.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { eventually } from './eventually.ts'

export const testKeyring = keyring([Buffer.alloc(32, 7)])

export interface TestEndpoint {
  id: number
  secret: string
}

export interface World extends AsyncDisposable {
  db: Db
  url: string
  tenantId: number
  channelId: number
  queueId: number
  /** An endpoint of the channel unless `queue_id` is given; every other column may be overridden. */
  endpoint(url: string, overrides?: Record<string, unknown>): Promise<TestEndpoint>
  /** Appends one event, or several in one transaction. */
  tell(...events: Partial<NewEvent>[]): Promise<void>
  event(event?: Partial<NewEvent>): NewEvent
  /** A dispatcher in this process. */
  dispatcher(options?: DispatcherOptions): Promise<TestDispatcher>
  /** A dispatcher in a process of its own. */
  dispatcherProcess(): Promise<DispatcherProcess>
  /** Waits until no lane waits, whatever the outcome. */
  drained(timeoutMs?: number): Promise<void>
  lane(endpointId: number, ticketId: number): Promise<Lane>
  attempts(endpointId: number): Promise<LoggedAttempt[]>
}

export interface Lane {
  id: number
  state: string
  head: number
  tail: number
  sequence: number
  attempts: number
  owner: number | null
  due_in_ms: number
  skipped: number[]
  skipped_more: number
}

export interface LoggedAttempt {
  ticket_id: number
  sequence: number
  attempt: number
  outcome: string
  status: number | null
  error: string | null
}

export interface DispatcherOptions {
  /** Another URL of the database, for example through a relay. */
  url?: string
  drainMs?: number
  /** With the address guard, for tests of the guard. */
  connect?: buildConnector.connector
  disable?: EndpointBookDeps['disable']
  bodyLimits?: BodyLimits
}

export interface TestDispatcher extends RunningDispatcher {
  attempts: { record: AttemptRecord; delivery: HandDelivery }[]
  changes: EndpointChange[]
}

export interface DispatcherProcess extends AsyncDisposable {
  child: ChildProcess
  kill(signal: NodeJS.Signals): void
}

/** Uses a new database, or the given one, which it disposes of at the end. */
export async function world(given?: TestDatabase): Promise<World> {
  const database = given ?? (await testDatabase())
  const { db, url } = database
  const tenantId = await newTenant(db)
  const channelId = await newChannel(db, tenantId)
  const queueId = await newQueue(db, tenantId)
  const children: DispatcherProcess[] = []
  const dispatchers: RunningDispatcher[] = []
  const event = (given: Partial<NewEvent> = {}) => newEvent({ tenantId, channelId, ...given })
  return {
    db,
    url,
    tenantId,
    channelId,
    queueId,
    event,
    endpoint: (to, overrides = {}) =>
      newEndpoint(db, {
        tenant_id: tenantId,
        url: to,
        ...(overrides.queue_id ? {} : { channel_id: channelId }),
        ...overrides,
      }),
    tell: (...events) => tell(db, events.map(event)),
    async dispatcher(options = {}) {
      const running = await startDispatcher(db, { url, ...options })
      dispatchers.push(running)
      return running
    },
    async dispatcherProcess() {
      const running = await startDispatcherProcess(url)
      children.push(running)
      return running
    },
    drained: (timeoutMs = 20_000) => drained(db, timeoutMs),
    lane: (endpointId, ticketId) => readLane(db, endpointId, ticketId),
    attempts: async endpointId => [
      ...(await db<LoggedAttempt[]>`
      select ticket_id, sequence, attempt, outcome, status, error from attempts where endpoint_id = ${endpointId}
      order by id`),
    ],
    async [Symbol.asyncDispose]() {
      await Promise.all([...children, ...dispatchers].map(running => running[Symbol.asyncDispose]()))
      await database[Symbol.asyncDispose]()
    },
  }
}

export async function newTenant(sql: Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`insert into tenants (name) values ('T') returning id`
  return row!.id
}

export async function newChannel(sql: Sql, tenantId: number): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into channels (tenant_id, name) values (${tenantId}, 'c') returning id`
  return row!.id
}

export async function newQueue(sql: Sql, tenantId: number): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into queues (tenant_id, name) values (${tenantId}, ${crypto.randomUUID()}) returning id`
  return row!.id
}

export async function newEndpoint(db: Db, columns: Record<string, unknown>): Promise<TestEndpoint> {
  const secret = newSecret()
  const values = { name: 'e', secret: seal(testKeyring, secret), ...columns }
  const [row] = await db<{ id: number }[]>`insert into endpoints ${db(values)} returning id`
  return { id: row!.id, secret }
}

/** By default a message from a customer. */
export function newEvent(given: Partial<NewEvent> & { tenantId: number; channelId: number }): NewEvent {
  return {
    type: 'message',
    queueId: null,
    ticketId: 1,
    ticketStatus: 'open',
    isGroup: false,
    fromMe: false,
    bodyV1: JSON.stringify({ messageId: crypto.randomUUID(), messageBody: 'olá' }),
    bodyV2: null,
    bodyV2Media: null,
    ...given,
  }
}

/** It does what the desk does: the ticket is locked before anything of it is written. */
export async function tell(db: Db, events: readonly NewEvent[]): Promise<void> {
  await transaction(db, async tx => {
    await lockTickets(tx, events)
    await append(tx, events)
  })
}

async function lockTickets(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  for (const id of [...new Set(events.map(event => event.ticketId))].sort((a, b) => a - b))
    await tx`select pg_advisory_xact_lock(77, ${id})`
}

async function readLane(db: Db, endpointId: number, ticketId: number): Promise<Lane> {
  const [row] = await db<Lane[]>`
    select id, state, head, tail, sequence, attempts, owner, skipped, skipped_more,
      extract(epoch from due_at - now())::float8 * 1000 as due_in_ms
    from lanes where endpoint_id = ${endpointId} and ticket_id = ${ticketId}`
  if (row === undefined) throw new Error(`no lane of endpoint ${endpointId} and ticket ${ticketId}`)
  return row
}

async function drained(db: Db, timeoutMs: number): Promise<void> {
  await eventually(
    async () => {
      const [row] = await db<{ waiting: number }[]>`
        select count(*)::integer as waiting from lanes where head < tail or owner is not null`
      if (row!.waiting > 0) throw new Error(`${row!.waiting} lanes still wait`)
      return true
    },
    { timeoutMs },
  )
}

async function startDispatcher(db: Db, options: DispatcherOptions & { url: string }): Promise<TestDispatcher> {
  const attempts: TestDispatcher['attempts'] = []
  const changes: EndpointChange[] = []
  // It has its own pool, because a dispatcher that is cut off must not use the test's connections.
  const own = openDb({ url: options.url, max: 3 })
  const running = await runDispatcher({
    db: own,
    connection: { url: options.url },
    keyring: testKeyring,
    connect: options.connect ?? buildConnector({}),
    userAgent: 'Recado/0',
    drainMs: options.drainMs ?? 2_000,
    ...(options.bodyLimits && { bodyLimits: options.bodyLimits }),
    onAttempt: (record, delivery) => attempts.push({ record, delivery }),
    onEndpoint: change => changes.push(change),
    disable: options.disable ?? (off => disableEndpoint(db, off)),
  })
  const dispose = async () => {
    await running[Symbol.asyncDispose]()
    await own[Symbol.asyncDispose]()
  }
  let disposed: Promise<void> | undefined
  return {
    dispatcher: running.dispatcher,
    bodies: running.bodies,
    stop: running.stop,
    get healthy() {
      return running.healthy
    },
    attempts,
    changes,
    // It may be called twice, because a test may stop it before the world ends.
    [Symbol.asyncDispose]: () => (disposed ??= dispose()),
  }
}

async function startDispatcherProcess(url: string): Promise<DispatcherProcess> {
  const program = fileURLToPath(new URL('dispatcher-process.ts', import.meta.url))
  const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout!, 'data'), exited.then(() => Promise.reject(new Error('it ended')))])
  return {
    child,
    kill: signal => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
