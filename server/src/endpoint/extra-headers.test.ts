import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkHeaders, filledIn } from './extra-headers.ts'

const refused = (headers: Record<string, string>, code: string) =>
  assert.throws(() => checkHeaders(headers), { code }, JSON.stringify(headers))

test('headers of ours, of HTTP and of tracing are refused in any case of letters', () => {
  for (const name of [
    'Host',
    'content-length',
    'Webhook-Id',
    'recado-x',
    'TraceParent',
    'tracestate',
    'X-N8N-Api-Key',
  ]) {
    refused({ [name]: 'x' }, 'header_not_allowed')
  }
})

test('a value that cannot be sent is refused at the value, and a name at the name', () => {
  for (const value of ['', ' x', 'x ', 'x\r\ny: z', 'é']) refused({ 'x-a': value }, 'header_value_invalid')
  for (const name of ['', 'a b', 'x:', 'é', 'a'.repeat(101)]) refused({ [name]: 'x' }, 'header_name_invalid')
})

test('the same header twice, in another case of letters, is refused', () => {
  refused({ 'x-a': '1', 'X-A': '2' }, 'header_twice')
})

test('others are accepted, also headers that every client sends', () => {
  checkHeaders({
    Authorization: 'Bearer x',
    'x-tenant': 'padaria 1',
    'User-Agent': 'curl/8',
    accept: 'application/json',
  })
})

test('a stored value can be kept, whatever the case of its name, and only if there is one', () => {
  const stored = { 'X-Key': 'secret', 'x-other': 'o' }
  assert.deepEqual(filledIn({ 'x-key': null, 'x-new': 'n' }, stored), { 'x-key': 'secret', 'x-new': 'n' })
  assert.throws(() => filledIn({ constructor: null }, stored), { code: 'header_not_stored' })
})
