import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type ParseCode, ParseError, parse } from './parse.ts'
import { formatSequence, parseSequence } from './sequence.ts'

const folder = (version: number) => new URL(`../vectors/v${version}/`, import.meta.url)
const vector = (version: number, name: string) => readFileSync(new URL(`${name}.json`, folder(version)))
const refusedWith = (code: ParseCode) => (error: unknown) => error instanceof ParseError && error.code === code

test('every sample event is recognized by its name, from bytes, text or object', () => {
  for (const version of [1, 2] as const) {
    for (const file of readdirSync(folder(version))) {
      const bytes = readFileSync(new URL(file, folder(version)))
      const text = bytes.toString('utf8')
      for (const body of [bytes, text, JSON.parse(text)]) {
        const parsed = parse(body, version)
        assert.equal(parsed.event, file.split('.')[0])
        assert.deepEqual(parsed.body, JSON.parse(text))
      }
    }
  }
})

test('the name narrows the type of the body', () => {
  const parsed = parse(vector(2, 'message.group'), 2)
  assert.ok(parsed.event === 'message')
  assert.equal(parsed.body.contactmessage?.pushname, 'Maria 🌻')
  const closed = parse(vector(1, 'ClosedTicket.with-reason'), 1)
  assert.ok(closed.event === 'ClosedTicket')
  assert.equal(closed.body.ticket.closingReasonId, 2)
})

test('keys that this package does not know pass', () => {
  const body = { ...JSON.parse(vector(1, 'message.received').toString()), tenantId: 4 }
  assert.deepEqual(parse(body, 1), { event: 'message', body })
  assert.equal(parse(vector(2, 'message.received'), 1).event, 'message')
})

test('a test post and unknown events are distinguished', () => {
  const ping = { event: 'test', origin: 'webhook-config', timestamp: '2026-08-05T14:30:10.000Z' }
  assert.deepEqual(parse(ping, 1), { event: 'test', body: ping })
  assert.deepEqual(parse({ Type: 'TicketMerged', a: 1 }, 1), {
    event: 'other',
    type: 'TicketMerged',
    body: { Type: 'TicketMerged', a: 1 },
  })
  assert.deepEqual(parse({}, 1), { event: 'other', type: null, body: {} })
})

test('a body that is not ours is refused with a code', () => {
  assert.throws(() => parse('{', 1), refusedWith('malformed-json'))
  assert.throws(() => parse('', 1), refusedWith('malformed-json'))
  assert.throws(() => parse(Buffer.from([0x22, 0xff, 0x22]), 1), refusedWith('malformed-json'))
  for (const text of ['null', '[]', '"a"', '1']) assert.throws(() => parse(text, 1), refusedWith('not-an-object'), text)
  assert.throws(() => parse({ Type: 'NewTicket' }, 1), refusedWith('malformed-body'))
  assert.throws(() => parse({ messageId: null, messageBody: 1, ticket: { id: 1 }, whatsapp: {} }, 1), ParseError)
})

test('a version 1 message is refused where version 2 is expected', () => {
  assert.throws(() => parse(vector(1, 'message.received'), 2), refusedWith('malformed-body'))
})

test('webhook-id carries endpoint, ticket and sequence', () => {
  assert.deepEqual(parseSequence('msg_7_9561_42'), { endpoint: 7, ticket: 9561, sequence: 42 })
  assert.equal(formatSequence({ endpoint: 7, ticket: 9561, sequence: 42 }), 'msg_7_9561_42')
  for (const id of [
    'msg_7_9561_0',
    'msg_7_9561',
    'msg_07_1_1',
    'msg_1_1_1_1',
    'evt_1_1_1',
    'msg_1_1_9007199254740993',
    '',
  ]) {
    assert.equal(parseSequence(id), null, id)
  }
})
