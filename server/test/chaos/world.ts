/** The world of a chaos run: one PostgreSQL, a fleet, two companies with their endpoints, and receivers. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEmulator, demoDefaults } from '@recado/whatsapp-emulator'
import { type Db, openDb } from '../../src/base/db/db.ts'
import { migrate } from '../../src/base/db/migrate.ts'
import { relayWakes } from '../../src/outbox/index.ts'
import { type Company, makeCompany } from '../harness/stage.ts'
import { switchAllOn } from './cause.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { startHostileReceiver } from './hostile-receiver.ts'
import { type RestartablePostgres, startRestartablePostgres } from './restartable-postgres.ts'
import type { Expected, ToldEvent } from './verify.ts'

export interface ChaosWorld extends AsyncDisposable {
  postgres: RestartablePostgres
  fleet: Fleet
  db: Db
  companies: Company[]
  listening: Expected[]
}

const PHONES = ['420000000000002', '420000000000003']
const TIMEOUT_MS = 2_000

export async function buildWorld(options: { folder: string; webs: number; dispatchers: number }): Promise<ChaosWorld> {
  await using building = new AsyncDisposableStack()
  const postgres = building.use(await startRestartablePostgres(options.folder))
  const db = building.use(openDb({ url: postgres.url, max: 4, applicationName: 'chaos load' }))
  await migrate(db)
  building.use(relayWakes(db))
  const numbers = PHONES.map((phoneNumberId, index) => ({
    ...demoDefaults,
    phoneNumberId,
    displayPhoneNumber: `55114002000${index}`,
  }))
  const emulator = building.use(createEmulator({ autoStatus: 'none', numbers }))
  const fleet = building.use(
    await startFleet({
      webs: options.webs,
      dispatchers: options.dispatchers,
      folder: options.folder,
      env: {
        DATABASE_URL: postgres.url,
        DATABASE_CONNECTIONS: '8',
        RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
        WA_GRAPH_BASE_URL: await emulator.listen(),
        ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
        API_REQUESTS_PER_MINUTE: '100000',
        SHUTDOWN_SECONDS: '3',
      },
    }),
  )
  const url = () => fleet.webUrl()
  const companies: Company[] = []
  for (const [index, phoneNumberId] of PHONES.entries()) {
    const meta = { phoneNumberId, appSecret: `app-secret-${index}` }
    companies.push(await makeCompany({ db, url }, `Padaria ${index + 1}`, meta))
  }
  const listening = await listenEverywhere(building, companies)
  const running = building.move()
  return { postgres, fleet, db, companies, listening, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** Six endpoints: of channels and queues, both versions, all switches and few, wide and narrow. */
async function listenEverywhere(stack: AsyncDisposableStack, [one, two]: Company[]): Promise<Expected[]> {
  const isShown = (event: ToldEvent) => event.ticket_status !== 'closed'
  const ofChannel = (company: Company) => (event: ToldEvent) =>
    event.channel_id === company.channel.id && (event.type !== 'message' || isShown(event))
  const ofQueue = (queueId: number) => (event: ToldEvent) =>
    event.type === 'message' && event.queue_id === queueId && isShown(event)
  const received = (company: Company) => (event: ToldEvent) =>
    ofChannel(company)(event) && event.type === 'message' && !event.from_me
  const few = { switches: { received: true, open: true, pending: true } }
  const rows: [Company, Record<string, unknown>, Expected['wants']][] = [
    [one!, {}, ofChannel(one!)],
    [one!, { payloadVersion: 2, maxInFlight: 4 }, ofChannel(one!)],
    [one!, { queueId: one!.sales }, ofQueue(one!.sales)],
    [one!, { ...few, rateLimit: 200 }, received(one!)],
    [two!, { payloadVersion: 2 }, ofChannel(two!)],
    [two!, { queueId: two!.support, whenExhausted: 'hold' }, ofQueue(two!.support)],
  ]
  const listening: Expected[] = []
  for (const [index, [company, settings, wants]] of rows.entries()) {
    const receiver = stack.use(await startHostileReceiver(`receiver-${index + 1}`))
    const endpoint = await company.endpoint(receiver.url, { timeoutMs: TIMEOUT_MS, ...settings })
    receiver.secret = endpoint.secret
    const payloadVersion = settings.payloadVersion === 2 ? 2 : 1
    listening.push({ receiver, company, endpointId: endpoint.id, gone: [], payloadVersion, wants })
  }
  return listening
}

export interface Waiting {
  inbound: number
  outbound: number
  deliveries: number
  lanes: number
  breakers: number
}

export interface DrainOptions {
  withinMs: number
  /** Makes retries and probes due now, which only leaves out waiting. */
  hurry: boolean
  say: (line: string) => void
}

/** Waits until nothing waits and every process says that it is ready. */
export async function drain(world: ChaosWorld, options: DrainOptions): Promise<void> {
  const startedAt = performance.now()
  for (let round = 1; ; round++) {
    // The first query reports a connection that was lost in the last fault.
    const left = await whatIsLeft(world, options.hurry).catch((error: Error) => error.message)
    if (left === '') return
    if (performance.now() - startedAt > options.withinMs) throw new Error(`it does not come to rest: ${left}`)
    if (round % 10 === 0) options.say(`still waiting: ${left}`)
    await sleep(500)
  }
}

async function whatIsLeft({ db, fleet, listening }: ChaosWorld, hurry: boolean): Promise<string> {
  await switchAllOn(listening)
  if (hurry) await bringForward(db)
  const waiting = await countWaiting(db, hurry)
  const unready = await listUnready(fleet)
  const isDone = Object.values(waiting).every(count => count === 0) && unready.length === 0
  return isDone ? '' : `${JSON.stringify(waiting)} ${unready.join(' ')}`
}

/** Here a half-open breaker counts as closed, because it closes after ten good seconds. */
async function countWaiting(db: Db, hurry: boolean): Promise<Waiting> {
  const [row] = await db<Waiting[]>`
    select (select count(*) from inbound where state = 'waiting') as inbound,
      (select count(*) from outbound) as outbound,
      (select count(*) from deliveries) as deliveries,
      (select count(*) from lanes where state <> 'idle') as lanes,
      (select count(*) from breakers where state = 'open' or not ${hurry}) as breakers`
  return row!
}

async function bringForward(db: Db): Promise<void> {
  await db`update breakers set probe_at = now() where state = 'open' and probe_at > now() + interval '1 second'`
  await db`update lanes set due_at = now() where state = 'retrying' and due_at > now() + interval '1 second'`
}

async function listUnready(fleet: Fleet): Promise<string[]> {
  const asked = fleet.members.map(async ({ name, url }) => {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(String)
    if (typeof response === 'string') return `${name}: ${response}`
    const text = await response.text()
    return response.status === 200 ? '' : `${name}: ${text}`
  })
  return (await Promise.all(asked)).filter(reason => reason !== '')
}
