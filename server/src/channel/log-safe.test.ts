/** What the log may show of an error: which rule refused and where, never a customer's words or number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logsafe, reasonOf, withoutNumbers } from './log-safe.ts'

test('the message of an error is not logged, because it quotes the wrong value', () => {
  const errors = [
    new SyntaxError('Unexpected token in "Meu CPF é 123"'),
    new TypeError('Cannot read properties of Meu CPF'),
    Object.assign(new Error('connect: Meu CPF'), { code: 'ECONNRESET' }),
  ]
  for (const error of errors) assert.ok(!JSON.stringify(logsafe(error)).includes('CPF'), error.message)
})

test('the reason is the name of the error, its code where it has one, and the place', () => {
  assert.match(reasonOf(new RangeError('x')), /^RangeError at /)
  assert.match(reasonOf(Object.assign(new Error('x'), { code: 'ENOSPC' })), /^Error ENOSPC at /)
  for (const thrown of ['words', 7, null, undefined, { message: 'Meu CPF' }]) {
    assert.equal(reasonOf(thrown), 'not an error', String(thrown))
  }
})

test('a message may have lines that look like a stack; only lines of the stack are shown', () => {
  const error = new Error('first line\nsecond line of the customer')
  const { at } = logsafe(error)
  assert.ok(!at.includes('customer') && at.startsWith('at '), at)
  assert.ok(at.split(' | ').length <= 4)
  assert.deepEqual(logsafe(Object.assign(new Error('x'), { stack: undefined })).at, '')
})

test('the folders of the program are not shown', () => {
  const error = new Error('x')
  error.stack = 'Error: x\n    at work (file:///home/rosa/recado/server/src/channel/inbox/poison.ts:7:1)'
  assert.equal(logsafe(error).at, 'at work src/channel/inbox/poison.ts:7:1')
})

test('a text that looks like a phone number is removed, however it is written', () => {
  for (const number of ['5531987650001', '+55 31 98765-0001', '(31) 98765.0001', '31-9876-5000']) {
    const line = withoutNumbers(`to ${number} failed`)
    assert.ok(!/\d{4}/.test(line), line)
    assert.ok(line.startsWith('to ') && line.endsWith(' failed'), line)
  }
})

test('codes, sizes and years stay, because they are what an operator looks for', () => {
  for (const text of ['code 131047', 'HTTP 502', 'v25.0 since 2026', '#100 (subcode 33)', '1234567']) {
    assert.equal(withoutNumbers(text), text)
  }
})
