/** The whole way: `recado serve` as it is shipped, which gets posts like Meta's and posts to the sink. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Pool } from 'undici'
import type { Db } from '../../server/src/base/db/db.ts'
import { freePort } from '../../server/src/base/free-port.ts'
import { createLog } from '../../server/src/base/log.ts'
import { createChannel } from '../../server/src/channel/channel.ts'
import { openChannel } from '../../server/src/channel/index.ts'
import { folderStore } from '../../server/src/media/index.ts'
import type { CandidateParts, Env, Lane, Producer, Worker } from '../candidate.ts'
import type { WorkEvent } from '../work.ts'
import {
  countWaiting,
  createEndpoint,
  createTenant,
  type Desk,
  keepDesk,
  keysOf,
  newSecretKey,
  openDatabase,
  readDesk,
} from './recado-desk.ts'
import { nodeFlags } from './recado-flags.ts'

const PROGRAM = join(import.meta.dirname, '../../server/src/main.ts')
const APP_SECRET = 'bench-app-secret'
const META_CONNECTIONS = 100
/** Nothing listens there, because the bench never calls WhatsApp. */
const NO_GRAPH = 'http://127.0.0.1:9'
const STOP_LIMIT_MS = 3_000

interface WholeDesk extends Desk {
  port: number
  /** By the number of the endpoint. */
  callbackPaths: string[]
}

const phoneNumberIdOf = (endpoint: number): string => `42000000000000${endpoint}`
const customerOf = (ticket: number): string => String(5511990000000 + ticket)

async function prepare(env: Env): Promise<void> {
  await using db = openDatabase(env, 4)
  const publicUrl = 'http://recado.bench'
  const desk: WholeDesk = {
    secretKey: newSecretKey(),
    tenantId: await createTenant(db),
    channelIds: [],
    endpointIds: [],
    port: await freePort(),
    callbackPaths: [],
  }
  const channel = openChannel({
    db,
    keys: keysOf(desk),
    graph: { baseUrl: NO_GRAPH, version: 'v25.0', userAgent: 'Recado/bench' },
    publicUrl,
    store: folderStore(join(env.folder, 'media')),
    log: createLog('silent'),
  })
  for (const [at, url] of env.endpoints.entries()) {
    const settings = { isActive: true, defaultQueueId: null, defaultUserId: null, acceptsGroups: false }
    const cloud = { phoneNumberId: phoneNumberIdOf(at), wabaId: null, accessToken: 'token', appSecret: APP_SECRET }
    const created = await createChannel(
      channel,
      desk.tenantId,
      { ...settings, name: `Channel ${at}`, reopenWithinMinutes: 0 },
      cloud,
    )
    desk.channelIds.push(created.id)
    desk.callbackPaths.push(created.callbackUrl.replace(publicUrl, ''))
    desk.endpointIds.push(await createEndpoint(db, desk, { channelId: created.id, url }))
  }
  keepDesk(env, desk)
}

/** What Meta would post of this customer's message. */
function payloadOf({ index, ticket, endpoint, body }: WorkEvent): string {
  const from = customerOf(ticket)
  const text = (JSON.parse(body) as { messageBody: string }).messageBody
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '310000000000001',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: `55114002000${endpoint}`, phone_number_id: phoneNumberIdOf(endpoint) },
              contacts: [{ profile: { name: `Customer ${ticket}` }, wa_id: from }],
              messages: [
                {
                  from,
                  id: `wamid.BENCH${index}`,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  })
}

async function postAsMeta(meta: Pool, path: string, payload: string): Promise<void> {
  const signature = createHmac('sha256', APP_SECRET).update(payload).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` }
  const { statusCode, body } = await meta.request({ path, method: 'POST', headers, body: payload })
  await body.dump()
  if (statusCode !== 200) throw new Error(`the intake answered ${statusCode}`)
}

async function openProducer(env: Env): Promise<Producer> {
  const db = openDatabase(env, 2)
  const desk = readDesk<WholeDesk>(env)
  const meta = new Pool(`http://127.0.0.1:${desk.port}`, { connections: META_CONNECTIONS })
  const accept = (event: WorkEvent) => postAsMeta(meta, desk.callbackPaths[event.endpoint]!, payloadOf(event))
  return {
    accept,
    async acceptMany(events) {
      for (const event of events) await accept(event)
    },
    pending: async () => (await countUnread(db)) + (await countWaiting(db)),
    lanes: () => readLanes(db),
    async close() {
      await meta.destroy()
      await db[Symbol.asyncDispose]()
    },
  }
}

async function countUnread(db: Db): Promise<number> {
  const [row] = await db<{ waiting: number }[]>`select count(*) as waiting from inbound where state = 'waiting'`
  return row!.waiting
}

/** The tickets that the desk has opened for the bench's customers. */
async function readLanes(db: Db): Promise<Lane[]> {
  const rows = await db<{ number: string; endpoint_id: number; ticket_id: number }[]>`
    select c.number, l.endpoint_id, l.ticket_id
    from lanes l
    join tickets t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    order by l.id`
  return rows.map(row => ({
    ticket: Number(row.number) - Number(customerOf(0)),
    key: `${row.endpoint_id}_${row.ticket_id}`,
    firstSequence: 1,
  }))
}

async function openWorker(env: Env): Promise<Worker> {
  const desk = readDesk<WholeDesk>(env)
  const child = serve(env, desk)
  process.once('exit', () => child.kill('SIGKILL'))
  await untilReady(child)
  return {
    pid: child.pid!,
    async start() {},
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const killing = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      await ended
      clearTimeout(killing)
    },
  }
}

/**
 * With the defaults of production and the flags of `npm run recado`, except for addresses and folders, and that the sink's
 * network is allowed.
 */
function serve(env: Env, desk: WholeDesk): ChildProcess {
  const log = openSync(join(env.folder, 'recado.log'), 'a')
  return spawn(process.execPath, [...nodeFlags, PROGRAM, 'serve', '--json'], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(desk.port),
      DATA_DIR: join(env.folder, 'data'),
      DATABASE_URL: env.servers.postgres!,
      RECADO_SECRET_KEY: desk.secretKey,
      ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32',
      WA_GRAPH_BASE_URL: NO_GRAPH,
      SHUTDOWN_SECONDS: '2',
    },
    stdio: ['ignore', 'pipe', log],
  })
}

async function untilReady(child: ChildProcess): Promise<void> {
  const announced = once(createInterface({ input: child.stdout! }), 'line')
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`recado serve ended with ${code}`)))
  await Promise.race([announced, ended])
  ended.catch(() => {})
}

export const recadoWhole: CandidateParts = { prepare, openProducer, openWorker }
