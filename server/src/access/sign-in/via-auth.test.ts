/** What happens to better-auth's responses: its errors become ours, the client gets its cookies, and nobody gets its tokens. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../refusal/refusal.ts'
import { authHeaders, viaAuth } from './via-auth.ts'

async function ask(status: number, body: unknown, cookies: string[] = []) {
  const set: unknown[] = []
  const reply = { header: (name: string, value: unknown) => set.push([name, value]) } as never
  const headers = new Headers()
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = new Response(status === 204 ? null : text, { status, headers })
  return { value: await viaAuth(reply, Promise.resolve(response)).catch((error: unknown) => error), set }
}

async function refused(status: number, code: string): Promise<Refusal> {
  const { value } = await ask(status, { code, message: `${code} in its own words` })
  assert.ok(value instanceof Refusal, `${status} ${code}: ${value}`)
  return value
}

test('its errors are refusals of ours, by their code', async () => {
  const table: [status: number, code: string, ours: string][] = [
    [403, 'USER_INACTIVE', 'wrong_credentials'],
    [401, 'INVALID_TWO_FACTOR_COOKIE', 'second_factor_over'],
    [400, 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'second_factor_over'],
    [401, 'CODE_USED', 'second_factor_code_used'],
    [400, 'TOTP_ALREADY_ENABLED', 'second_factor_on'],
    [400, 'TOTP_NOT_ENABLED', 'second_factor_off'],
    [400, 'TWO_FACTOR_NOT_ENABLED', 'second_factor_off'],
    [400, 'BACKUP_CODES_NOT_ENABLED', 'second_factor_off'],
    [403, 'ACCOUNT_TEMPORARILY_LOCKED', 'rate_limited'],
    [429, 'ANYTHING', 'rate_limited'],
    [401, 'ANYTHING', 'not_signed_in'],
    [400, 'ANYTHING', 'bad_request'],
  ]
  for (const [status, code, ours] of table) assert.equal((await refused(status, code)).code, ours, `${status} ${code}`)
})

test('a wrong password and a wrong code name the field in which they stand', async () => {
  for (const [code, path] of [
    ['INVALID_PASSWORD', '/currentPassword'],
    ['INVALID_CODE', '/code'],
    ['INVALID_BACKUP_CODE', '/code'],
  ] as const) {
    const refusal = await refused(400, code)
    assert.equal(refusal.code, 'invalid_request')
    assert.deepEqual(
      refusal.errors?.map(error => [error.in, error.path]),
      [['body', path]],
    )
  }
})

test('a user who is locked out after guessing codes learns for how long: a quarter of an hour', async () => {
  assert.equal((await refused(403, 'ACCOUNT_TEMPORARILY_LOCKED')).retryAfterSeconds, 900)
  assert.equal((await refused(429, 'TOO_BUSY')).retryAfterSeconds, 5)
})

test('a failure inside better-auth is our error, with its status, and not a refusal', async () => {
  for (const body of [{ code: 'FAILED_TO_CREATE_SESSION' }, {}, '']) {
    const { value } = await ask(500, body)
    assert.ok(value instanceof Error && !(value instanceof Refusal))
    assert.match(value.message, /500/)
  }
})

test('codes with the name of a member of every object are normal codes', async () => {
  for (const code of ['constructor', '__proto__', 'toString'])
    assert.equal((await refused(400, code)).code, 'bad_request')
})

test('all of its cookies reach the client, also with an error; an empty response is nothing', async () => {
  const cookies = ['recado.session_token=a; Path=/', 'recado.two_factor=b; Path=/']
  const wanted = cookies.map(cookie => ['set-cookie', cookie])
  const good = await ask(200, { user: { id: '1' } }, cookies)
  assert.deepEqual([good.value, good.set], [{ user: { id: '1' } }, wanted])
  const bad = await ask(401, { code: 'X' }, cookies)
  assert.deepEqual(bad.set, wanted)
  assert.equal((await ask(200, '')).value, null)
})

test('of a request it gets the address, the cookie and the browser, and no other header', () => {
  const headers = {
    cookie: 'a=1',
    'user-agent': 'Firefox',
    authorization: 'Bearer rk_secret',
    'x-forwarded-for': '6.6.6.6',
  }
  const given = authHeaders({ ip: '203.0.113.7', headers } as never)
  assert.deepEqual(Object.fromEntries(given), {
    cookie: 'a=1',
    'user-agent': 'Firefox',
    'x-recado-client-address': '203.0.113.7',
  })
  const forged = authHeaders({ ip: '203.0.113.7', headers: { 'x-recado-client-address': '6.6.6.6' } } as never)
  assert.deepEqual(Object.fromEntries(forged), { 'x-recado-client-address': '203.0.113.7' })
})
