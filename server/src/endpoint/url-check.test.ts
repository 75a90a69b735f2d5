import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTarget } from '../base/outbound/address-guard.ts'
import { checkUrl } from './url-check.ts'

const policy = { allow: [], allowHttp: true, ports: null }
const check = (text: string, more = {}) => checkUrl(url => parseTarget(url, { ...policy, ...more }), text, 'en')

test('each thing that is wrong with a URL is named, and a URL that would work is offered', () => {
  const suggested: [string, string | null, string | null][] = [
    ['https://n8n.example.com/webhook/recado', null, null],
    ['  https://n8n.example.com/webhook/recado ', null, null],
    ['n8n.example.com/webhook', 'scheme_missing', 'https://n8n.example.com/webhook'],
    ['http', 'url_invalid', null],
    ['', 'url_invalid', null],
    ['ftp://example.com', 'scheme_not_allowed', null],
    ['https://user:pass@example.com/a', 'credentials_in_url', 'https://example.com/a'],
    ['https://user:pass@10.0.0.1/a', 'credentials_in_url', null],
    ['https://example.com:5432/', 'port_not_allowed', null],
    ['http://localhost:5678/webhook', 'address_blocked', null],
    ['https://169.254.169.254/', 'address_blocked', null],
    [`https://example.com/${'x'.repeat(2_000)}`, 'url_too_long', null],
  ]
  for (const [text, code, suggestion] of suggested) {
    const found = check(text)
    assert.deepEqual([found.code, found.suggestion, found.isAllowed], [code, suggestion, code === null], text)
    assert.equal(found.reason === null, code === null)
  }
  const closed = check('http://example.com/a', { allowHttp: false })
  assert.deepEqual([closed.code, closed.suggestion], ['scheme_not_allowed', 'https://example.com/a'])
})

test("warnings are given for n8n's test address and for http", () => {
  const found = check('http://n8n.example.com/webhook-test/abc')
  assert.deepEqual(
    found.warnings.map(({ code }) => code),
    ['n8n_test_url', 'not_encrypted'],
  )
  assert.equal(found.suggestion, 'http://n8n.example.com/webhook/abc')
})
