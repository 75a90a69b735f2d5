/** Which pages may write with a user's cookie. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusal/refusal.ts'
import { refuseForeignPage, trustedOrigins } from './origin.ts'

const isTrusted = trustedOrigins(['https://desk.example.com/recado/', 'http://localhost:3100'])

test('exactly the given origin is trusted: scheme, host and port, without a path', () => {
  for (const origin of ['https://desk.example.com', 'http://localhost:3100']) assert.ok(isTrusted(origin, 'x'), origin)
  for (const origin of [
    'http://desk.example.com',
    'https://desk.example.com:8443',
    'https://desk.example.com.evil.test',
    'https://evil.test/desk.example.com',
    'https://evildesk.example.com',
    'https://sub.desk.example.com',
    'http://localhost:3101',
    'null',
    '',
    'file:///',
    'not a url',
  ]) {
    assert.equal(isTrusted(origin, 'x'), false, origin)
  }
})

test('the host of the request is trusted as an origin, with its port', () => {
  assert.ok(isTrusted('http://192.168.0.7:3100', '192.168.0.7:3100'))
  assert.equal(isTrusted('http://192.168.0.7:3200', '192.168.0.7:3100'), false)
  assert.equal(isTrusted('http://192.168.0.7:3100', undefined), false, 'without a host there is none to compare with')
  assert.equal(isTrusted('null', undefined), false)
})

function asked(method: string, headers: Record<string, string>): string {
  try {
    refuseForeignPage({ method, headers, host: 'recado.lan' } as never, isTrusted)
  } catch (error) {
    assert.ok(error instanceof Refusal)
    assert.equal(error.code, 'origin_not_allowed')
    return 'refused'
  }
  return 'let in'
}

test('every page may read, and only ours may write', () => {
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  for (const method of ['GET', 'HEAD', 'OPTIONS']) assert.equal(asked(method, foreign), 'let in', method)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    assert.equal(asked(method, foreign), 'refused', method)
    assert.equal(asked(method, { origin: 'https://desk.example.com' }), 'let in', method)
    assert.equal(asked(method, { origin: 'http://recado.lan' }), 'let in', method)
  }
})

test('a write without an origin comes from a program, unless other headers show a browser', () => {
  assert.equal(asked('POST', {}), 'let in')
  assert.equal(asked('POST', { 'sec-fetch-site': 'same-origin' }), 'let in')
  for (const site of ['same-site', 'cross-site', 'none', 'SAME-ORIGIN', '']) {
    assert.equal(asked('POST', { 'sec-fetch-site': site }), 'refused', site)
  }
})

test('the origin counts before other headers: a framed page without an origin of its own is foreign', () => {
  assert.equal(asked('POST', { origin: 'null', 'sec-fetch-site': 'same-origin' }), 'refused')
})
