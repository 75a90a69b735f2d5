/** A stream that is cut again and again ends with the same state as a fresh load, for every viewer. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskDeps } from '../../test/harness/desk.ts'
import { type DeskServer, deskServer, type Who } from '../../test/harness/desk-server.ts'
import { type EventStream, openStream, type StreamEvent } from '../../test/harness/event-stream.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { changeDesk, updateMessage } from '../desk/index.ts'

const CUTS = 100
const SEED = Number(process.env.SEED ?? 20261128)

/** A small generator, so that a failure can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

// biome-ignore lint/suspicious/noExplicitAny: compared whole.
type Thing = any

/** The state of a page: tickets and messages by id, loaded once and then kept up to date only by the stream. */
class Page {
  readonly tickets = new Map<number, Thing>()
  readonly messages = new Map<number, Thing>()
  readonly #desk: DeskServer
  readonly #who: Who
  #lastId: string | undefined
  #loads = 0

  constructor(desk: DeskServer, who: Who) {
    this.#desk = desk
    this.#who = who
  }

  get loads(): number {
    return this.#loads
  }

  /** Watches until the stream has shown what `until` looks for, or until it is cut after this many events. */
  async watch(until: { cutAfter: number } | { ticketId: number }): Promise<void> {
    const url = `${await this.#desk.url()}/stream`
    await using stream = await openStream(url, { headers: { 'x-who': this.#who }, lastId: this.#lastId })
    const hello = await stream.next('hello')
    const isLoaded = hello.data.resumed || (await this.#load())
    assert.ok(isLoaded)
    if ('ticketId' in until) await stream.next('ticket', data => data.id === until.ticketId)
    else await this.#waitFor(stream, until.cutAfter)
    stream.cut()
    for (const event of stream.events) this.#apply(event)
    this.#lastId = stream.lastId
  }

  /** With few events the cut comes after a moment, so that this cannot wait forever. */
  async #waitFor(stream: EventStream, count: number): Promise<void> {
    await eventually(() => stream.events.length >= count, { timeoutMs: 50, everyMs: 5 }).catch(() => {})
  }

  async #load(): Promise<true> {
    this.#loads++
    const fresh = await load(this.#desk, this.#who)
    this.tickets.clear()
    this.messages.clear()
    for (const [id, ticket] of fresh.tickets) this.tickets.set(id, ticket)
    for (const [id, message] of fresh.messages) this.messages.set(id, message)
    return true
  }

  #apply({ event, data }: StreamEvent): void {
    if (event === 'ticket') this.tickets.set(data.id, data)
    else if (event === 'message') this.messages.set(data.id, data)
    else if (event === 'tick') {
      const message = this.messages.get(data.id)
      if (message !== undefined) this.messages.set(data.id, { ...message, ...data })
    } else if (event === 'ticket-gone') {
      this.tickets.delete(data.id)
      for (const message of [...this.messages.values()]) {
        if (message.ticketId === data.id) this.messages.delete(message.id)
      }
    } else if (event === 'ticket-back') {
      for (const message of [...this.messages.values()])
        if (message.ticketId === data.id) this.messages.delete(message.id)
    } else if (event === 'contact') {
      // Its place on the board does not belong to a ticket.
      const { kanbanId: _, ...contact } = data
      for (const ticket of this.tickets.values()) if (ticket.contact.id === data.id) ticket.contact = contact
    } else if (event === 'reset') assert.fail('nothing was lost, and no right was changed')
  }
}

async function load(desk: DeskServer, who: Who) {
  const tickets = new Map<number, Thing>()
  const messages = new Map<number, Thing>()
  for (let after = ''; ; ) {
    const { body } = await desk.call(who, 'GET', `/tickets?limit=200${after}`)
    for (const ticket of body.data) {
      tickets.set(ticket.id, ticket)
      const page = await desk.call(who, 'GET', `/tickets/${ticket.id}/messages?limit=200`)
      for (const message of page.body.data) messages.set(message.id, message)
    }
    if (body.next === null) return { tickets, messages }
    after = `&after=${body.next}`
  }
}

test(`a stream that is cut ${CUTS} times at random ends with the same state as a fresh load`, async () => {
  await using desk = await deskServer({ reopenWithinMinutes: 5 })
  const random = randomFrom(SEED)
  const { company } = desk
  const known: { ticketId: number; waId: string; providerId: string }[] = []
  const one = () => known[random(known.length)]!
  let written = 0
  const write = async (waId?: string, fromMe = false) => {
    const providerId = `wamid.CUT${++written}`
    const sent = await desk.write({
      ...(waId !== undefined && { waId }),
      providerId,
      fromMe,
      body: `mensagem ${written}`,
    })
    known.push({ ticketId: sent.ticketId, waId: sent.waId, providerId })
    return sent
  }
  const change = (update: Parameters<typeof updateMessage>[1]['update']) =>
    changeDesk(desk.database.db, deskDeps, to => {
      const { tenantId, channelId } = company
      return updateMessage(to, { tenantId, channelId, update })
    })
  const who = (): Who => (['ana', 'bia', 'admin'] as const)[random(3)]!
  /** A refusal is right here: a closed ticket cannot be closed. */
  const act = (verb: string, body: object = {}) => desk.call(who(), 'POST', `/tickets/${one().ticketId}/${verb}`, body)
  const moves: (() => Promise<unknown>)[] = [
    () => write(),
    () => write(one().waId),
    () => write(one().waId, true),
    () => act('accept'),
    () => act('return'),
    () => act('close'),
    () => act('reopen'),
    () => act('transfer', { queueId: random(2) === 0 ? company.sales : company.support }),
    () => act('transfer', { userId: random(2) === 0 ? company.ana : company.bia }),
    () => act('read'),
    () => act('unread'),
    () => act('pin', { isPinned: random(2) === 0 }),
    () => act('notes', { body: `nota ${++written}` }),
    () => desk.call(who(), 'PUT', `/tickets/${one().ticketId}/draft`, { body: `rascunho ${++written}` }),
    () => desk.call(who(), 'DELETE', `/tickets/${one().ticketId}/draft`),
    () =>
      change({
        kind: 'edit',
        providerId: one().providerId,
        fromMe: false,
        body: `editada ${++written}`,
        timestamp: written,
      }),
    () => change({ kind: 'revoke', providerId: one().providerId, fromMe: false }),
    () => change({ kind: 'status', providerId: one().providerId, status: random(2) === 0 ? 'delivered' : 'read' }),
    () => change({ kind: 'reaction', providerId: one().providerId, from: null, emoji: '👍', timestamp: ++written }),
    async () => {
      const [ticket] = [...(await load(desk, 'admin')).tickets.values()]
      return desk.call('admin', 'PATCH', `/contacts/${ticket.contact.id}`, { name: `Nome ${++written}` })
    },
  ]
  for (let n = 0; n < 4; n++) await write()
  const pages = (['ana', 'bia', 'admin'] as const).map(name => ({ name, page: new Page(desk, name) }))
  const beBusy = async () => {
    for (let turns = 0; turns < 3; turns++) {
      // Several at once, so that transactions commit in another order than they took their ids.
      await Promise.all(Array.from({ length: 1 + random(3) }, () => moves[random(moves.length)]!()))
    }
  }
  const cut = randomFrom(SEED + 1)
  for (let n = 0; n < CUTS; n++) {
    await Promise.all([beBusy(), ...pages.map(({ page }) => page.watch({ cutAfter: cut(12) }))])
  }
  const fence = await write()
  await desk.call('admin', 'POST', `/tickets/${fence.ticketId}/transfer`, { userId: company.ana })
  const seen = await write()
  await desk.call('admin', 'POST', `/tickets/${seen.ticketId}/transfer`, { queueId: company.support })
  await Promise.all(
    pages.map(({ name, page }) => page.watch({ ticketId: name === 'ana' ? fence.ticketId : seen.ticketId })),
  )
  // The last changes are those of the fences, so a viewer who has seen the later one has seen everything.
  await pages[0]!.page.watch({ cutAfter: 1_000 })
  for (const { name, page } of pages) {
    assert.equal(page.loads, 1, `${name} loaded once`)
    const fresh = await load(desk, name)
    const sorted = (things: Map<number, Thing>) => [...things].sort(([a], [b]) => a - b)
    assert.deepEqual(sorted(page.tickets), sorted(fresh.tickets), `tickets of ${name}`)
    assert.deepEqual(sorted(page.messages).filter(([, { ticketId }]) => page.tickets.has(ticketId)).length > 0, true)
    for (const [id, message] of page.messages)
      assert.deepEqual(message, fresh.messages.get(id), `message ${id} of ${name}`)
  }
})
