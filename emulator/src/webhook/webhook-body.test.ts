import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escaped, signatureOf, webhookBody } from './webhook-body.ts'

const change = (waId: string, text: string) => ({
  wabaId: 'W',
  field: 'messages',
  value: { metadata: { phone_number_id: 'P' }, contacts: [{ wa_id: waId }], messages: [{ text }] },
})
const status = (waId: string) => ({
  wabaId: 'W',
  field: 'messages',
  value: { metadata: { phone_number_id: 'P' }, contacts: [{ wa_id: waId }], statuses: [{ status: 'sent' }] },
})

test('beyond ASCII and slashes are escaped, and the signature is over those bytes', () => {
  const body = escaped({ text: 'olá 👋 a/b @x <b> 50%' })
  assert.equal(body, String.raw`{"text":"ol\u00e1 \ud83d\udc4b a\/b @x <b> 50%"}`)
  const expected = 'sha256=96da1195c69731b7a3ac2d59c017ca4d3046bd42145ee4d91738f93086ab3d1b'
  assert.equal(signatureOf('app-secret-example', body), expected)
})

test('a batch has several entries, changes and messages', () => {
  const body = JSON.parse(webhookBody([change('1', 'a'), change('1', 'b'), change('2', 'c'), status('1')]))
  assert.equal(body.object, 'whatsapp_business_account')
  assert.deepEqual(
    body.entry.map((entry: { changes: { value: Record<string, unknown[]> }[] }) =>
      entry.changes.map(({ value }) => (value.messages ?? value.statuses)?.length),
    ),
    [[2, 1], [1]],
  )
})
