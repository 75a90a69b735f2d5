/**
 * A receiver that was away can catch up by itself: it comes back and reads page by page what two processes of the server
 * have written, while they write more, while transactions commit late or roll back, and across the death of the process
 * that it asks. In the end it has each event exactly once, in the order of their ids.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CaughtUpEvent, catchUp } from '@recado/receiver'
import { type Db, transaction } from '../../src/base/db/db.ts'
import { append } from '../../src/outbox/index.ts'
import { testDatabase } from '../harness/database.ts'
import { newEvent } from '../harness/engine.ts'
import { eventually } from '../harness/eventually.ts'
import { startProgram } from '../harness/program.ts'
import { type Company, type Customer, makeCompany, PHONE_NUMBER_ID, textOf } from '../harness/stage.ts'
import { tempFolder } from '../harness/temp-folder.ts'

const MESSAGES = 10
const PAGE = 7
const CUSTOMERS = Array.from({ length: 6 }, (_, n) => ({ waId: `553198765200${n}`, name: `Cliente ${n}` }))
const PARTS = ['antes', 'fora', 'de volta']
const PATIENCE = { timeoutMs: 60_000 }

test('away, back while others write, across a kill: every event once, in order', async () => {
  await using stack = new AsyncDisposableStack()
  const { db, url: databaseUrl } = stack.use(await testDatabase({ max: 6 }))
  const dataDir = stack.use(tempFolder()).path
  const start = () => startProgram({ dataDir, databaseUrl, env: { LOG_LEVEL: 'silent', SHUTDOWN_SECONDS: '2' } })
  const programs = [await start(), await start()]
  let restarted: Promise<void> | undefined
  stack.defer(async () => {
    await restarted
    await Promise.all(programs.map(program => program.stop()))
  })
  let calls = 0
  // The calls alternate between the processes.
  const url = () => programs[calls++ % programs.length]!.url
  const company = await makeCompany({ db, url }, 'Padaria', { phoneNumberId: PHONE_NUMBER_ID, appSecret: 'segredo' })
  const receiver = newReceiver(company.apiKey, () => programs[0]!.url)
  const [before, away, back] = PARTS.map(part => async () => {
    await Promise.all(CUSTOMERS.map(customer => write(company, customer, part)))
  })

  await before!()
  await workedOff(db)
  await receiver.catchUp()
  const known = receiver.events.length
  assert.equal(known, (await committed(db, company)).length)

  await away!()
  await workedOff(db)
  await using late = await holdOpen(db, company)
  await using undone = await holdOpen(db, company)
  const writing = back!()
  await undone.end(false)
  // In the middle of a page, and once more behind what is not committed yet.
  receiver.at(known + 2 * PAGE + 3, async () => {
    await programs[0]!.kill()
    restarted = start().then(program => {
      programs[0] = program
    })
  })
  await receiver.catchUp()
  assert.ok(receiver.events.length >= known + CUSTOMERS.length * MESSAGES)
  assert.ok(receiver.events.every(event => Number(event.id) < late.id))
  await late.end(true)
  await receiver.catchUp()
  await writing
  await workedOff(db)
  await receiver.catchUp()

  const ids = await committed(db, company)
  assert.ok(ids.includes(late.id) && !ids.includes(undone.id))
  assert.deepEqual(
    receiver.events.map(event => Number(event.id)),
    ids,
  )
  for (const { name } of CUSTOMERS) {
    const told = receiver.texts().filter(text => text.endsWith(name))
    assert.deepEqual(
      told,
      PARTS.flatMap(part => textsOf(part, name)),
    )
  }
})

const textsOf = (part: string, name: string) => Array.from({ length: MESSAGES }, (_, n) => `${part} ${n} ${name}`)

/** Does what Meta does: posts again what did not get a 200. */
async function write(company: Company, customer: Customer, part: string): Promise<void> {
  for (const text of textsOf(part, customer.name)) {
    const payload = textOf(text, customer)
    await eventually(async () => (await company.post(payload)) === 200, PATIENCE)
  }
}

/** Waits until all posts have become events. */
async function workedOff(db: Db): Promise<void> {
  await eventually(async () => (await db`select 1 from inbound where state = 'waiting' limit 1`).length === 0, PATIENCE)
}

async function committed(db: Db, company: Company): Promise<number[]> {
  const rows = await db<{ id: number }[]>`select id from events where tenant_id = ${company.tenantId} order by id`
  return rows.map(({ id }) => id)
}

/** One more writer, whose transaction has its event's id and stays open until the test says how it ends. */
async function holdOpen(db: Db, company: Company) {
  const [begun, end] = [Promise.withResolvers<number>(), Promise.withResolvers<boolean>()]
  const ended = transaction(db, async tx => {
    // Longer than a transaction of the program may take, because a process starts meanwhile.
    await tx`set local idle_in_transaction_session_timeout = 0`
    await append(tx, [newEvent({ tenantId: company.tenantId, channelId: company.channel.id, ticketId: 999_999 })])
    const [row] = await tx<{ id: number }[]>`select max(id) as id from events where ticket_id = 999999`
    begun.resolve(row!.id)
    if (!(await end.promise)) throw new Error('rolled back')
  }).catch((error: Error) => {
    begun.reject(error)
    assert.equal(error.message, 'rolled back')
  })
  const finish = (commit: boolean) => {
    end.resolve(commit)
    return ended
  }
  return { id: await begun.promise, end: finish, [Symbol.asyncDispose]: () => finish(false) }
}

/** Stores its position together with what it has handled. When a process does not respond, it asks again from there. */
function newReceiver(apiKey: string, baseUrl: () => string) {
  const events: CaughtUpEvent[] = []
  let position: string | null = null
  let stop = { at: -1, act: async () => {} }
  const read = async () => {
    for await (const event of catchUp({ baseUrl: baseUrl(), apiKey, after: position, filter: { limit: PAGE } })) {
      events.push(event)
      position = event.position
      if (events.length === stop.at) await stop.act()
    }
    return true
  }
  return {
    events,
    catchUp: () => eventually(read, PATIENCE),
    /** Called when it has handled this many. */
    at: (count: number, act: () => Promise<void>) => {
      stop = { at: count, act }
    },
    texts: () =>
      events
        .filter(({ type }) => type === 'message')
        .map(({ body }) => String((body as { messageBody?: unknown }).messageBody)),
  }
}
