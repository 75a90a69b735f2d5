/**
 * The data of the phone app: sorted by conversation, with sent and received messages distinguished, in slices, and lost ones
 * counted.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PHONE_NUMBER_ID } from '../../../test/harness/channel.ts'
import { readPayload, TooManyParts } from './cloud-payload.ts'
import type { HistoryMessage, HistoryUpdate, Update } from './update.ts'

type Json = Record<string, unknown>

const BUSINESS = '551140020001'
const CUSTOMER = '553187650001'

function read(value: Json): Update[] {
  const metadata = { phone_number_id: PHONE_NUMBER_ID, display_phone_number: '+55 11 4002-0001' }
  const payload = { entry: [{ id: '9', changes: [{ field: 'history', value: { metadata, ...value } }] }] }
  return [...readPayload(payload, 'en')].filter(update => update !== undefined)
}
const histories = (value: Json) => read(value).filter((update): update is HistoryUpdate => update.kind === 'history')
const messages = (value: Json): HistoryMessage[] => histories(value).flatMap(update => update.messages)

let ids = 0
const text = (from: string | undefined, more: Json = {}) => ({
  id: `wamid.${++ids}`,
  from,
  timestamp: '1790000001',
  type: 'text',
  text: { body: 'oi' },
  ...more,
})
const thread = (id: unknown, list: Json[], more: Json = {}) => ({
  history: [{ threads: [{ id, messages: list, ...more }] }],
})

test('in a conversation, what the customer wrote is theirs, and everything else is ours', () => {
  const found = messages(thread(CUSTOMER, [text(CUSTOMER), text(BUSINESS), text(undefined)]))
  assert.deepEqual(
    found.map(one => one.fromMe),
    [false, true, true],
  )
  for (const one of found) assert.deepEqual([one.waId, one.thread], [CUSTOMER, 'p:5531987650001'])
})

test('with and without the ninth digit it is one person, in one conversation', () => {
  const [short, long] = [CUSTOMER, '5531987650001'].map(id => messages(thread(id, [text(CUSTOMER)]))[0])
  assert.equal(short?.thread, long?.thread)
  assert.deepEqual([short?.fromMe, long?.fromMe], [false, false])
})

test('a conversation is named by a number, by a user id, or by the data beside it', () => {
  const person = (id: unknown, context?: Json) => {
    const [found] = messages(thread(id, [text(undefined, { from_user_id: 'BR.7' })], { context }))
    return found && [found.waId, found.bsuid, found.thread, found.fromMe]
  }
  assert.deepEqual(person('BR.7'), [null, 'BR.7', 'u:BR.7', false])
  assert.deepEqual(person(null, { wa_id: CUSTOMER, user_id: 'BR.7' }), [CUSTOMER, 'BR.7', 'p:5531987650001', false])
  assert.equal(person(null), undefined)
})

test('a message without an id, an instant or a person is lost and counted; the others go on', () => {
  const good = text(CUSTOMER)
  const bad = [text(CUSTOMER, { id: null }), text(CUSTOMER, { timestamp: 'ontem' }), text(CUSTOMER, { timestamp: 0 })]
  const updates = read(thread(CUSTOMER, [...bad, good]))
  assert.deepEqual(
    updates.flatMap(update => (update.kind === 'history' ? update.messages.map(one => one.providerId) : [])),
    [good.id],
  )
  const [noted] = updates.filter(update => update.kind === 'noted')
  assert.deepEqual([noted?.what, noted?.level], ['3 old messages without an id or a person', 'warn'])
})

test('the largest allowed message is kept, a larger one is not', () => {
  const sized = (size: number) => {
    const one = text(CUSTOMER, { text: { body: '' } })
    return { ...one, text: { body: 'x'.repeat(size - JSON.stringify(one).length) } }
  }
  assert.equal(messages(thread(CUSTOMER, [sized(256 * 1024)])).length, 1)
  assert.equal(messages(thread(CUSTOMER, [sized(256 * 1024 + 1)])).length, 0)
})

test('thousands come in slices of two hundred, in their order, and the last update has the progress', () => {
  const list = Array.from({ length: 450 }, () => text(CUSTOMER))
  const value = { history: [{ metadata: { phase: 1, progress: 55 }, threads: [{ id: CUSTOMER, messages: list }] }] }
  const updates = histories(value)
  assert.deepEqual(
    updates.map(update => update.messages.length),
    [200, 200, 50, 0],
  )
  assert.deepEqual(
    updates.map(update => update.progress),
    [null, null, null, 55],
  )
  assert.deepEqual(
    messages(value).map(one => one.providerId),
    list.map(one => one.id),
  )
})

test('progress is in per cent: a whole number from 0 to 100, or absent', () => {
  const progress = (given: unknown, phase?: unknown) => {
    const [update] = histories({ history: [{ metadata: { progress: given, phase } }] })
    return update && [update.progress, update.phase]
  }
  assert.deepEqual(progress('99.9', 2), [99, 2])
  assert.deepEqual(progress(-3, -1), [0, 0])
  assert.deepEqual(progress(1e9, 1e9), [100, 100])
  for (const nothing of [null, '', 'all', {}, true]) assert.equal(progress(nothing), undefined, JSON.stringify(nothing))
})

test('that a business does not share its history is reported, in Meta’s words or by the code', () => {
  const declined = (error: Json) => histories({ history: [{ errors: [error] }] })[0]?.declined
  assert.equal(
    declined({ code: 2593109, message: 'm', error_data: { details: 'History sharing is off' } }),
    'History sharing is off',
  )
  assert.equal(declined({ code: 2593109, title: 't' }), 't')
  assert.equal(declined({ code: 2593109 }), '2593109')
  assert.equal(declined({}), '?')
  const cut = declined({ message: `${'x'.repeat(499)}🍞` })
  assert.ok(cut?.length === 500 && cut.isWellFormed())
})

test('a later file is theirs or ours by its number, and an echo is always ours', () => {
  const file = (more: Json) => text(undefined, { type: 'image', image: { id: '1' }, ...more })
  const [theirs] = messages({ messages: [file({ from: CUSTOMER })] })
  assert.deepEqual([theirs?.fromMe, theirs?.waId], [false, CUSTOMER])
  const [ours] = messages({ messages: [file({ from: BUSINESS })] })
  assert.deepEqual([ours?.fromMe, ours?.waId, ours?.thread], [true, null, null], 'not even the recipient')
  const [echo] = messages({ message_echoes: [file({ from: CUSTOMER, to: '5531999990000' })] })
  assert.deepEqual([echo?.fromMe, echo?.waId], [true, '5531999990000'])
})

test('a placeholder is recognized, and the status of our messages is kept', () => {
  const [placeholder] = messages(thread(CUSTOMER, [text(CUSTOMER, { type: 'media_placeholder' })]))
  assert.equal(placeholder?.isPlaceholder, true)
  const [ours] = messages(thread(CUSTOMER, [text(BUSINESS, { history_context: { status: 'READ' } })]))
  assert.deepEqual([ours?.isPlaceholder, ours?.status], [false, 'READ'])
})

test('the number of parts in a post is limited, in threads too', () => {
  const list = Array.from({ length: 40_001 }, () => ({}))
  assert.throws(() => read(thread(CUSTOMER, list)), TooManyParts)
  assert.throws(() => read({ history: [{ threads: list }] }), TooManyParts)
})

test('the result can be stored, whatever JSON it comes from', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.array(
      fc.record({
        id: fc.jsonValue(),
        context: fc.jsonValue(),
        messages: fc.array(
          fc.dictionary(fc.constantFrom('id', 'from', 'timestamp', 'type', 'history_context'), fc.jsonValue()),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    ),
  )
  fc.assert(
    fc.property(value, fc.jsonValue(), (threads, metadata) => {
      for (const one of messages({ history: [{ threads, metadata }], messages: threads })) {
        assert.ok(one.providerId !== '' && one.message.isWellFormed() && !one.message.includes('\\u0000'))
        assert.ok(Number.isInteger(one.sentAt) && (one.status === null || one.status.length <= 20))
        assert.equal(typeof JSON.parse(one.message), 'object')
      }
    }),
    { numRuns: 200 },
  )
})
