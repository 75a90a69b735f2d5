/** Random stories of several people and users, run side by side: whatever happens, the desk's promises hold. */
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../test/harness/database.ts'
import { type Company, deskDeps, makeCompany, textFrom, toldOf } from '../../test/harness/desk.ts'
import { Refusal } from '../refusal/refusal.ts'
import type { Actor } from './actor.ts'
import { changeDesk, type Desk } from './desk.ts'
import { receiveMessages } from './message/receive-message.ts'
import { messageAccepted, messageFailed, writeMessage } from './message/write-message.ts'
import { closeTicket } from './ticket/close-ticket.ts'
import { openTicket } from './ticket/open-ticket.ts'
import { reopenTicket } from './ticket/reopen-ticket.ts'
import { acceptTicket, returnTicket } from './ticket/serve-ticket.ts'
import { transferTicket } from './ticket/transfer-ticket.ts'

const ACTIONS = [
  'receive',
  'batch',
  'accept',
  'return',
  'queue',
  'user',
  'close',
  'reopen',
  'open',
  'write',
  'taken',
  'refused',
] as const
type Action = (typeof ACTIONS)[number]
interface Step {
  action: Action
  person: number
  pick: number
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  person: fc.integer({ min: 0, max: 2 }),
  pick: fc.nat(100),
})

let database: TestDatabase
before(async () => {
  database = await testDatabase({ max: 10 })
})
after(() => database[Symbol.asyncDispose]())

it('keeps one active ticket per person, events in order, and tells each message once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fc.integer({ min: 1, max: 6 }),
      async (steps, width) => {
        const company = await makeCompany(database.db, { reopenWithinMinutes: steps.length % 2 })
        for (let n = 0; n < steps.length; n += width) {
          await Promise.all(steps.slice(n, n + width).map(one => take(company, one)))
        }
        await checkPromises(company)
      },
    ),
    { numRuns: 25 },
  )
})

async function take(company: Company, given: Step): Promise<void> {
  try {
    await changeDesk(database.db, deskDeps, desk => act(desk, company, given))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

const waIdOf = (person: number, pick: number) => (pick % 2 ? `553187650${100 + person}` : `5531987650${100 + person}`)

async function act(desk: Desk, company: Company, { action, person, pick }: Step): Promise<unknown> {
  const { tenantId, channelId } = company
  const by: Actor = { tenantId, userId: company.admin, profile: 'admin' }
  if (action === 'receive') {
    return receiveMessages(desk, { tenantId, channelId, messages: [textFrom(waIdOf(person, pick))] })
  }
  if (action === 'batch') {
    const messages = [0, 1, 2, 0].map((offset, n) => textFrom(waIdOf((person + offset) % 3, pick + n)))
    return receiveMessages(desk, { tenantId, channelId, messages })
  }
  if (action === 'taken' || action === 'refused') return settle(desk, company, { action, pick })
  const ticketId = await pickTicket(desk, company, pick)
  if (ticketId === undefined) return undefined
  switch (action) {
    case 'accept':
      return acceptTicket(desk, { by, ticketId })
    case 'return':
      return returnTicket(desk, { by, ticketId })
    case 'queue':
      return transferTicket(desk, { by, ticketId, queueId: pick % 2 ? company.sales : company.support })
    case 'user':
      return transferTicket(desk, { by, ticketId, userId: pick % 2 ? company.ana : company.bia })
    case 'close':
      return closeTicket(desk, { by, ticketId })
    case 'reopen':
      return reopenTicket(desk, { by, ticketId })
    case 'open':
      return openFor(desk, company, { by, ticketId })
    case 'write':
      return writeMessage(desk, { by, ticketId, body: `reply ${pick}`, sendType: 'bot' })
  }
}

async function openFor(desk: Desk, { channelId }: Company, { by, ticketId }: { by: Actor; ticketId: number }) {
  const [ticket] = await desk.tx<{ contact_id: number }[]>`select contact_id from tickets where id = ${ticketId}`
  return openTicket(desk, { by, channelId, contactId: ticket!.contact_id })
}

async function pickTicket({ tx }: Desk, { tenantId }: Company, pick: number): Promise<number | undefined> {
  const rows = await tx<{ id: number }[]>`select id from tickets where tenant_id = ${tenantId} order by id`
  return rows[pick % Math.max(rows.length, 1)]?.id
}

async function settle(desk: Desk, { tenantId }: Company, { action, pick }: { action: Action; pick: number }) {
  const rows = await desk.tx<{ id: number; ticket_id: number }[]>`
    select id, ticket_id from messages
    where tenant_id = ${tenantId} and from_me and provider_id is null order by ticket_id, id`
  const message = rows[pick % Math.max(rows.length, 1)]
  if (message === undefined) return
  const { id: messageId, ticket_id: ticketId } = message
  if (action === 'refused') return messageFailed(desk, { tenantId, messageId, error: {} })
  return messageAccepted(desk, { tenantId, ticketId, messageId, providerId: `wamid.taken.${messageId}` })
}

async function checkPromises({ tenantId }: Company): Promise<void> {
  const { db } = database
  const people = await db`
    select contact_id, count(*) filter (where status <> 'closed')::int as active
    from tickets where tenant_id = ${tenantId} group by contact_id`
  assert.ok(people.length <= 3, 'a person is one contact')
  for (const { active } of people) assert.ok(active <= 1, 'one active ticket')
  const told = await toldOf(db, tenantId)
  const messages = await db<{ body: string; is_announced: boolean; status: string }[]>`
    select body, is_announced, status from messages where tenant_id = ${tenantId}`
  const announced = messages.filter(message => message.is_announced)
  assert.equal(told.filter(event => event.type === 'message').length, announced.length, 'each message is told once')
  const received = told.filter(event => event.type === 'message' && !event.v1.fromMe).map(event => event.v1.messageBody)
  const stored = messages.filter(message => message.status === 'received').map(message => message.body)
  assert.deepEqual(received.sort(), stored.sort())
  for (const stories of Map.groupBy(told, event => event.ticketId).values()) checkStory(stories)
  const [ends] = await db`
    select count(*)::int as closed from ticket_log where tenant_id = ${tenantId} and action = 'closed'`
  assert.equal(told.filter(event => event.type === 'ClosedTicket').length, ends?.closed)
}

/** A ticket's story begins once. After a close, only its reopening, or a late report of WhatsApp, is told. */
function checkStory(story: Awaited<ReturnType<typeof toldOf>>): void {
  const births = story.filter(event => event.type.startsWith('NewTicket'))
  assert.deepEqual(births, story.slice(0, 1), 'a ticket is born once, first')
  for (const { type, v1 } of story) {
    if (type === 'ClosedTicket') assert.equal(v1.ticket.status, 'closed')
    if (type === 'TransferTicket') assert.notEqual(v1.ticket.status, 'closed')
    if (type === 'message' && !v1.fromMe) assert.notEqual(v1.ticket.status, 'closed')
  }
}
