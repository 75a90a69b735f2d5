/** The users of a company over HTTP, as an administrator changes them. A company never loses its last administrator. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bearer, type ComingIn, type Company, from, openComingIn, PASSWORD } from '../../../test/harness/coming-in.ts'
import { cookieOf } from '../../../test/harness/people.ts'
import { totpOf } from '../../../test/harness/totp.ts'
import { transaction } from '../../base/db/db.ts'
import { changeUser } from './user.ts'

let world: ComingIn
let bakery: Company
let garage: Company

before(async () => {
  world = await openComingIn()
  bakery = await world.company('Padaria', 'ana@padaria.test')
  garage = await world.company('Oficina', 'dono@oficina.test')
})
after(() => world[Symbol.asyncDispose]())

const api = (of: Company, method: string, path: string, body?: object) =>
  world.call(method, `/api/v1/users${path}`, { headers: bearer(of.key), ...(body && { body }) })
const add = async (of: Company, email: string, profile = 'attendant') =>
  (await api(of, 'POST', '', { name: 'Bia', email, profile, password: PASSWORD })).body

test('a user is added with the given fields, and not twice with one e-mail in a company', async () => {
  const made = await add(bakery, 'Caio@Padaria.test', 'supervisor')
  assert.deepEqual(
    [made.email, made.profile, made.isActive, made.isEmailConfirmed, made.hasSecondFactor],
    ['caio@padaria.test', 'supervisor', true, false, false],
  )
  assert.ok(!('password' in made))
  assert.equal((await add(bakery, 'CAIO@padaria.test')).code, 'email_taken')
  assert.equal((await add(garage, 'caio@padaria.test')).email, 'caio@padaria.test', 'another company may')
})

test('an invalid value is refused with its field', async () => {
  const good = { name: 'x', email: 'x@padaria.test', profile: 'attendant', password: PASSWORD }
  const table: [change: object, path: string][] = [
    [{ name: '' }, '/name'],
    [{ name: 'x'.repeat(201) }, '/name'],
    [{ email: 'x' }, '/email'],
    [{ email: `${'x'.repeat(250)}@a.test` }, '/email'],
    [{ email: 'x@padaria.test\nBcc: y@z.test' }, '/email'],
    [{ profile: 'owner' }, '/profile'],
    [{ password: 'x'.repeat(9) }, '/password'],
    [{ password: 'x'.repeat(129) }, '/password'],
    [{ tenantId: garage.tenantId }, '/tenantId'],
    [{ isActive: true }, '/isActive'],
  ]
  for (const [change, path] of table) {
    const refused = await api(bakery, 'POST', '', { ...good, ...change })
    assert.deepEqual([refused.status, refused.body.errors?.[0].path], [400, path], JSON.stringify(refused.body))
  }
  assert.equal(
    (await api(bakery, 'POST', '', { ...good, name: 'x'.repeat(200), password: 'x'.repeat(128) })).status,
    201,
  )
})

test('users of another company are not seen, changed, signed out or let in', async () => {
  const theirs = (await add(garage, 'zoe@oficina.test')).id
  const { user: before } = await world.me(await world.sessionOf('zoe@oficina.test'))
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { name: 'Owned' }],
    ['PATCH', '', { isActive: false }],
    ['PATCH', '', { password: 'owned by another' }],
    ['POST', '/deactivate', {}],
    ['POST', '/password-link', undefined],
    ['POST', '/sign-out', undefined],
    ['POST', '/second-factor/remove', undefined],
  ] as const) {
    const answer = await api(bakery, method, `/${theirs}${path}`, body)
    assert.deepEqual([answer.status, answer.body.code], [404, 'user_not_found'], `${method} ${path}`)
  }
  assert.deepEqual((await world.me(await world.sessionOf('zoe@oficina.test'))).user, before)
  const { body } = await api(bakery, 'GET', '?limit=200')
  assert.ok(!body.data.some((user: { email: string }) => user.email.endsWith('@oficina.test')))
})

test('pages have everybody once, oldest first', async () => {
  const seen: number[] = []
  let next: string | null = ''
  while (next !== null) {
    const { body }: { body: { data: { id: number }[]; next: string | null } } = await api(
      bakery,
      'GET',
      `?limit=1${next && `&after=${next}`}`,
    )
    seen.push(...body.data.map(user => user.id))
    next = body.next
  }
  const rows = await world.db<{ id: number }[]>`select id from users where tenant_id = ${bakery.tenantId} order by id`
  assert.deepEqual(
    seen,
    rows.map(row => row.id),
  )
  assert.equal((await api(bakery, 'GET', '?after=not-a-cursor')).status, 400)
  assert.equal((await api(bakery, 'GET', '?limit=0')).status, 400)
})

test('a company keeps an administrator, whatever takes the last one away, also two at the same moment', async () => {
  const small = await world.company('Só Dois', 'um@dois.test')
  for (const body of [{ isActive: false }, { profile: 'attendant' }]) {
    assert.equal((await api(small, 'PATCH', `/${small.adminId}`, body)).body.code, 'last_admin')
  }
  assert.equal((await api(small, 'POST', `/${small.adminId}/deactivate`, {})).body.code, 'last_admin')
  const second = (await add(small, 'dois@dois.test', 'admin')).id
  const off = (id: number) =>
    transaction(world.db, tx => changeUser(tx, { tenantId: small.tenantId, id, isActive: false }))
  const both = await Promise.allSettled([off(small.adminId), off(second)])
  assert.deepEqual(both.map(one => one.status).sort(), ['fulfilled', 'rejected'])
  const left = await world.db`
    select 1 from users where tenant_id = ${small.tenantId} and profile = 'admin' and is_active`
  assert.equal(left.length, 1)
})

test('an administrator who is not active does not count as one', async () => {
  const small = await world.company('Dormente', 'um@dorme.test')
  const second = (await add(small, 'dois@dorme.test', 'admin')).id
  assert.equal((await api(small, 'PATCH', `/${second}`, { isActive: false })).status, 200)
  assert.equal((await api(small, 'PATCH', `/${small.adminId}`, { profile: 'supervisor' })).body.code, 'last_admin')
})

test('fields that are not given stay, and a change of nothing is refused', async () => {
  const { id } = await add(bakery, 'duda@padaria.test', 'supervisor')
  const renamed = (await api(bakery, 'PATCH', `/${id}`, { name: 'Duda Reis' })).body
  assert.deepEqual([renamed.name, renamed.profile, renamed.email], ['Duda Reis', 'supervisor', 'duda@padaria.test'])
  assert.equal((await api(bakery, 'PATCH', `/${id}`, {})).status, 400)
  assert.equal((await api(bakery, 'PATCH', `/${id}`, { name: null })).status, 400)
})

test('another e-mail has to be confirmed again; the same one in other spelling stays confirmed', async () => {
  const { id } = await add(bakery, 'edu@padaria.test')
  await add(bakery, 'taken@padaria.test')
  await world.db`update users set email_verified = true where id = ${id}`
  const change = async (email: string) => (await api(bakery, 'PATCH', `/${id}`, { email })).body
  assert.equal((await change('EDU@padaria.test')).isEmailConfirmed, true)
  assert.equal((await change('taken@padaria.test')).code, 'email_taken')
  assert.equal((await change('eduardo@padaria.test')).isEmailConfirmed, false)
  assert.equal((await change('edu@padaria.test')).isEmailConfirmed, false, 'going back confirms nothing')
})

test('a new password of an administrator’s signs the person out and is in no log', async () => {
  const { id } = await add(bakery, 'fabi@padaria.test')
  const cookie = await world.sessionOf('fabi@padaria.test')
  assert.equal((await api(bakery, 'PATCH', `/${id}`, { password: 'chosen for fabi' })).status, 200)
  assert.equal((await world.me(cookie)).code, 'not_signed_in')
  assert.equal((await world.signIn('fabi@padaria.test')).body.code, 'wrong_credentials')
  await world.sessionOf('fabi@padaria.test', 'chosen for fabi')
  const logged = JSON.stringify(await world.db`select * from audit_log where target_id = ${id}`)
  assert.ok(!logged.includes('chosen for fabi'))
})

test('a deactivated user is signed out at once, and then gets the same response as for a wrong password', async () => {
  const { id } = await add(bakery, 'gabi@padaria.test')
  const cookie = await world.sessionOf('gabi@padaria.test')
  assert.equal((await api(bakery, 'POST', `/${id}/deactivate`, {})).body.isActive, false)
  assert.equal((await world.me(cookie)).code, 'not_signed_in')
  const [right, wrong] = [await world.signIn('gabi@padaria.test'), await world.signIn('gabi@padaria.test', 'wrong')]
  assert.deepEqual([right.status, right.body.code], [wrong.status, wrong.body.code])
  assert.equal((await api(bakery, 'POST', `/${id}/password-link`)).body.code, 'user_inactive')
  assert.equal((await api(bakery, 'POST', `/${id}/deactivate`, {})).status, 200, 'twice is once')
  assert.equal((await api(bakery, 'PATCH', `/${id}`, { isActive: true })).body.isActive, true)
  assert.equal((await world.me(cookie)).code, 'not_signed_in', 'what was ended does not come back')
  await world.sessionOf('gabi@padaria.test')
})

/** Signs in, sets up a second factor; returns what opens the account. */
async function withSecondFactor(email: string) {
  const cookie = await world.sessionOf(email)
  const own = (path: string, body: object) =>
    world.call('POST', `/api/auth/second-factor${path}`, { headers: world.by(cookie), body })
  const begun = await own('', { currentPassword: PASSWORD })
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  const confirmed = await own('/confirm', { code: totpOf(begun.body.secret) })
  assert.equal(confirmed.body.isOn, true, JSON.stringify(confirmed.body))
  return { ...begun.body, cookie: cookieOf(confirmed.headers) } as {
    uri: string
    secret: string
    recoveryCodes: string[]
    cookie: string
  }
}
const enter = (code: string, half: string, more: object = {}) =>
  world.call('POST', '/api/auth/sign-in/second-factor', { headers: world.by(half), body: { code, ...more } })

test('recovery codes: ten different ones, each opens once, those of before end when new ones are made', async () => {
  await add(bakery, 'hana@padaria.test')
  const { recoveryCodes, cookie } = await withSecondFactor('hana@padaria.test')
  assert.equal(new Set(recoveryCodes).size, 10)
  const half = async () => cookieOf((await world.signIn('hana@padaria.test')).headers)
  const spaced = ` ${recoveryCodes[0]?.slice(0, 3)} ${recoveryCodes[0]?.slice(3)} `
  assert.equal((await enter(spaced, await half())).body.state, 'signed-in', 'as people type it')
  assert.equal((await enter(recoveryCodes[0] as string, await half())).status, 400)
  const renewed = await world.call('POST', '/api/auth/second-factor/recovery-codes', {
    headers: world.by(cookie),
    body: { currentPassword: PASSWORD },
  })
  assert.equal(renewed.body.recoveryCodes.length, 10)
  assert.equal((await enter(recoveryCodes[1] as string, await half())).status, 400, 'one of before')
  assert.equal((await enter(renewed.body.recoveryCodes[1], await half())).body.state, 'signed-in')
})

test('a code that was good a while ago is not good any more, and none of them opens another account', async () => {
  await add(bakery, 'igor@padaria.test')
  await add(bakery, 'jana@padaria.test')
  const { secret, recoveryCodes } = await withSecondFactor('igor@padaria.test')
  await withSecondFactor('jana@padaria.test')
  const half = async (email: string) => cookieOf((await world.signIn(email)).headers)
  for (const code of [totpOf(secret, Date.now() - 5 * 60_000), '', '12345', '1234567', 'abcdef', 'x'.repeat(21)]) {
    assert.equal((await enter(code, await half('igor@padaria.test'))).status, 400, code)
  }
  const hers = await half('jana@padaria.test')
  for (const code of [totpOf(secret), recoveryCodes[0] as string])
    assert.equal((await enter(code, hers)).status, 400, code)
  assert.equal((await enter(totpOf(secret), 'recado.two_factor=forged')).body.code, 'second_factor_over')
  assert.equal((await enter(totpOf(secret), '')).body.code, 'second_factor_over')
})

test('a trusted device is asked again once the password was changed, and when an administrator signs its owner out', async () => {
  const { id } = await add(bakery, 'kim@padaria.test')
  const { recoveryCodes } = await withSecondFactor('kim@padaria.test')
  const trust = async (code: string) => {
    const half = cookieOf((await world.signIn('kim@padaria.test')).headers)
    return cookieOf((await enter(code, half, { trustDevice: true })).headers)
  }
  const state = async (cookie: string) => (await world.signIn('kim@padaria.test', PASSWORD, {}, { cookie })).body.state
  const first = await trust(recoveryCodes[0] as string)
  assert.equal(await state(first), 'signed-in')
  await api(bakery, 'POST', `/${id}/sign-out`)
  assert.equal(await state(first), 'second-factor')
  const second = await trust(recoveryCodes[1] as string)
  assert.equal(await state(second), 'signed-in')
  await api(bakery, 'PATCH', `/${id}`, { password: PASSWORD })
  assert.equal(await state(second), 'second-factor')
})

test('a second factor can be set up in a company of any name, an emoji at its end included', async () => {
  const cut = await world.company(`${'x'.repeat(59)}🍞`, 'ana@longa.test')
  await add(cut, 'lia@longa.test')
  const { uri } = await withSecondFactor('lia@longa.test')
  assert.ok(decodeURIComponent(uri).startsWith(`otpauth://totp/Recado (${'x'.repeat(59)}`))
})

test('requests about a missing or an existing second factor are refused with a sentence', async () => {
  await add(bakery, 'mel@padaria.test')
  const cookie = await world.sessionOf('mel@padaria.test')
  const own = (path: string, body: object) =>
    world.call('POST', `/api/auth/second-factor${path}`, { headers: world.by(cookie), body })
  assert.equal((await own('/confirm', { code: '123456' })).body.code, 'second_factor_off')
  assert.equal((await own('/recovery-codes', { currentPassword: PASSWORD })).body.code, 'second_factor_off')
  for (const path of ['', '/disable']) {
    const refused = await own(path, { currentPassword: 'not mine' })
    assert.deepEqual([refused.status, refused.body.errors?.[0].path], [400, '/currentPassword'], path)
  }
  for (const path of ['', '/confirm', '/recovery-codes', '/disable']) {
    const body = path === '/confirm' ? { code: '123456' } : { currentPassword: PASSWORD }
    const stranger = await world.call('POST', `/api/auth/second-factor${path}`, { body })
    assert.equal(stranger.body.code, 'not_signed_in', path)
  }
})

test('a foreign page can neither change a password nor end a session with a user’s cookie', async () => {
  await add(bakery, 'noa@padaria.test')
  const cookie = await world.sessionOf('noa@padaria.test')
  const headers = { cookie, origin: 'https://evil.test', ...from('203.0.113.9') }
  for (const [path, body] of [
    ['/change-password', { currentPassword: PASSWORD, newPassword: 'a whole new one' }],
    ['/sign-out', undefined],
    ['/sign-out-everywhere', undefined],
    ['/revoke-other-sessions', undefined],
    ['/second-factor', { currentPassword: PASSWORD }],
    ['/sign-in/email', { email: 'noa@padaria.test', password: PASSWORD }],
  ] as const) {
    const answer = await world.call('POST', `/api/auth${path}`, { headers, ...(body && { body }) })
    assert.deepEqual([answer.status, answer.body.code], [403, 'origin_not_allowed'], path)
  }
  assert.equal((await world.me(cookie)).user.email, 'noa@padaria.test')
})
