/** From an event's transaction to its webhook: Recado's own outbox and dispatcher, in the bench's two processes. */
import { join } from 'node:path'
import { pino } from 'pino'
import { type Db, type Tx, transaction } from '../../server/src/base/db/db.ts'
import { createLog, inOneWrite } from '../../server/src/base/log.ts'
import { guardedConnector } from '../../server/src/base/outbound/address-guard.ts'
import { parseCidrs } from '../../server/src/base/outbound/blocked-ranges.ts'
import { disableEndpoint } from '../../server/src/endpoint/index.ts'
import { attemptLog, createMetrics } from '../../server/src/observe/index.ts'
import { append, type NewEvent, relayWakes } from '../../server/src/outbox/index.ts'
import { type RunningDispatcher, runDispatcher } from '../../server/src/webhook/index.ts'
import type { CandidateParts, Env, Producer, Worker } from '../candidate.ts'
import { endpointOf, TICKETS, type WorkEvent } from '../work.ts'
import {
  countWaiting,
  createChannels,
  createEndpoint,
  createTenant,
  createTickets,
  type Desk,
  keepDesk,
  keysOf,
  newSecretKey,
  openDatabase,
  readDesk,
  ticketIdOf,
} from './recado-desk.ts'

/** As many as channel/inbox/intake-batch.ts puts into one statement. */
const MAX_IN_A_COMMIT = 200

async function prepare(env: Env): Promise<void> {
  await using db = openDatabase(env, 2)
  const tenantId = await createTenant(db)
  const channelIds = await createChannels(db, tenantId, env.endpoints.length)
  const desk: Desk = { secretKey: newSecretKey(), tenantId, channelIds, endpointIds: [] }
  for (const [at, url] of env.endpoints.entries())
    desk.endpointIds.push(await createEndpoint(db, desk, { channelId: channelIds[at]!, url }))
  await createTickets(db, desk)
  keepDesk(env, desk)
}

const newEvent = (desk: Desk, { ticket, endpoint, index, body }: WorkEvent): NewEvent => ({
  tenantId: desk.tenantId,
  type: 'message',
  channelId: desk.channelIds[endpoint]!,
  queueId: null,
  ticketId: ticketIdOf(ticket),
  ticketStatus: 'open',
  isGroup: false,
  fromMe: index % 3 === 0,
  bodyV1: body,
  bodyV2: null,
  bodyV2Media: null,
})

/** It does what the desk does: the tickets are locked before anything of them is written. */
function store(db: Db, desk: Desk, events: readonly WorkEvent[]): Promise<void> {
  return transaction(db, async tx => {
    await lockTickets(tx, desk.tenantId, [...new Set(events.map(({ ticket }) => ticketIdOf(ticket)))])
    await append(
      tx,
      events.map(event => newEvent(desk, event)),
    )
  })
}

async function lockTickets(tx: Tx, tenantId: number, ids: number[]): Promise<void> {
  await tx`select 1 from tickets where tenant_id = ${tenantId} and id = any(${ids}) order by id for update`
}

/** Accepts that come while a commit is under way share the next one. */
function shareCommits(storeAll: (events: readonly WorkEvent[]) => Promise<void>): Producer['accept'] {
  let waiting: { event: WorkEvent; stored: PromiseWithResolvers<void> }[] = []
  let running = false
  const run = async () => {
    running = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_IN_A_COMMIT)
      waiting = waiting.slice(MAX_IN_A_COMMIT)
      await storeAll(batch.map(({ event }) => event)).then(
        () => {
          for (const { stored } of batch) stored.resolve()
        },
        error => {
          for (const { stored } of batch) stored.reject(error)
        },
      )
    }
    running = false
  }
  return event => {
    const stored = Promise.withResolvers<void>()
    waiting.push({ event, stored })
    if (!running) void run()
    return stored.promise
  }
}

async function openProducer(env: Env): Promise<Producer> {
  const db = openDatabase(env, 4)
  const desk = readDesk(env)
  const relay = relayWakes(db)
  return {
    accept: shareCommits(events => store(db, desk, events)),
    acceptMany: events => store(db, desk, events),
    pending: () => countWaiting(db),
    lanes: async () =>
      Array.from({ length: TICKETS }, (_, ticket) => ({
        ticket,
        key: `${desk.endpointIds[endpointOf(ticket)]}_${ticketIdOf(ticket)}`,
        firstSequence: 1,
      })),
    async close() {
      relay[Symbol.dispose]()
      await db[Symbol.asyncDispose]()
    },
  }
}

/** Put together as in app.ts, with its log in a file: a line per attempt, metrics, signatures, the guard at every connection. */
async function openWorker(env: Env): Promise<Worker> {
  const db = openDatabase(env)
  const file = { dest: join(env.folder, `recado-${process.pid}.log`), sync: true }
  const log = createLog('info', inOneWrite(pino.destination(file)))
  const logAttempt = attemptLog({ log, delivered: 'all' })
  const metrics = createMetrics({ db, log, perEndpoint: false, databaseConnections: 16 })
  await db`select 1`
  let running: RunningDispatcher | undefined
  return {
    async start() {
      running = await runDispatcher({
        db,
        connection: { url: env.servers.postgres! },
        keyring: keysOf(readDesk(env)),
        connect: guardedConnector({ allow: parseCidrs('127.0.0.1/32'), allowHttp: true, ports: null }),
        userAgent: 'Recado/bench',
        drainMs: 1_000,
        disable: off => disableEndpoint(db, off),
        onEndpoint: change => log.warn(change, 'endpoint'),
        onError: error => log.error({ err: error }, 'a turn failed'),
        onAttempt: (record, delivery) => {
          metrics.noteAttempt(record, delivery)
          logAttempt(record, delivery)
        },
      })
      metrics.watch(running.dispatcher)
    },
    async counters() {
      const { turns = 0, statements = 0, attempts = 0 } = running?.dispatcher.counts ?? {}
      return { roundTrips: turns, turns, statements, attempts }
    },
    async stop() {
      await running?.[Symbol.asyncDispose]()
      await db[Symbol.asyncDispose]()
    },
  }
}

export const recadoEngine: CandidateParts = { prepare, openProducer, openWorker }
