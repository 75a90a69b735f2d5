/**
 * The server is killed with -9 again and again while tickets live through their story, and started again. In the end nothing is
 * lost and nothing is out of order, and repeats have the same id and the same bytes.
 *
 * KILLS and SEED vary it: more kills for a longer run, and the printed seed to repeat the same moments.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../harness/eventually.ts'
import { readPost, ticketOf } from '../harness/posted.ts'
import { type ReceivedRequest, startReceiver } from '../harness/receiver.ts'
import { type Company, EMULATOR_APP_SECRET, type Reply, type Stage, startStage, textOf } from '../harness/stage.ts'

const KILLS = Number(process.env.KILLS ?? 2)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

test('on a PostgreSQL that goes on', async t => {
  t.diagnostic(`${KILLS} kills, SEED=${SEED}`)
  await liveThroughKills({ embedded: false, kills: KILLS, people: 5 })
})

test('on the PostgreSQL that Recado brings, which dies with it', async t => {
  const kills = Math.ceil(KILLS / 2.5)
  t.diagnostic(`${kills} kills, SEED=${SEED}`)
  await liveThroughKills({ embedded: true, kills, people: 4 })
})

test('scheduled messages are sent once, whenever the server dies while they are due', async () => {
  await using stage = await startStage({ emulator: { autoStatus: 'none', enforceWindow: false } })
  const company = await stage.company('Padaria', undefined, EMULATOR_APP_SECRET)
  const count = 60
  const people = Array.from({ length: 6 }, (_, n) => ({ waId: `553198765${2_000 + n}`, name: `P${n}` }))
  for (const person of people) await company.post(textOf('Oi', person))
  const tickets: { id: number }[] = await eventually(async () => {
    const { data } = await company.make('GET', '/tickets')
    return data.length === people.length ? data : undefined
  })
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  for (let n = 0; n < count; n++) {
    const { id } = tickets[n % tickets.length]!
    await company.make('POST', `/tickets/${id}/scheduled-messages`, { body: `agendada ${n}`, sendAt })
  }
  await stage.db`update scheduled_messages set send_at = now(), due_at = now()`
  for (const sent of [1, 30]) {
    await eventually(async () => {
      const [row] = await stage.db<{ left: number }[]>`
        select count(*) as left from scheduled_messages where status = 'waiting'`
      return row!.left <= count - sent || undefined
    })
    await stage.kill()
    await stage.start()
  }
  await eventually(async () => {
    const rows = await stage.db`select 1 from scheduled_messages where status <> 'sent'`
    return rows.length === 0 || undefined
  })
  const rows = await stage.db<{ body: string; client_id: string }[]>`
    select body, client_id from messages where client_id like 'scheduled-%' order by id`
  assert.equal(rows.length, count)
  assert.equal(new Set(rows.map(row => row.body)).size, count)
  const posted = stage.emulator.control
    .outbound()
    .map(message => (message.request as { text?: { body: string } }).text?.body)
  assert.equal(new Set(posted).size, posted.length, 'a phone got one twice')
})

async function liveThroughKills({ embedded, kills, people }: { embedded: boolean; kills: number; people: number }) {
  const retryDelaysMs = Array<number>(300).fill(100)
  await using stage = await startStage({
    embedded,
    emulator: { autoStatus: 'delivered', enforceWindow: false, retryDelaysMs },
  })
  await using receiver = await startReceiver()
  const company = await stage.company('Padaria', undefined, EMULATOR_APP_SECRET)
  stage.emulator.control.setCallback(stage.url + company.channel.path, company.channel.verifyToken)
  const endpoint = await company.endpoint(receiver.url)

  const killer = scheduleKills(stage, { kills, steps: people * STEPS })
  const ends = await Promise.all(
    Array.from({ length: people }, (_, n) => liveThrough(company, killer.step, `553198765${1_000 + n}`)),
  )
  await killer.done()
  await stage.emulator.control.settled()
  // A message with an unknown outcome fails after a time; the test makes that time pass.
  await stage.db`update outbound set taken_until = now() - interval '1 s' where posted_at is not null`
  await stage.quiet({ timeoutMs: 30_000 })

  const heard = Map.groupBy(receiver.requests, ticketOf)
  for (const { ticketId, openedId, waId } of ends) {
    const { data } = await company.make('GET', `/tickets/${ticketId}/messages`)
    // The outcome of a request that was cut off is unknown: the message fails, told or not, and a person decides.
    const lost = data.filter((message: Message) => message.status === 'failed').map((message: Message) => message.body)
    const known = (line: string) => !lost.some((body: string) => line === `message ${body}`)
    const told = [...storyOf(heard.get(ticketId) ?? []), ...storyOf(heard.get(openedId) ?? [])]
    assert.deepEqual(told.filter(known), expectedStory(waId).filter(known))
    assert.equal(new Set(told).size, told.length, 'something was told twice')
    assert.equal(data.length, 4)
  }
  assert.equal(heard.size, 2 * people)
  for (const request of receiver.requests) readPost(request, endpoint)
}

interface Message {
  status: string
  body: string
}

const STEPS = 10

const expectedStory = (waId: string) => [
  `NewTicket Oi ${waId}`,
  `message Oi ${waId}`,
  `message Tem pão? ${waId}`,
  `message Resposta 1 ${waId}`,
  `TransferTicket Resposta 1 ${waId}`,
  `message Resposta 2 ${waId}`,
  `TransferTicket Resposta 2 ${waId}`,
  `ClosedTicket Resposta 2 ${waId}`,
  'NewTicketUserCreate ',
]

/** What one ticket's endpoint got, without repeats; fails when order, ids or bytes are not as promised. */
function storyOf(requests: readonly ReceivedRequest[]): string[] {
  const story: ReceivedRequest[] = []
  for (const request of requests) {
    const sequence = Number(request.headers['recado-sequence'])
    const known = story[sequence - 1]
    if (known === undefined) {
      assert.equal(sequence, story.length + 1, `ticket ${ticketOf(request)}: ${sequence} came after ${story.length}`)
      story.push(request)
    } else {
      assert.equal(request.headers['webhook-id'], known.headers['webhook-id'])
      assert.ok(request.body.equals(known.body), `${request.headers['webhook-id']} changed its bytes`)
    }
  }
  return story.map(request => {
    const { Type = 'message', messageBody } = request.json() as { Type?: string; messageBody: string }
    return `${Type} ${messageBody}`
  })
}

/** One ticket's life. Every step must happen: when its response was lost, it is requested again, unless it has happened. */
async function liveThrough(company: Company, step: () => void, waId: string) {
  const { ana, bia, call } = company
  const does = async (ask: () => Promise<Reply>, happenedAlready: (answer: Reply) => boolean = () => false) => {
    step()
    return surely(async () => {
      const answer = await ask()
      if (answer.status >= 300 && !happenedAlready(answer)) throw new Error(`${answer.status} ${answer.body?.code}`)
      return answer
    })
  }
  const says = async (text: string) => {
    const payload = textOf(text, { waId, name: waId })
    step()
    await surely(async () => assert.equal(await company.post(payload), 200))
  }
  await says(`Oi ${waId}`)
  await says(`Tem pão? ${waId}`)
  step()
  const ticketId = await eventually(async () => {
    const { body } = await call('GET', '/tickets?limit=200')
    const found = body.data.find((ticket: { contact: { name: string } }) => ticket.contact.name === waId)
    return found?.unreadMessages === 2 ? (found.id as number) : undefined
  }, PATIENCE)
  const on = `/tickets/${ticketId}`
  const writes = (from: Company['call'], body: string) =>
    does(async () => {
      const written = await call('GET', `${on}/messages`)
      const known = written.body.data?.some((message: { body: string }) => message.body === body)
      return known ? written : from('POST', `${on}/messages`, { body })
    })
  const code = (expected: string) => (answer: Reply) => answer.body.code === expected
  const isHers = ({ body }: Reply) => body.code === 'ticket_taken' && body.params.userId === ana.id
  await does(() => ana.call('POST', `${on}/accept`), isHers)
  await writes(ana.call, `Resposta 1 ${waId}`)
  await does(() => call('POST', `${on}/transfer`, { queueId: company.support }))
  await writes(call, `Resposta 2 ${waId}`)
  await does(() => call('POST', `${on}/transfer`, { userId: bia.id }))
  const closing = { closingReasonId: company.reason }
  await does(() => bia.call('POST', `${on}/close`, closing), code('ticket_closed'))
  const { body: closed } = await surely(() => call('GET', on))
  const opening = { channelId: company.channel.id, contactId: closed.contact.id, userId: bia.id }
  const opened = await does(() => call('POST', '/tickets', opening), code('ticket_already_active'))
  return { waId, ticketId, openedId: opened.body.id ?? opened.body.params.ticketId }
}

const PATIENCE = { timeoutMs: 60_000, everyMs: 10 }
const surely = <T>(act: () => Promise<T>) => eventually(async () => [await act()] as const, PATIENCE).then(([it]) => it)

/** Kills are spread over the steps of the story, each a random moment after its step has begun. */
function scheduleKills(stage: Stage, { kills, steps }: { kills: number; steps: number }) {
  const random = seeded(SEED)
  const moments = Array.from({ length: kills }, (_, n) => 1 + Math.floor(((n + random()) * steps) / kills))
  let step = 0
  let running = Promise.resolve()
  const killOnce = async () => {
    await sleep(random() * 40)
    await stage.kill()
    // A claim of a dead process ends after 45 seconds; the test makes that time pass.
    if (stage.hasOwnDatabase) await giveClaimsBack(stage)
    await stage.start()
    if (!stage.hasOwnDatabase) await giveClaimsBack(stage)
  }
  return {
    step() {
      step++
      for (const moment of moments) if (moment === step) running = running.then(killOnce)
    },
    done: () => running,
  }
}

async function giveClaimsBack(stage: Stage): Promise<void> {
  await stage.db`update outbound set taken_until = now() - interval '1 s' where posted_at is null and taken_until is not null`
}

function seeded(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
