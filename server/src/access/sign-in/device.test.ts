/** The cookie of a device that has signed in before: it distinguishes its owner from strangers, and does not show who that is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DeviceDeps, knownDevice, rememberDevice } from './device.ts'

const deps: DeviceDeps = { secret: 'a secret of this server', isSecure: false }

const request = (cookie?: string) => ({ headers: cookie === undefined ? {} : { cookie } }) as never

/** Signs in with this e-mail on the device of this cookie; returns the whole new cookie. */
function remember(email: string, cookie?: string, by = deps): string {
  let set = ''
  const reply = { header: (_: string, value: string) => (set = value) } as never
  rememberDevice(by, request(cookie), reply, email)
  return set
}
const pair = (cookie: string) => cookie.split(';')[0] as string

test('a device is known to the account that signed in on it, by an id that stays the same, and to no other', () => {
  const cookie = pair(remember('ana@example.com'))
  const id = knownDevice(deps, request(cookie), 'ana@example.com')
  assert.match(id ?? '', /^[\w-]{22}$/)
  assert.equal(knownDevice(deps, request(cookie), 'bia@example.com'), undefined)
  const again = pair(remember('bia@example.com', cookie))
  assert.equal(knownDevice(deps, request(again), 'ana@example.com'), id)
  assert.equal(knownDevice(deps, request(again), 'bia@example.com'), id)
})

test('the cookie names nobody, and no page reads it', () => {
  const cookie = remember('ana@example.com')
  assert.ok(!cookie.includes('ana'))
  assert.ok(!cookie.includes(Buffer.from('ana@example.com').toString('base64url').slice(0, 10)))
  assert.match(cookie, /^recado\.device=.*; Max-Age=15552000; Path=\/api\/auth; HttpOnly; SameSite=Lax$/)
})

test('behind https the cookie is secure, and one of before https is not read any more', () => {
  const secure = { ...deps, isSecure: true }
  const cookie = remember('ana@example.com', undefined, secure)
  assert.match(cookie, /^__Secure-recado\.device=.*; Secure$/)
  assert.ok(knownDevice(secure, request(pair(cookie)), 'ana@example.com'))
  assert.equal(knownDevice(secure, request(pair(remember('ana@example.com'))), 'ana@example.com'), undefined)
})

test('eight accounts are remembered, and the ninth replaces the one that signed in longest ago', () => {
  const emails = Array.from({ length: 9 }, (_, n) => `person-${n}@example.com`)
  let cookie: string | undefined
  for (const email of emails.slice(0, 8)) cookie = pair(remember(email, cookie))
  for (const email of emails.slice(0, 8)) assert.ok(knownDevice(deps, request(cookie), email), email)
  // The first one signs in again, so the second one is now the oldest.
  cookie = pair(remember(emails[0] as string, cookie))
  cookie = pair(remember(emails[8] as string, cookie))
  assert.equal(knownDevice(deps, request(cookie), emails[1] as string), undefined)
  for (const email of [emails[0], emails[2], emails[7], emails[8]]) {
    assert.ok(knownDevice(deps, request(cookie), email as string), email)
  }
})

test('signing in again and again keeps one signature of the account', () => {
  let cookie = pair(remember('ana@example.com'))
  const { length } = cookie
  for (let n = 0; n < 20; n++) cookie = pair(remember('ana@example.com', cookie))
  assert.equal(cookie.length, length)
})

test('a cookie of another server, of another secret or put together by hand is a stranger’s', () => {
  const cookie = pair(remember('ana@example.com'))
  const [name, value] = cookie.split('=') as [string, string]
  const [id, signature] = value.split('.') as [string, string]
  const foreign = pair(remember('ana@example.com', undefined, { ...deps, secret: 'another one' }))
  const [foreignId] = foreign.slice(name.length + 1).split('.')
  const flipped = `${signature.slice(0, -1)}${signature.endsWith('A') ? 'Q' : 'A'}`
  for (const forged of [
    foreign,
    `${name}=${foreignId}.${signature}`,
    `${name}=${id}.${flipped}`,
    `${name}=${id}`,
    `${name}=${id}.`,
    `${name}=.${signature}`,
    `${name}=${id}.${signature}.${'x'.repeat(21)}`,
    `${name}=${[id, ...Array.from({ length: 9 }, () => signature)].join('.')}`,
    `${name}=`,
    'recado.device',
    `other.device=${value}`,
  ]) {
    assert.equal(knownDevice(deps, request(forged), 'ana@example.com'), undefined, forged)
  }
  assert.ok(knownDevice(deps, request(`a=1;  ${cookie}; b=2`), 'ana@example.com'), 'among other cookies it is found')
})

test('a cookie that cannot be read is replaced by a new device at the next sign-in', () => {
  const cookie = pair(remember('ana@example.com', 'recado.device=broken'))
  assert.ok(knownDevice(deps, request(cookie), 'ana@example.com'))
})

test('a random cookie is never known, and makes nothing fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), value => {
      assert.equal(knownDevice(deps, request(`recado.device=${value}`), 'ana@example.com'), undefined)
      const renewed = pair(remember('ana@example.com', `recado.device=${value}`))
      assert.ok(knownDevice(deps, request(renewed), 'ana@example.com'))
    }),
    { numRuns: 200 },
  )
})
