/** One's own account over HTTP: second factor, sessions, password. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startAccessServer } from '../../../test/harness/access-server.ts'
import {
  bearer,
  type ComingIn,
  type Company,
  codeIn,
  from,
  openComingIn,
  PASSWORD,
} from '../../../test/harness/coming-in.ts'
import { eventually } from '../../../test/harness/eventually.ts'
import { cookieOf } from '../../../test/harness/people.ts'
import { forgetCodes, nextTotpOf, totpOf } from '../../../test/harness/totp.ts'
import { keyring } from '../../base/seal.ts'

let world: ComingIn
let bakery: Company
let garage: Company

before(async () => {
  world = await openComingIn()
  bakery = await world.company('Padaria', 'ana@padaria.test')
  garage = await world.company('Oficina', 'dono@oficina.test')
})
after(() => world[Symbol.asyncDispose]())

test('a second factor: set up, asked for, replaced by a recovery code once, trusted by a device, taken off', async () => {
  const email = 'joana@padaria.test'
  const id = await world.member(bakery, email)
  let cookie = await world.sessionOf(email)
  const own = (method: string, path: string, body?: object) =>
    world.call(method, `/api/auth/second-factor${path}`, { headers: world.by(cookie), ...(body && { body }) })
  assert.deepEqual((await own('GET', '')).body, { isOn: false, isRequired: false, recoveryCodesLeft: 0 })
  const refused = await own('POST', '', { currentPassword: 'not mine' })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, '/currentPassword'])
  const begun = await own('POST', '', { currentPassword: PASSWORD })
  const { uri, secret, recoveryCodes } = begun.body
  assert.match(uri, /^otpauth:\/\/totp\/Recado%20\(Padaria\):joana%40padaria\.test\?/)
  assert.equal(recoveryCodes.length, 10)
  assert.equal((await world.signIn(email)).body.state, 'signed-in', 'not before the first code')
  const wrong = await own('POST', '/confirm', { code: '000 000' })
  assert.deepEqual([wrong.status, wrong.body.errors?.[0].path], [400, '/code'], JSON.stringify(wrong.body))
  const confirmed = await own('POST', '/confirm', { code: totpOf(secret) })
  assert.deepEqual(confirmed.body, { isOn: true, isRequired: false, recoveryCodesLeft: 10 })
  cookie = cookieOf(confirmed.headers)
  assert.equal((await own('POST', '', { currentPassword: PASSWORD })).body.code, 'second_factor_on')
  const [kept] = await world.db`select secret, backup_codes from two_factors where user_id = ${id}`
  assert.ok(!JSON.stringify(kept).includes(secret) && !kept?.backup_codes.includes(recoveryCodes[0]))

  const answer = await world.signIn(email)
  assert.deepEqual(answer.body, { state: 'second-factor' })
  const half = cookieOf(answer.headers)
  assert.equal((await world.me(half)).code, 'not_signed_in')
  const enter = (code: string, waiting: string, more: object = {}) =>
    world.call('POST', '/api/auth/sign-in/second-factor', { headers: world.by(waiting), body: { code, ...more } })
  assert.equal((await enter('123456', half)).body.code, 'invalid_request')
  const entered = await enter(nextTotpOf(secret), half)
  assert.deepEqual(entered.body, { state: 'signed-in', userId: id, name: 'Bia', profile: 'attendant' })
  assert.equal((await enter(nextTotpOf(secret), half)).body.code, 'second_factor_over')

  const again = cookieOf((await world.signIn(email)).headers)
  const trusted = await enter(recoveryCodes[0], again, { trustDevice: true })
  assert.equal(trusted.body.state, 'signed-in', JSON.stringify(trusted.body))
  const third = cookieOf((await world.signIn(email)).headers)
  assert.equal((await enter(recoveryCodes[0], third)).status, 400, 'once')
  const device = await world.signIn(email, PASSWORD, {}, { cookie: cookieOf(trusted.headers) })
  assert.equal(device.body.state, 'signed-in')
  assert.equal((await own('GET', '')).body.recoveryCodesLeft, 9)
  const renewed = await own('POST', '/recovery-codes', { currentPassword: PASSWORD })
  assert.equal(renewed.body.recoveryCodes.length, 10)
  // Another current key of the server: what the old one encrypted is still read.
  const rotated = await startAccessServer({
    db: world.db,
    dataDir: world.dataDir,
    keys: keyring([Buffer.alloc(32, 2), Buffer.alloc(32, 1)]),
  })
  try {
    const body = { email, password: PASSWORD }
    const first = await rotated.call('POST', '/api/auth/sign-in/email', { body })
    const headers = { cookie: cookieOf(first.headers), origin: rotated.url }
    await forgetCodes(world.db)
    const code = { code: totpOf(secret) }
    const second = await rotated.call('POST', '/api/auth/sign-in/second-factor', { headers, body: code })
    assert.equal(second.body.state, 'signed-in', JSON.stringify(second.body))
  } finally {
    await rotated.close()
  }
  const removed = await world.call('POST', `/api/v1/users/${id}/second-factor/remove`, { headers: bearer(bakery.key) })
  assert.equal(removed.body.hasSecondFactor, false)
  assert.equal((await world.me(cookie)).code, 'not_signed_in')
  assert.equal((await world.signIn(email)).body.state, 'signed-in')
})

test('a code opens one session: not another, not two at once, and none that is older opens one after it', async () => {
  const email = 'lara@padaria.test'
  const id = await world.member(bakery, email)
  const headers = world.by(await world.sessionOf(email))
  const body = { currentPassword: PASSWORD }
  const { secret } = (await world.call('POST', '/api/auth/second-factor', { headers, body })).body
  const first = { code: totpOf(secret) }
  assert.equal((await world.call('POST', '/api/auth/second-factor/confirm', { headers, body: first })).status, 200)
  const half = async () => world.by(cookieOf((await world.signIn(email)).headers))
  const enter = async (code: string, headers: Record<string, string>) =>
    (await world.call('POST', '/api/auth/sign-in/second-factor', { headers, body: { code } })).body
  assert.equal((await enter(first.code, await half())).code, 'second_factor_code_used', 'it was what confirmed')
  const next = nextTotpOf(secret)
  const doors = [await half(), await half(), await half()]
  const opened = await Promise.all(doors.map(door => enter(next, door)))
  assert.deepEqual(opened.map(({ state, code }) => state ?? code).toSorted(), [
    'second_factor_code_used',
    'second_factor_code_used',
    'signed-in',
  ])
  assert.equal((await enter(next, await half())).code, 'second_factor_code_used')
  assert.equal((await enter(first.code, await half())).code, 'second_factor_code_used', 'older than the last one')
  const [{ sessions } = {}] = await world.db`select count(*)::int as sessions from sessions where user_id = ${id}`
  assert.equal(sessions, 3, 'of the invitation, of the confirmation, and of one code')
})

test('five wrong codes end the sign-in, ten wrong ones pause the second factor', async () => {
  const email = 'karl@padaria.test'
  await world.member(bakery, email)
  const cookie = await world.sessionOf(email)
  const body = { currentPassword: PASSWORD }
  const { secret } = (await world.call('POST', '/api/auth/second-factor', { headers: world.by(cookie), body })).body
  await world.call('POST', '/api/auth/second-factor/confirm', {
    headers: world.by(cookie),
    body: { code: totpOf(secret) },
  })
  const guess = async (half: string, code: string) =>
    (await world.call('POST', '/api/auth/sign-in/second-factor', { headers: world.by(half), body: { code } })).body.code
  for (let round = 0; round < 2; round++) {
    const half = cookieOf((await world.signIn(email)).headers)
    for (let n = 0; n < 5; n++) assert.equal(await guess(half, '000000'), 'invalid_request')
    assert.notEqual(await guess(half, totpOf(secret)), undefined)
  }
  const half = cookieOf((await world.signIn(email)).headers)
  assert.equal(await guess(half, totpOf(secret)), 'rate_limited')
})

test('a company that requires a second factor lets whoever has none do nothing but set one up', async () => {
  const strict = await world.company('Cofre', 'dona@cofre.test')
  const owner = await world.sessionOf(strict.email)
  const require = (headers: Record<string, string>) =>
    world.call('PATCH', '/api/v1/tenant', { headers, body: { requiresSecondFactor: true } })
  assert.equal((await require(world.by(owner))).body.code, 'second_factor_required', 'the own one first')
  const email = 'leo@cofre.test'
  await world.member(strict, email)
  const before = await world.sessionOf(email)
  assert.equal((await require(bearer(strict.key))).body.requiresSecondFactor, true)
  for (const cookie of [before, await world.sessionOf(email)]) {
    assert.equal((await world.me(cookie)).mustSetUpSecondFactor, true)
    const answer = await world.call('GET', '/api/v1/tenant', { headers: { cookie } })
    assert.deepEqual([answer.status, answer.body.code], [403, 'second_factor_required'])
  }
  const headers = world.by(before)
  const body = { currentPassword: PASSWORD }
  const { secret } = (await world.call('POST', '/api/auth/second-factor', { headers, body })).body
  const on = await world.call('POST', '/api/auth/second-factor/confirm', { headers, body: { code: totpOf(secret) } })
  const cookie = cookieOf(on.headers)
  assert.equal((await world.call('GET', '/api/v1/tenant', { headers: { cookie } })).status, 200)
  const off = await world.call('POST', '/api/auth/second-factor/disable', { headers: world.by(cookie), body })
  assert.deepEqual([off.status, off.body.code], [403, 'second_factor_required'])
  assert.equal((await world.call('GET', '/api/v1/tenant', { headers: bearer(strict.key) })).status, 200, 'keys go on')
})

test('sessions are listed, ended one by one, elsewhere and everywhere, and nobody ends those of others', async () => {
  const email = 'mia@padaria.test'
  await world.member(bakery, email)
  await world.db`delete from sessions where user_id = (select id from users where email = ${email})`
  const agents = ['Firefox', 'Chrome', 'Safari']
  const cookies: string[] = []
  for (const [n, agent] of agents.entries()) {
    const answer = await world.signIn(email, PASSWORD, {}, { 'user-agent': agent, ...from(`203.0.113.${n + 1}`) })
    cookies.push(cookieOf(answer.headers))
  }
  const [first, second, third] = cookies as [string, string, string]
  const list = async (cookie: string) =>
    (await world.call('GET', '/api/auth/sessions', { headers: { cookie } })).body.data
  const shown = await list(first)
  assert.deepEqual(
    shown.map((one: { userAgent: string; address: string; isCurrent: boolean }) => [
      one.userAgent,
      one.address,
      one.isCurrent,
    ]),
    [
      ['Safari', '203.0.113.3', false],
      ['Chrome', '203.0.113.2', false],
      ['Firefox', '203.0.113.1', true],
    ],
  )
  assert.ok(!JSON.stringify(shown).includes('token'))
  const end = (id: number, cookie: string) =>
    world.call('DELETE', `/api/auth/sessions/${id}`, { headers: world.by(cookie) })
  const stranger = await world.sessionOf(garage.email)
  assert.equal((await end(shown[0].id, stranger)).body.code, 'session_not_found')
  assert.equal((await end(shown[0].id, first)).status, 204)
  assert.equal((await world.me(third)).code, 'not_signed_in')
  assert.equal((await world.call('POST', '/api/auth/revoke-other-sessions', { headers: world.by(first) })).status, 204)
  assert.equal((await world.me(second)).code, 'not_signed_in')
  assert.equal((await world.me(first)).user.email, email)
  await world.sessionOf(email)
  assert.equal((await world.call('POST', '/api/auth/sign-out-everywhere', { headers: world.by(first) })).status, 204)
  assert.equal((await world.me(first)).code, 'not_signed_in')
  const [left] = await world.db`
    select count(*) from sessions s join users u on u.id = s.user_id where u.email = ${email}`
  assert.equal(left?.count, 0)
  // A session that is used again after a while says so, and from where.
  const later = await world.sessionOf(email)
  await world.db`update sessions set seen_at = now() - interval '1 hour'`
  await world.call('GET', '/api/v1/me', { headers: { cookie: later, ...from('198.51.100.77') } })
  await eventually(async () => (await list(later))[0].address === '198.51.100.77')
  const byKey = await world.call('GET', '/api/auth/sessions', { headers: bearer(bakery.key) })
  assert.equal(byKey.body.code, 'not_signed_in')
})

test('changing the password ends the other sessions and the links', async () => {
  const email = 'nina@padaria.test'
  const id = await world.member(bakery, email)
  const [mine, other] = [await world.sessionOf(email), await world.sessionOf(email)]
  const made = await world.call('POST', `/api/v1/users/${id}/password-link`, { headers: bearer(bakery.key) })
  const body = { currentPassword: PASSWORD, newPassword: 'a whole new one' }
  const changed = await world.call('POST', '/api/auth/change-password', { headers: world.by(mine), body })
  assert.equal(changed.status, 204)
  assert.equal((await world.me(other)).code, 'not_signed_in')
  assert.equal((await world.me(mine)).user.email, email)
  const set = await world.call('POST', '/api/auth/new-password', {
    body: { code: codeIn(made.body.link), password: 'of an old link' },
  })
  assert.equal(set.body.code, 'link_over')
})

test('what was done to accounts is in the audit log', async () => {
  const rows = await world.db<{ what: string }[]>`select distinct what from audit_log`
  const found = new Set(rows.map(row => row.what))
  for (const what of [
    'user.joined',
    'user.second_factor_on',
    'user.recovery_codes_renewed',
    'user.second_factor_removed',
    'user.password_changed',
    'session.started',
    'session.ended',
    'session.others_ended',
    'session.all_ended',
  ])
    assert.ok(found.has(what), what)
})
