/** Links of invitations, new passwords and e-mails: each works once, for a limited time, and only for its person. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bearer, type ComingIn, type Company, codeIn, openComingIn, PASSWORD } from '../../../test/harness/coming-in.ts'
import { acceptInvitation } from '../../../test/harness/people.ts'
import { transaction } from '../../base/db/db.ts'
import { hashCode } from '../mail/link.ts'
import { deleteOldLinks, makeLink, readLink, takeLink, usersOf } from '../mail/one-time-link.ts'

let world: ComingIn
let bakery: Company
let garage: Company

before(async () => {
  world = await openComingIn()
  bakery = await world.company('Padaria', 'ana@padaria.test')
  garage = await world.company('Oficina', 'dono@oficina.test')
})
after(() => world[Symbol.asyncDispose]())

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  world.call('POST', path, { body, headers })
const open = (code: string) => post('/api/auth/invitation', { code })
const accept = (code: string, more: object = {}) =>
  post('/api/auth/invitation/accept', { code, name: 'Bia', password: PASSWORD, ...more })
const quietly = { sendMail: false }
const fill = async (of: Company, count: number) => world.db`
  insert into invitations (tenant_id, email, name, profile, hash, mailed_hash, expires_at)
  select ${of.tenantId}, 'filler-' || n || '@example.com', 'x', 'attendant', sha256(('a' || ${of.tenantId} || '-' || n)::bytea),
    sha256(('b' || ${of.tenantId} || '-' || n)::bytea), now() + interval '1 day'
  from generate_series(1, ${count}) n`

test('an invitation shows what it is for before the password is asked, and nothing more', async () => {
  const made = await world.invite(bakery, 'caio@padaria.test', { ...quietly, name: 'Caio', profile: 'admin' })
  const opened = await open(codeIn(made.body.link))
  assert.deepEqual(opened.body, { company: 'Padaria', email: 'caio@padaria.test', name: 'Caio', profile: 'admin' })
})

test('a code that is not one opens nothing, whatever it looks like', async () => {
  for (const code of ['x'.repeat(43), `${'A'.repeat(42)}=`, "' or 1=1 --'''''''''''''", '%00'.repeat(10)]) {
    const opened = await open(code)
    assert.deepEqual([opened.status, opened.body.code], [410, 'link_over'], code)
    assert.equal((await accept(code)).body.code, 'link_over')
  }
  for (const code of ['', 'short', 'x'.repeat(101)]) assert.equal((await open(code)).status, 400, code)
})

test('a person who accepts becomes a user of that company, with the invitation’s e-mail and profile, whatever else the body has', async () => {
  const { body } = await world.invite(bakery, 'duda@padaria.test', { ...quietly, profile: 'supervisor' })
  const code = codeIn(body.link)
  for (const more of [{ profile: 'admin' }, { email: 'x@y.test' }, { tenantId: garage.tenantId }]) {
    assert.equal((await accept(code, more)).status, 400, JSON.stringify(more))
  }
  for (const more of [
    { name: ' ' },
    { name: 'x'.repeat(201) },
    { password: 'x'.repeat(9) },
    { password: 'x'.repeat(129) },
  ]) {
    assert.equal((await accept(code, more)).status, 400, JSON.stringify(more))
  }
  const accepted = await accept(code, { name: 'Duda Reis', password: 'x'.repeat(10) })
  assert.deepEqual([accepted.body.name, accepted.body.profile], ['Duda Reis', 'supervisor'])
  const [user] = await world.db`
    select tenant_id, name, email_verified from users where email = 'duda@padaria.test'`
  assert.deepEqual({ ...user }, { tenant_id: bakery.tenantId, name: 'Duda Reis', email_verified: false })
  assert.equal((await accept(code)).body.code, 'link_over')
})

test('an invitation for an e-mail that became a user meanwhile makes no second one', async () => {
  const { body } = await world.invite(bakery, 'eva@padaria.test', quietly)
  const user = { name: 'Eva', email: 'EVA@padaria.test', profile: 'attendant', password: PASSWORD }
  assert.equal((await post('/api/v1/users', user, bearer(bakery.key))).status, 201)
  assert.equal((await accept(codeIn(body.link))).body.code, 'email_taken')
  const users = await world.db`select 1 from users where email = 'eva@padaria.test'`
  assert.equal(users.length, 1)
})

test('the same person is invited by two companies, and each link opens its own', async () => {
  const [mine, theirs] = [
    await world.invite(bakery, 'fe@f.test', quietly),
    await world.invite(garage, 'fe@f.test', quietly),
  ]
  assert.equal((await open(codeIn(mine.body.link))).body.company, 'Padaria')
  assert.equal((await open(codeIn(theirs.body.link))).body.company, 'Oficina')
  await acceptInvitation(world.server.url, mine.body.link, { name: 'Fe', password: PASSWORD })
  assert.equal((await open(codeIn(theirs.body.link))).status, 200, 'accepting one does not end another one')
})

test('an invitation ends after seven days, to the second, and is renewed for seven more', async () => {
  const { body } = await world.invite(bakery, 'gil@padaria.test', quietly)
  const days = (new Date(body.expiresAt).getTime() - new Date(body.createdAt).getTime()) / 86_400_000
  assert.equal(days, 7)
  await world.db`update invitations set expires_at = now() - interval '1 second' where id = ${body.id}`
  assert.equal((await open(codeIn(body.link))).body.code, 'link_over')
  const list = await world.call('GET', '/api/v1/invitations', { headers: bearer(bakery.key) })
  assert.ok(
    list.body.data.some((one: { id: number }) => one.id === body.id),
    'it is still listed, to be renewed or revoked',
  )
  const renewed = await post(`/api/v1/invitations/${body.id}/renew`, quietly, bearer(bakery.key))
  assert.notEqual(renewed.body.link, body.link)
  assert.equal((await open(codeIn(body.link))).body.code, 'link_over', 'the earlier link stays over')
  assert.equal((await open(codeIn(renewed.body.link))).status, 200)
})

test('queues of another company cannot be promised, nor can the same one twice', async () => {
  const [queue] = await world.db<{ id: number }[]>`
    insert into queues (tenant_id, name) values (${garage.tenantId}, 'Peças') returning id`
  const [own] = await world.db<{ id: number }[]>`
    insert into queues (tenant_id, name) values (${bakery.tenantId}, 'Pães') returning id`
  const invite = (queueIds: unknown) => world.invite(bakery, 'hugo@padaria.test', { ...quietly, queueIds })
  assert.equal((await invite([own!.id, queue!.id])).body.code, 'queue_not_found')
  assert.equal((await invite([own!.id, own!.id])).status, 400)
  assert.deepEqual((await invite([own!.id])).body.queueIds, [own!.id])
})

test('a company has five hundred open invitations at most, and those of others do not count', async () => {
  const crowd = await world.company('Multidão', 'ana@multidao.test')
  await fill(crowd, 499)
  assert.equal((await world.invite(crowd, 'five-hundred@example.com', quietly)).status, 201)
  const over = await world.invite(crowd, 'one-more@example.com', quietly)
  assert.deepEqual([over.status, over.body.code], [409, 'too_many_invitations'])
  assert.equal((await world.invite(bakery, 'one-more@example.com', quietly)).status, 201)
})

test('when a company has mailed too much, nothing is invited or renewed without its link being shown', async () => {
  const busy = await world.company('Correio', 'ana@correio.test')
  const { body } = await world.invite(busy, 'ivo@correio.test')
  for (let n = 0; n < 4; n++) {
    assert.equal((await post(`/api/v1/invitations/${body.id}/renew`, {}, bearer(busy.key))).status, 200)
  }
  const last = await post(`/api/v1/invitations/${body.id}/renew`, quietly, bearer(busy.key))
  const over = await post(`/api/v1/invitations/${body.id}/renew`, {}, bearer(busy.key))
  assert.deepEqual([over.status, over.body.code], [429, 'rate_limited'])
  assert.equal((await open(codeIn(last.body.link))).status, 200, 'what was refused changed nothing')
  for (let n = 0; n < 94; n++) world.server.access.post.requireRoom(busy.tenantId, `person-${n}@example.com`)
  assert.equal((await world.invite(busy, 'joao@correio.test')).body.code, 'rate_limited')
  assert.equal((await world.invite(busy, 'joao@correio.test', quietly)).status, 201, 'it can be handed over by hand')
})

const link = (userId: number | null, email: string, validMinutes = 60) =>
  makeLink(world.db, { purpose: 'password', email, userId, validMinutes })

test('a link is stored as a hash, and works only for its purpose', async () => {
  const { code, expiresAt } = await link(bakery.adminId, bakery.email)
  assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 3_600_000) < 60_000)
  const [row] = await world.db`select hash from one_time_links where email = ${bakery.email} and used_at is null`
  assert.deepEqual(row?.hash, hashCode(code))
  assert.deepEqual(await readLink(world.db, 'password', code), { email: bakery.email, userId: bakery.adminId })
  await assert.rejects(readLink(world.db, 'email', code), /link_over/)
  await assert.rejects(readLink(world.db, 'password', `${code}x`), /link_over/)
})

test('a new link ends the one before it for the same person, and no one else’s', async () => {
  const first = await link(bakery.adminId, bakery.email)
  const others = [await link(null, bakery.email), await link(garage.adminId, garage.email)]
  const confirm = await makeLink(world.db, {
    purpose: 'email',
    email: bakery.email,
    userId: bakery.adminId,
    validMinutes: 60,
  })
  const second = await link(bakery.adminId, bakery.email)
  await assert.rejects(readLink(world.db, 'password', first.code), /link_over/)
  for (const { code } of [second, ...others]) await readLink(world.db, 'password', code)
  await readLink(world.db, 'email', confirm.code)
})

test('of many who take a link at the same moment one has it', async () => {
  const { code } = await link(bakery.adminId, bakery.email)
  const takes = Array.from({ length: 5 }, () => transaction(world.db, tx => takeLink(tx, 'password', code)))
  const settled = await Promise.allSettled(takes)
  assert.equal(settled.filter(one => one.status === 'fulfilled').length, 1)
})

test('a link that is over opens nothing, and is swept away a day later', async () => {
  const { code } = await link(bakery.adminId, bakery.email, 60)
  const age = (interval: string) => world.db`
    update one_time_links set expires_at = now() - ${interval}::interval where hash = ${hashCode(code)}`
  await age('1 second')
  await assert.rejects(readLink(world.db, 'password', code), /link_over/)
  await deleteOldLinks(world.db)
  assert.equal((await world.db`select 1 from one_time_links where hash = ${hashCode(code)}`).length, 1)
  await age('25 hours')
  await deleteOldLinks(world.db)
  assert.equal((await world.db`select 1 from one_time_links where hash = ${hashCode(code)}`).length, 0)
})

test('a link of an e-mail is good for every active user of it; one of an administrator for that one alone', async () => {
  const email = 'lia@both.test'
  const [mine, theirs] = [await world.member(bakery, email), await world.member(garage, email)]
  const ids = async (userId: number | null) => (await usersOf(world.db, { email, userId })).map(user => user.id)
  assert.deepEqual(await ids(null), [mine, theirs])
  assert.deepEqual(await ids(theirs), [theirs])
  await world.db`update users set is_active = false where id = ${mine}`
  assert.deepEqual(await ids(null), [theirs])
  assert.deepEqual(await ids(mine), [])
})

test('a link whose e-mail was changed since, or whose user was deactivated, says that it is over and sets nothing', async () => {
  const id = await world.member(bakery, 'max@padaria.test')
  const fresh = async () => {
    const made = await post(`/api/v1/users/${id}/password-link`, {}, bearer(bakery.key))
    return codeIn(made.body.link)
  }
  const change = (body: object) => world.call('PATCH', `/api/v1/users/${id}`, { headers: bearer(bakery.key), body })
  const refused = async (code: string) => {
    for (const [path, more] of [
      ['/api/auth/new-password/check', {}],
      ['/api/auth/new-password', { password: 'a whole new one' }],
    ] as const) {
      const answer = await post(path, { code, ...more })
      assert.deepEqual([answer.status, answer.body?.code], [410, 'link_over'], path)
    }
  }
  const ofOldEmail = await fresh()
  await change({ email: 'maximo@padaria.test' })
  await refused(ofOldEmail)
  const ofActive = await fresh()
  await change({ isActive: false })
  await refused(ofActive)
  await change({ isActive: true })
  assert.equal((await world.signIn('maximo@padaria.test')).body.state, 'signed-in', 'with the password of before')
  const confirm = await makeLink(world.db, {
    purpose: 'email',
    email: 'max@padaria.test',
    userId: id,
    validMinutes: 60,
  })
  assert.equal((await post('/api/auth/email/confirm', { code: confirm.code })).body.code, 'link_over')
  assert.equal((await world.db`select email_verified from users where id = ${id}`)[0]?.email_verified, false)
})

test('a new password by link opens the account, signs everybody out, and leaves the other companies’ alone', async () => {
  const email = 'nico@both.test'
  const [mine] = [await world.member(bakery, email), await world.member(garage, email, 'another password')]
  const before = await world.sessionOf(email)
  const made = await post(`/api/v1/users/${mine}/password-link`, {}, bearer(bakery.key))
  const code = codeIn(made.body.link)
  assert.deepEqual((await post('/api/auth/new-password/check', { code })).body, { email, companies: ['Padaria'] })
  assert.equal((await post('/api/auth/new-password', { code, password: 'short' })).status, 400)
  assert.equal((await post('/api/auth/new-password', { code, password: 'a whole new one' })).status, 204)
  assert.equal((await world.me(before)).code, 'not_signed_in')
  assert.equal((await world.signIn(email)).body.code, 'wrong_credentials')
  assert.equal((await world.signIn(email, 'a whole new one')).body.userId, mine)
  assert.notEqual((await world.signIn(email, 'another password')).body.userId, mine)
  assert.equal((await post('/api/auth/new-password', { code, password: 'and once more' })).body.code, 'link_over')
})
