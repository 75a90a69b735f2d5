/** The rows of outgoing messages: taken once, in order, leased and given back; stored early updates; the rows of templates. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/harness/database.ts'
import { type Company, makeCompany } from '../../test/harness/desk.ts'
import { transaction } from '../base/db/db.ts'
import { park, takeParked } from './inbox/early-updates.ts'
import {
  claim,
  enqueue,
  giveBack,
  holdRestored,
  isPosted,
  markPosted,
  postpone,
  putOff,
  take,
  takeExpired,
} from './outbound-rows.ts'
import type { EarlyUpdate, TemplateNews } from './read/update.ts'
import { applyTemplateNews, findTemplate, listTemplates, saveTemplates } from './template/template-rows.ts'

let database: TestDatabase
let company: Company
let other: Company
const tickets: number[] = []

before(async () => {
  database = await testDatabase({ max: 6 })
  const { db } = database
  company = await makeCompany(db)
  other = await makeCompany(db)
  for (const { tenantId, channelId } of [company, company, other]) {
    const [row] = await db<{ id: number }[]>`
      with contact as (insert into contacts (tenant_id, name) values (${tenantId}, 'Ana') returning id)
      insert into tickets (tenant_id, channel_id, contact_id, status, protocol)
      select ${tenantId}, ${channelId}, id, 'pending', gen_random_uuid()::text from contact returning id`
    tickets.push(row!.id)
  }
  for (const [n, { tenantId, channelId }] of [company, other].entries()) {
    await db`
      insert into cloud_channels (tenant_id, channel_id, callback_key, phone_number_id, waba_id, access_token, app_secret,
        verify_token)
      values (${tenantId}, ${channelId}, ${`key-${n}`}, ${String(n)}, '9', '\\x00', '\\x00', '\\x00')`
  }
})
after(() => database?.[Symbol.asyncDispose]())
beforeEach(async () => {
  await database.db`delete from outbound`
  await database.db`update channels set status = 'CONNECTED', is_active = true`
})

const add = (ticket: number, text: string, of = company) =>
  transaction(database.db, tx =>
    enqueue(tx, {
      tenantId: of.tenantId,
      channelId: of.channelId,
      ticketId: tickets[ticket] as number,
      messageId: null,
      content: { type: text },
    }),
  )
const claimed = async (paused: number[] = []) => claim(database.db, 60_000, 10, paused)
const texts = (rows: { content: { type: string } | null }[]) => rows.map(row => row.content?.type).sort()
const due = () => database.db`update outbound set due_at = now()`

test('of each ticket the first message is taken, and the next one when that is settled', async () => {
  await add(0, 'a1')
  await add(0, 'a2')
  await add(1, 'b1')
  const first = await claimed()
  assert.deepEqual(texts(first), ['a1', 'b1'])
  assert.deepEqual(texts(await claimed()), [], 'what is taken stays in its place')
  const a1 = first.find(row => row.content?.type === 'a1')!
  assert.equal(await transaction(database.db, tx => take(tx, a1)), true)
  assert.equal(await transaction(database.db, tx => take(tx, a1)), false, 'somebody has settled it before')
  assert.deepEqual(texts(await claimed()), ['a2'])
})

test('two processes that ask at the same moment share what is due', async () => {
  for (let n = 0; n < 2; n++) await add(n, `m${n}`)
  const both = await Promise.all([claimed(), claimed(), claimed()])
  assert.deepEqual(texts(both.flat()), ['m0', 'm1'])
})

test('a channel that is switched off, broken or paused keeps its messages; the one of another company goes on', async () => {
  await add(0, 'mine')
  await add(2, 'theirs', other)
  for (const set of [{ is_active: false }, { status: 'DISCONNECTED' }]) {
    await database.db`update channels set ${database.db(set)} where id = ${company.channelId}`
    const rows = await claimed()
    assert.deepEqual(texts(rows), ['theirs'], JSON.stringify(set))
    for (const row of rows) await giveBack(database.db, row)
    await database.db`update channels set status = 'CONNECTED', is_active = true`
  }
  assert.deepEqual(texts(await claimed([company.channelId])), ['theirs'])
})

test('a message that waits its turn delays those behind it; a try counts, a wait for WhatsApp’s pace does not', async () => {
  await add(0, 'first')
  await add(0, 'second')
  const [row] = await claimed()
  await postpone(database.db, row!, 60_000)
  assert.deepEqual(texts(await claimed()), [])
  await due()
  const [again] = await claimed()
  assert.deepEqual([again?.content?.type, again?.attempts], ['first', 0])
  await putOff(database.db, again!, 60_000)
  await due()
  assert.equal((await claimed())[0]?.attempts, 1)
})

test('only a process whose lease is valid posts a message, once', async () => {
  await add(0, 'once')
  const [row] = await claimed()
  assert.equal(await isPosted(database.db, row!), false)
  assert.equal(await markPosted(database.db, row!, 60_000), true)
  assert.equal(await markPosted(database.db, row!, 60_000), false, 'twice')
  assert.equal(await isPosted(database.db, row!), true)
  await giveBack(database.db, row!)
  assert.equal(await markPosted(database.db, row!, 60_000), false, 'after it was given back')
  const [late] = await claimed()
  await database.db`update outbound set taken_until = now() - interval '1 second'`
  assert.equal(await markPosted(database.db, late!, 60_000), false, 'when its time is over')
})

test('a message that a dead process had taken is found when its lease is over, and nobody else takes it while it is settled', async () => {
  await add(0, 'left')
  await claimed()
  assert.deepEqual(texts(await transaction(database.db, tx => takeExpired(tx, 10))), [])
  await database.db`update outbound set taken_until = now() - interval '1 second'`
  await transaction(database.db, async tx => {
    assert.deepEqual(texts(await takeExpired(tx, 10)), ['left'])
    assert.deepEqual(texts(await transaction(database.db, second => takeExpired(second, 10))), [])
  })
})

test('after a restore nothing is sent by itself, because it counts as posted', async () => {
  await add(0, 'perhaps')
  await transaction(database.db, holdRestored)
  assert.deepEqual(texts(await claimed()), [])
  const [row] = await database.db`select posted_at is not null as posted, taken_until > now() as taken from outbound`
  assert.deepEqual({ ...row }, { posted: true, taken: true })
})

const early = (target: string, n: number) => ({ kind: 'status', target, at: n }) as unknown as EarlyUpdate

test('updates that came before their message wait for it, in their order, only in their channel, and are taken once', async () => {
  const parked = (of: Company, ids: string[]) => transaction(database.db, tx => takeParked(tx, of, ids))
  await transaction(database.db, async tx => {
    for (const n of [1, 2, 3]) await park(tx, company, early('wamid.1', n))
    await park(tx, company, early('wamid.2', 4))
  })
  assert.deepEqual(await parked(other, ['wamid.1']), [])
  assert.deepEqual(await parked(company, []), [])
  assert.deepEqual(
    (await parked(company, ['wamid.1', 'wamid.9'])).map(update => update.at),
    [1, 2, 3],
  )
  assert.deepEqual(await parked(company, ['wamid.1']), [])
  assert.equal((await parked(company, ['wamid.2'])).length, 1)
})

const fetched = (name: string, more: object = {}) => ({
  providerId: null,
  name,
  language: 'pt_BR',
  status: 'APPROVED',
  category: null,
  quality: null,
  reason: null,
  components: [{ type: 'BODY', text: `Oi de ${name}` }],
  ...more,
})
const keep = (templates: ReturnType<typeof fetched>[], of = company) =>
  transaction(database.db, tx => saveTemplates(tx, { tenantId: of.tenantId, wabaId: '9' }, templates))
const names = async (filter: object = {}, of = company) =>
  (await listTemplates(database.db, { ...of, ...filter })).map(template => template.name)

test('a fetch replaces the templates of the account, and not those of another company with the same account', async () => {
  const look = { ...company, name: 'aviso', language: 'pt_BR' }
  assert.deepEqual(await findTemplate(database.db, look), { isKnown: false, template: undefined })
  await keep([fetched('aviso'), fetched('cupom'), fetched('aviso')])
  await keep([fetched('deles')], other)
  assert.deepEqual(await names(), ['aviso', 'cupom'])
  await keep([fetched('cupom', { status: 'PAUSED' })])
  assert.deepEqual([await names(), await names({}, other)], [['cupom'], ['deles']])
  assert.deepEqual(await findTemplate(database.db, look), { isKnown: true, template: undefined })
  await keep([])
  assert.deepEqual(await names(), [])
})

test('templates are found by a part of their name or text, in any case; a pattern is words', async () => {
  await keep([fetched('aviso'), fetched('cupom', { status: 'PAUSED' })])
  assert.deepEqual(await names({ search: 'AVI' }), ['aviso'])
  assert.deepEqual(await names({ search: 'oi de cup' }), ['cupom'])
  for (const search of ['%', '_', "' or 1=1 --"]) assert.deepEqual(await names({ search }), [], search)
  assert.deepEqual(await names({ status: 'PAUSED' }), ['cupom'])
})

test('of each detail the newest report counts, in whatever order they come', async () => {
  await keep([fetched('aviso')])
  const at = Math.floor(Date.now() / 1_000) + 60
  const news = (more: Partial<TemplateNews>, when: number, of = company) =>
    transaction(database.db, tx =>
      applyTemplateNews(tx, {
        tenantId: of.tenantId,
        wabaId: '9',
        channelIds: [of.channelId],
        at: when,
        template: {
          name: 'aviso',
          language: 'pt_BR',
          status: null,
          reason: null,
          quality: null,
          category: null,
          ...more,
        },
      }),
    )
  const known = async () => {
    const { template } = await findTemplate(database.db, { ...company, name: 'aviso', language: 'pt_BR' })
    return [template?.status, template?.reason, template?.quality]
  }
  await news({ status: 'PAUSED', reason: 'low' }, at + 10)
  await news({ status: 'APPROVED' }, at)
  await news({ quality: 'RED' }, at)
  assert.deepEqual(await known(), ['PAUSED', 'low', 'RED'])
  await news({ status: 'APPROVED' }, at + 20, other)
  assert.deepEqual(await known(), ['PAUSED', 'low', 'RED'], 'another company’s news')
  await news({ status: 'DISABLED' }, at - 3_600)
  assert.equal((await known())[0], 'PAUSED', 'the last fetch contains what happened before it')
  await news({ status: 'APPROVED' }, at + 20)
  assert.deepEqual(await known(), ['APPROVED', null, 'RED'])
})
