import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusal/refusal.ts'
import { checkHeaders } from './extra-headers.ts'

test('headers of ours, of HTTP and of tracing are refused in any case of letters; others are taken', () => {
  for (const name of ['Host', 'content-length', 'Webhook-Id', 'recado-x', 'TraceParent', 'tracestate']) {
    assert.throws(() => checkHeaders({ [name]: 'x' }), Refusal, name)
  }
  for (const value of ['', ' x', 'x\r\ny: z', 'é']) assert.throws(() => checkHeaders({ 'x-a': value }), Refusal, value)
  checkHeaders({ Authorization: 'Bearer x', 'x-tenant': 'padaria 1' })
})
