/**
 * Work while things go wrong: customers write (signed Cloud API posts), people act over the API, and events are appended
 * directly for volume. A post that got an error is posted again, as Meta does; an action is not.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, transaction } from '../../src/base/db/db.ts'
import { append } from '../../src/outbox/index.ts'
import { newEvent } from '../harness/engine.ts'
import { type Company, textOf } from '../harness/stage.ts'
import { type Random, seededRandom } from './random.ts'

export interface LoadOptions {
  seed: number
  db: Db
  companies: readonly Company[]
  /** Texts, actions and appended transactions per second, together. */
  rate: number
  /** Whether people answer customers. Messages whose outcome a killed sender left unknown take minutes to settle. */
  withAnswers: boolean
}

export interface Load {
  /** The WhatsApp ids of texts that got a 200, by company. */
  readonly told: ReadonlyMap<Company, readonly string[]>
  /** How often each thing was done, by its result. */
  readonly counts: ReadonlyMap<string, number>
  /** Ends the load; resolves when everything that was begun is done. */
  stop(): Promise<void>
}

/** With more things under way than this the load waits, because the server is away, and the customers are not. */
const MAX_UNDER_WAY = 30
const CUSTOMERS = 15
const WEIGHTS = { text: 5, append: 5, act: 4 } as const
/** Tickets that only exist as events. */
const FIRST_APPENDED_TICKET = 5_000_000
const APPENDED_TICKETS = 25

interface Working extends LoadOptions {
  random: Random
  count: (what: string) => void
  told: Map<Company, string[]>
}

export function startLoad(options: LoadOptions): Load {
  const counts = new Map<string, number>()
  const told = new Map<Company, string[]>(options.companies.map(company => [company, []]))
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const working: Working = { ...options, random: seededRandom(options.seed), count, told }
  const underWay = new Set<Promise<void>>()

  const begin = () => {
    if (underWay.size >= MAX_UNDER_WAY) return count('waited: too much under way')
    const work = doOne(working).catch(error => count(`failed: ${describe(error)}`))
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }
  const timer = setInterval(begin, 1_000 / options.rate)
  return {
    told,
    counts,
    async stop() {
      clearInterval(timer)
      await Promise.all(underWay)
    },
  }
}

async function doOne(working: Working): Promise<void> {
  const { random, companies } = working
  const company = random.pick(companies)
  const what = random.weighted(WEIGHTS)
  if (what === 'text') return writeText(working, company)
  if (what === 'append') return appendSome(working, company)
  return act(working, company)
}

async function writeText({ random, count, told }: Working, company: Company): Promise<void> {
  const n = random.whole(1, CUSTOMERS)
  const customer = { waId: `55319876${String(50_000 + n)}`, name: `Cliente ${n}` }
  const { phoneNumberId } = company.channel
  const payload = textOf('Olá, tudo bem? 🥖 '.repeat(random.whole(1, 20)), customer, { phoneNumberId })
  const value = payload.entry[0]?.changes[0]?.value as unknown as { messages: { id: string }[] }
  for (;;) {
    const status = await company.post(payload).catch(() => 0)
    count(`text: ${status === 0 ? 'no response, again' : status}`)
    if (status === 200) return void told.get(company)?.push(value.messages[0]?.id ?? '')
    await sleep(500)
  }
}

async function appendSome({ random, count, db }: Working, { tenantId, channel, sales }: Company): Promise<void> {
  const ticketId = FIRST_APPENDED_TICKET + random.whole(1, APPENDED_TICKETS)
  const common = { tenantId, channelId: channel.id, queueId: sales, ticketId }
  const events = Array.from({ length: random.whole(1, 4) }, () =>
    newEvent({
      ...common,
      fromMe: random.next() < 0.5,
      bodyV1: JSON.stringify({ text: 'x'.repeat(random.whole(1, 900)) }),
    }),
  )
  await transaction(db, async tx => {
    // It does what the desk does: the ticket is locked before anything of it is written.
    await tx`select pg_advisory_xact_lock(77, ${ticketId})`
    await append(tx, events)
  })
  count('append')
}

async function act({ random, count, withAnswers }: Working, company: Company): Promise<void> {
  const { call, ana, bia, sales, support, reason } = company
  const listed = await call('GET', '/tickets?limit=100')
  const active =
    listed.status === 200 ? listed.body.data.filter((it: { status: string }) => it.status !== 'closed') : []
  if (active.length === 0) return count(`list: ${listed.status}`)
  const { id } = random.pick(active as { id: number }[])
  const responses = withAnswers ? 2 : 0
  const what = random.weighted({ accept: 3, queue: 2, user: 2, close: 1, key: 1, response: responses })
  const on = (path: string, body: unknown) => call('POST', `/tickets/${id}/${path}`, body)
  const answered = await {
    accept: () => on('accept', { userId: ana.id }),
    queue: () => on('transfer', { queueId: random.pick([sales, support]) }),
    user: () => on('transfer', { userId: random.pick([ana.id, bia.id]) }),
    close: () => on('close', { closingReasonId: reason }),
    key: () => call('PATCH', `/tickets/${id}`, { externalKey: `pedido/${random.whole(1, 9_999)}` }),
    response: () => on('messages', { body: 'Já vou ver. ' }),
  }[what]()
  count(`${what}: ${answered.status}`)
}

function describe(error: unknown): string {
  const { code, cause, message } = error as { code?: string; cause?: { code?: string }; message?: string }
  return code ?? cause?.code ?? message ?? String(error)
}
