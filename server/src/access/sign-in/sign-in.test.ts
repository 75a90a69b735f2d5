/** Signing in over HTTP: guesses, several companies, invitations, links. */
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
import { acceptInvitation, cookieOf } from '../../../test/harness/people.ts'

let world: ComingIn
let bakery: Company
let garage: Company

before(async () => {
  world = await openComingIn()
  bakery = await world.company('Padaria', 'ana@padaria.test')
  garage = await world.company('Oficina', 'dono@oficina.test')
})
after(() => world[Symbol.asyncDispose]())

test('eleven wrong guesses lock nobody out: not the owner, and not others behind the same address', async () => {
  const cookie = await world.sessionOf(bakery.email)
  world.waits.length = 0
  const wrong = []
  for (let n = 0; n < 11; n++) wrong.push(await world.signIn(bakery.email, 'wrong', {}, from('203.0.113.7')))
  assert.deepEqual(new Set(wrong.map(answer => answer.body.code)), new Set(['wrong_credentials']))
  const slowed = world.waits.length
  assert.ok(slowed >= 6, `${slowed} of the guesses were slowed`)
  const refused = await world.db`
    select user_id, target_id, address from audit_log where tenant_id = ${bakery.tenantId} and what = 'session.refused'`
  assert.deepEqual([...refused], [{ user_id: null, target_id: bakery.adminId, address: '203.0.113.7' }])
  // The owner's browser, at the same address; the owner at another one; a colleague behind the address.
  for (const [headers, email] of [
    [{ ...from('203.0.113.7'), cookie }, bakery.email],
    [from('198.51.100.9'), bakery.email.toUpperCase()],
    [from('203.0.113.7'), garage.email],
  ] as const) {
    const answer = await world.signIn(email, PASSWORD, {}, headers)
    assert.equal(answer.body.state, 'signed-in', JSON.stringify(answer.body))
  }
  assert.equal(world.waits.length, slowed, 'none of them waited')
  // Even the owner on a new device at that address waits some seconds, and can sign in.
  const late = await world.signIn(bakery.email, PASSWORD, {}, from('203.0.113.7'))
  assert.deepEqual([late.body.state, world.waits.length], ['signed-in', slowed + 1])
})

test('a device cookie of another account does not count for this one', async () => {
  const cookie = await world.sessionOf(garage.email)
  world.waits.length = 0
  for (let n = 0; n < 7; n++) await world.signIn(bakery.email, 'wrong', {}, { ...from('203.0.113.50'), cookie })
  const before = world.waits.length
  await world.signIn(garage.email, PASSWORD, {}, { ...from('203.0.113.50'), cookie })
  assert.equal(world.waits.length, before)
  assert.ok(before > 0)
})

test('an invitation: by e-mail it confirms the e-mail, by hand it does not, and it is good once', async () => {
  const byMail = await world.invite(bakery, 'Bia@Padaria.test', { profile: 'supervisor' })
  assert.equal(byMail.status, 201, JSON.stringify(byMail.body))
  assert.deepEqual([byMail.body.mail, byMail.body.email, byMail.body.invitedBy], ['sent', 'bia@padaria.test', null])
  assert.equal((await world.invite(bakery, 'bia@padaria.test')).body.code, 'invited_already')
  const listed = await world.call('GET', '/api/v1/invitations', { headers: bearer(bakery.key) })
  assert.deepEqual(
    listed.body.data.map((one: { email: string }) => one.email),
    ['bia@padaria.test'],
  )
  assert.equal(JSON.stringify(listed.body).includes('#'), false)
  const [kept] = await world.db`select hash, mailed_hash from invitations`
  const code = codeIn(await world.nextMail('bia@padaria.test'))
  assert.notEqual(code, codeIn(byMail.body.link))
  assert.ok(![kept?.hash, kept?.mailed_hash].some(hash => hash.toString('base64url') === code))

  const open = await world.call('POST', '/api/auth/invitation', { body: { code } })
  assert.deepEqual(open.body, { company: 'Padaria', email: 'bia@padaria.test', name: 'Bia', profile: 'supervisor' })
  const accept = () =>
    world.call('POST', '/api/auth/invitation/accept', { body: { code, name: 'Bia Alves', password: PASSWORD } })
  const both = await Promise.all([accept(), accept()])
  assert.deepEqual(both.map(answer => answer.status).sort(), [200, 410])
  const accepted = both.find(answer => answer.status === 200)!
  const { user } = await world.me(cookieOf(accepted.headers))
  assert.deepEqual([user.name, user.profile, user.isEmailConfirmed], ['Bia Alves', 'supervisor', true])
  assert.equal((await world.call('POST', '/api/auth/invitation', { body: { code } })).body.code, 'link_over')
  assert.equal((await world.invite(bakery, 'bia@padaria.test')).body.code, 'email_taken')

  const byHand = await world.invite(bakery, 'caio@padaria.test', { sendMail: false })
  assert.equal(byHand.body.mail, 'off')
  const caio = await acceptInvitation(world.server.url, byHand.body.link, { name: 'Caio', password: PASSWORD })
  assert.equal((await world.me(caio.cookie)).user.isEmailConfirmed, false)
  assert.deepEqual((await world.call('GET', '/api/v1/invitations', { headers: bearer(bakery.key) })).body.data, [])
})

test('an invitation that was renewed, revoked or is too old opens nothing, and is nobody else’s to touch', async () => {
  const { body: first } = await world.invite(bakery, 'duda@padaria.test')
  const path = `/api/v1/invitations/${first.id}`
  for (const [method, to] of [
    ['POST', `${path}/renew`],
    ['DELETE', path],
  ] as const) {
    const foreign = await world.call(method, to, { headers: bearer(garage.key) })
    assert.deepEqual([foreign.status, foreign.body.code], [404, 'invitation_not_found'])
  }
  const { body: second } = await world.call('POST', `${path}/renew`, { headers: bearer(bakery.key) })
  const opens = async (link: string) =>
    (await world.call('POST', '/api/auth/invitation', { body: { code: codeIn(link) } })).status
  assert.deepEqual([await opens(first.link), await opens(second.link)], [410, 200])
  await world.db`update invitations set expires_at = now() - interval '1 second' where id = ${first.id}`
  assert.equal(await opens(second.link), 410)
  const { body: third } = await world.call('POST', `${path}/renew`, { headers: bearer(bakery.key) })
  assert.equal((await world.call('DELETE', path, { headers: bearer(bakery.key) })).status, 204)
  assert.equal(await opens(third.link), 410)
  const unknown = await world.invite(bakery, 'x@padaria.test', { queueIds: [999_999] })
  assert.equal(unknown.body.code, 'queue_not_found')
})

test('a person in two companies chooses one at sign-in, and neither company learns of the other', async () => {
  const email = 'eva@livre.test'
  const inBakery = await world.member(bakery, email)
  const invited = await world.invite(garage, email)
  const fresh = await world.invite(garage, 'nunca-vista@livre.test')
  const shape = ({ status, body }: { status: number; body: object }) => [status, Object.keys(body)]
  assert.deepEqual(shape(invited), shape(fresh), 'the same answer as for an e-mail that nobody has')
  const inGarage = await acceptInvitation(world.server.url, invited.body.link, { name: 'Eva', password: PASSWORD })

  const asked = await world.signIn(email)
  assert.deepEqual(asked.body, {
    state: 'choose-company',
    companies: [
      { tenantId: bakery.tenantId, name: 'Padaria' },
      { tenantId: garage.tenantId, name: 'Oficina' },
    ],
  })
  assert.ok(!asked.cookies.some(cookie => cookie.includes('session_token')))
  for (const [of, id] of [
    [bakery, inBakery],
    [garage, inGarage.id],
  ] as const) {
    const { user, tenant } = await world.me(await world.sessionOf(email, PASSWORD, { tenantId: of.tenantId }))
    assert.deepEqual([user.id, tenant.id], [id, of.tenantId])
  }
  // From one to the other without signing out: a wrong password changes nothing, the right one takes the first session's place.
  const first = await world.sessionOf(email, PASSWORD, { tenantId: bakery.tenantId })
  const isOver = async () => (await world.call('GET', '/api/v1/me', { headers: { cookie: first } })).status === 401
  const to = { tenantId: garage.tenantId }
  assert.equal((await world.signIn(email, 'wrong', to, { cookie: first })).body.code, 'wrong_credentials')
  assert.equal(await isOver(), false)
  assert.equal((await world.signIn(email, PASSWORD, {}, { cookie: first })).body.state, 'choose-company')
  assert.equal(await isOver(), false)
  const switched = await world.signIn(email, PASSWORD, to, { cookie: first })
  assert.deepEqual([switched.body.userId, await isOver()], [inGarage.id, true])
  const ended = await world.db`
    select 1 from audit_log where tenant_id = ${bakery.tenantId} and target_id = ${inBakery} and what = 'session.ended'`
  assert.equal(ended.length, 1)
  // With another password in one of them, there is no choice, and the other company is not named.
  const cookie = await world.sessionOf(email, PASSWORD, { tenantId: garage.tenantId })
  const newPassword = 'only of the garage'
  const body = { currentPassword: PASSWORD, newPassword }
  assert.equal((await world.call('POST', '/api/auth/change-password', { headers: world.by(cookie), body })).status, 204)
  assert.equal((await world.signIn(email)).body.userId, inBakery)
  assert.equal((await world.signIn(email, newPassword)).body.userId, inGarage.id)
  assert.equal((await world.signIn(email, PASSWORD, { tenantId: garage.tenantId })).body.code, 'wrong_credentials')
  // An administrator of one company has no access to the other.
  const link = await world.call('POST', `/api/v1/users/${inGarage.id}/password-link`, { headers: bearer(garage.key) })
  const taken = { code: codeIn(link.body.link), password: 'of the administrator' }
  assert.equal((await world.call('POST', '/api/auth/new-password', { body: taken })).status, 204)
  assert.equal((await world.signIn(email, taken.password)).body.userId, inGarage.id)
  assert.equal((await world.signIn(email)).body.userId, inBakery)
})

test('a forgotten password: by e-mail for every company, the same answer for an e-mail that nobody has', async () => {
  const email = 'gil@livre.test'
  await world.member(bakery, email)
  await world.member(garage, email, 'another password')
  const cookie = await world.sessionOf(email)
  const forgot = (of: string) => world.call('POST', '/api/auth/forgot-password', { body: { email: of } })
  const [known, unknown] = [await forgot('Gil@livre.test'), await forgot('nobody@livre.test')]
  assert.deepEqual([known.status, unknown.status, known.body], [204, 204, unknown.body])
  const code = codeIn(await world.nextMail(email, 3))
  assert.ok(!world.mails.some(mail => mail.to.includes('nobody@livre.test')))
  const checked = await world.call('POST', '/api/auth/new-password/check', { body: { code } })
  assert.deepEqual(checked.body, { email, companies: ['Padaria', 'Oficina'] })
  const set = (password: string) => world.call('POST', '/api/auth/new-password', { body: { code, password } })
  assert.equal((await set('short')).body.code, 'invalid_request')
  assert.equal((await set('a whole new one')).status, 204)
  assert.equal((await set('a whole new one')).body.code, 'link_over')
  assert.equal((await world.me(cookie)).code, 'not_signed_in')
  assert.equal((await world.signIn(email)).body.code, 'wrong_credentials')
  assert.equal((await world.signIn(email, 'a whole new one')).body.companies.length, 2)
  const { user } = await world.me(await world.sessionOf(email, 'a whole new one', { tenantId: bakery.tenantId }))
  assert.equal(user.isEmailConfirmed, true)
  // Three links are sent in an hour, and the response does not show that there are no more.
  const before = world.mails.length
  for (let n = 0; n < 5; n++) assert.equal((await forgot(email)).status, 204)
  const last = await forgot(bakery.email)
  assert.equal(last.status, 204)
  await world.nextMail(bakery.email)
  assert.equal(world.mails.length, before + 2 + 1)
})

test('without a mail server a link is made by an administrator, once, and for the own company alone', async () => {
  const plain = await startAccessServer({ db: world.db, dataDir: world.dataDir })
  try {
    const forgot = await plain.call('POST', '/api/auth/forgot-password', { body: { email: bakery.email } })
    assert.deepEqual([forgot.status, forgot.body.code], [422, 'mail_not_configured'])
    const id = await world.member(bakery, 'hugo@padaria.test')
    const path = `/api/v1/users/${id}/password-link`
    assert.equal((await plain.call('POST', path, { headers: bearer(garage.key) })).body.code, 'user_not_found')
    const [first, second] = [
      await plain.call('POST', path, { headers: bearer(bakery.key) }),
      await plain.call('POST', path, { headers: bearer(bakery.key) }),
    ]
    const set = (link: string) =>
      plain.call('POST', '/api/auth/new-password', { body: { code: codeIn(link), password: 'a whole new one' } })
    assert.deepEqual(
      [
        (await set(first!.body.link)).status,
        (await set(second!.body.link)).status,
        (await set(second!.body.link)).status,
      ],
      [410, 204, 410],
    )
    assert.equal((await world.signIn('hugo@padaria.test', 'a whole new one')).status, 200)
    const { body } = await plain.call('GET', `/api/v1/users/${id}`, { headers: bearer(bakery.key) })
    assert.equal(body.isEmailConfirmed, false, 'whoever has the link has not proved to have the mailbox')
    await plain.call('POST', `/api/v1/users/${id}/deactivate`, { headers: bearer(bakery.key) })
    assert.equal((await plain.call('POST', path, { headers: bearer(bakery.key) })).body.code, 'user_inactive')
  } finally {
    await plain.close()
  }
})

test('an e-mail is confirmed by the link that was sent to it, and another one has to be confirmed again', async () => {
  const id = await world.member(bakery, 'iara@padaria.test')
  const cookie = await world.sessionOf('iara@padaria.test')
  assert.equal((await world.call('POST', '/api/auth/email/ask', { headers: world.by(cookie) })).status, 204)
  const code = codeIn(await world.nextMail('iara@padaria.test', 2))
  assert.deepEqual((await world.call('POST', '/api/auth/email/confirm', { body: { code } })).body, {
    email: 'iara@padaria.test',
  })
  assert.equal((await world.call('POST', '/api/auth/email/confirm', { body: { code } })).status, 410)
  assert.equal((await world.me(cookie)).user.isEmailConfirmed, true)
  const changed = await world.call('PATCH', `/api/v1/users/${id}`, {
    headers: bearer(bakery.key),
    body: { email: 'iara@nova.test' },
  })
  assert.equal(changed.body.isEmailConfirmed, false)
})
