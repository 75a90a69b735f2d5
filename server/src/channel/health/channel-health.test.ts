/** The problems of a channel: how long they are kept, and how they affect sending. It needs only PostgreSQL. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { type Company, makeCompany } from '../../../test/harness/desk.ts'
import { transaction } from '../../base/db/db.ts'
import { noteRefusedSending, noteSent, saveProblems, tellProblems } from './channel-health.ts'
import type { Found, ProblemCode } from './channel-problem.ts'
import { noteSigns } from './seen-alive.ts'

let database: TestDatabase
let company: Company
let other: Company

before(async () => {
  database = await testDatabase({ max: 4 })
  company = await makeCompany(database.db)
  other = await makeCompany(database.db)
  for (const [n, { tenantId, channelId }] of [company, other].entries()) {
    await database.db`
      insert into cloud_channels (tenant_id, channel_id, callback_key, phone_number_id, access_token, app_secret, verify_token)
      values (${tenantId}, ${channelId}, ${`key-${n}`}, ${String(n)}, '\\x00', '\\x00', '\\x00')`
  }
})
after(() => database?.[Symbol.asyncDispose]())

beforeEach(async () => {
  const { db } = database
  await db`delete from channel_problems`
  await db`delete from outbound`
  await db`update channels set status = 'CONNECTED'`
  await db`update cloud_channels set error = null, checked_at = now(), check_at = now() + interval '5 hours'`
})

const save = (found: Found[], looksAt: ProblemCode[], of = company) =>
  transaction(database.db, tx => saveProblems(tx, of, { found, looksAt }))
const tell = (found: (Found & { at: number })[], over: ProblemCode[] = []) =>
  transaction(database.db, tx => tellProblems(tx, company, { found, over }))
const now = () => Math.floor(Date.now() / 1_000)
const problem = (code: ProblemCode, details: string | null = null): Found => ({ problem: code, details })

async function state(of = company) {
  const { db } = database
  const [row] = await db<{ status: string; error: string | null; problems: string[] }[]>`
    select h.status, c.error, array(
      select problem from channel_problems p where p.channel_id = h.id order by problem) as problems
    from channels h join cloud_channels c on c.channel_id = h.id where h.id = ${of.channelId}`
  return row && [row.status, row.error, row.problems.join()]
}

test('a problem that was checked and not found is over; one that was not checked stays', async () => {
  await save([problem('token_invalid', 'Expired'), problem('quality_low')], ['token_invalid', 'quality_low'])
  assert.deepEqual(await state(), ['DISCONNECTED', 'Expired', 'quality_low,token_invalid'])
  await save([], ['token_invalid'])
  assert.deepEqual(await state(), ['CONNECTED', null, 'quality_low'])
  await save([], ['quality_low'])
  assert.deepEqual(await state(), ['CONNECTED', null, ''])
  assert.deepEqual(await state(other), ['CONNECTED', null, ''], 'another company does not see it')
})

test('a problem keeps the instant at which it began, while its details follow', async () => {
  const began = async () => (await database.db`select since, details from channel_problems`)[0]
  await save([problem('media_host', 'a.example')], ['media_host'])
  const first = await began()
  await save([problem('media_host', 'b.example')], ['media_host'])
  assert.deepEqual([(await began())?.since, (await began())?.details], [first?.since, 'b.example'])
})

test('a warning, and a channel that gets no posts, do not stop sending', async () => {
  for (const code of ['token_expiring', 'not_subscribed', 'webhooks_missing'] as const) {
    await save([problem(code)], [code])
    assert.equal((await state())?.[0], 'CONNECTED', code)
  }
})

test('a channel that was never checked is opening, unless it has a problem that stops sending', async () => {
  await database.db`update cloud_channels set checked_at = null`
  await database.db`update channels set status = 'OPENING'`
  await save([problem('quality_low')], ['quality_low'])
  assert.equal((await state())?.[0], 'OPENING')
})

test('details never contain a customer’s number, or more than a thousand characters', async () => {
  await save([problem('token_invalid', `to +55 31 98765-0001 ${'x'.repeat(2_000)}`)], ['token_invalid'])
  const [row] = await database.db`select details from channel_problems`
  assert.ok(row?.details.length <= 1_000 && !/98765/.test(row?.details))
})

test('a problem that WhatsApp reported stays for a while, although a check of the number does not find it', async () => {
  const standing = async (code: ProblemCode, seconds: number) => {
    await database.db`delete from channel_problems`
    await tell([{ ...problem(code), at: now() - seconds }])
    await save([], [code])
    return (await state())?.[2] === code
  }
  const [minute, day] = [60, 86_400]
  assert.deepEqual(
    [await standing('partner_removed', 29 * minute), await standing('partner_removed', 31 * minute)],
    [true, false],
  )
  assert.deepEqual(
    [await standing('account_warned', 7 * day - minute), await standing('account_warned', 7 * day + minute)],
    [true, false],
  )
})

test('a problem is over at once when WhatsApp says so', async () => {
  await tell([{ ...problem('partner_removed', 'by the phone'), at: now() }])
  assert.deepEqual(await state(), ['DISCONNECTED', 'by the phone', 'partner_removed'])
  await tell([], ['partner_removed', 'account_warned'])
  assert.deepEqual(await state(), ['CONNECTED', null, ''])
})

const refused = { code: 131042, message: 'm', details: 'no card', traceId: null }
const queue = () => database.db`
  with contact as (
    insert into contacts (tenant_id, name) values (${company.tenantId}, 'Ana') returning id
  ), ticket as (
    insert into tickets (tenant_id, channel_id, contact_id, status, protocol)
    select ${company.tenantId}, ${company.channelId}, id, 'pending', gen_random_uuid()::text from contact returning id
  )
  insert into outbound (tenant_id, channel_id, ticket_id, content)
  select ${company.tenantId}, ${company.channelId}, id, '{"type":"text"}' from ticket`

test('a refusal of a message stops sending, and the channel is checked again soon, then less and less often', async () => {
  const minutes: number[] = []
  for (let n = 0; n < 8; n++) {
    await database.db`update cloud_channels set check_at = now() + interval '5 hours'`
    await noteRefusedSending(database.db, company, refused)
    const [row] = await database.db<{ wait: number }[]>`
      select extract(epoch from check_at - now())::float8 / 60 as wait
      from cloud_channels where channel_id = ${company.channelId}`
    minutes.push(Math.round(row!.wait))
  }
  assert.deepEqual(minutes, [1, 2, 4, 8, 16, 32, 60, 60])
  assert.deepEqual(await state(), ['DISCONNECTED', 'no card', 'payment_missing'])
  assert.equal((await state(other))?.[0], 'CONNECTED')
})

test('an earlier check that is planned stays planned', async () => {
  await database.db`update cloud_channels set check_at = now() - interval '1 minute'`
  await noteRefusedSending(database.db, company, refused)
  const rows =
    await database.db`select 1 from cloud_channels where channel_id = ${company.channelId} and check_at < now()`
  assert.equal(rows.length, 1)
})

test('while a message waits, a check lets it try; the problem ends only when one was sent, or none waits', async () => {
  await queue()
  await noteRefusedSending(database.db, company, refused)
  await save([], ['payment_missing'])
  assert.deepEqual(await state(), ['CONNECTED', null, 'payment_missing'], 'it may be tried')
  await noteRefusedSending(database.db, company, refused)
  assert.equal((await state())?.[0], 'DISCONNECTED', 'it was tried in vain')
  await transaction(database.db, tx => noteSent(tx, company))
  assert.deepEqual(await state(), ['CONNECTED', null, ''])
  await noteRefusedSending(database.db, company, refused)
  await database.db`delete from outbound`
  await save([], ['payment_missing'])
  assert.deepEqual(await state(), ['CONNECTED', null, ''], 'no message waits that could show it')
})

test('a sent message does not end problems that were found in another way', async () => {
  await save([problem('quality_low')], ['quality_low'])
  await noteRefusedSending(database.db, company, refused)
  await transaction(database.db, tx => noteSent(tx, company))
  assert.equal((await state())?.[2], 'quality_low')
})

test('a sign of life is written at most once a minute, for each kind and each channel', async () => {
  const { note } = noteSigns(database.db)
  const seen = async (of: Company) => {
    const [row] = await database.db`
      select last_post_at as post, last_accepted_at as accepted from cloud_channels where channel_id = ${of.channelId}`
    return row!
  }
  await database.db`update cloud_channels set last_post_at = null, last_accepted_at = null`
  await note('post', company)
  const { post, accepted } = await seen(company)
  assert.ok(post instanceof Date && accepted === null)
  for (let n = 0; n < 5; n++) await note('post', company)
  assert.deepEqual((await seen(company)).post, post)
  await note('accepted', company)
  assert.ok((await seen(company)).accepted instanceof Date)
  assert.deepEqual({ ...(await seen(other)) }, { post: null, accepted: null })
})
