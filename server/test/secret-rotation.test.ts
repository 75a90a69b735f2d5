/** A signing secret is changed under running deliveries: which secrets verify when, through API and dispatcher. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { notify } from '../src/base/db/db.ts'
import { type ReceivedRequest, startReceiver } from './harness/receiver.ts'
import { caller, startStage, textOf } from './harness/stage.ts'

const isGood = (secret: string, { body, headers }: ReceivedRequest) => {
  try {
    new Webhook(secret).verify(body.toString(), headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

const signaturesOf = (request: ReceivedRequest) => String(request.headers['webhook-signature']).split(' ').length

test('the old secret is valid during its overlap and no longer, and a second rotation does not shorten it', async () => {
  await using stage = await startStage()
  await using receiver = await startReceiver()
  const company = await stage.company()
  const { id, secret: first } = await company.endpoint(receiver.url)
  const rotate = (overlapHours: number) => company.call('POST', `/endpoints/${id}/rotate-secret`, { overlapHours })
  const delivered = async () => {
    const before = receiver.requests.length
    assert.equal(await company.post(textOf('Oi')), 200)
    await stage.quiet()
    assert.ok(receiver.requests.length > before)
    return receiver.requests.at(-1)!
  }
  const verifying = async (secrets: string[]) => {
    const request = await delivered()
    return [signaturesOf(request), ...secrets.map(secret => isGood(secret, request))]
  }
  assert.deepEqual(await verifying([first]), [1, true])

  const second: string = (await rotate(168)).body.secret
  assert.deepEqual(await verifying([first, second]), [2, true, true])
  const { previousSecretUntil } = (await company.make('GET', `/endpoints/${id}`)) as Record<string, string>
  assert.ok(Math.abs(Date.parse(previousSecretUntil!) - Date.now() - 168 * 3_600_000) < 60_000)

  const again = await rotate(24)
  assert.deepEqual(
    [again.status, again.body.code, again.body.params.until],
    [409, 'rotation_running', previousSecretUntil],
  )
  assert.deepEqual(await verifying([first, second]), [2, true, true])

  const [row] = await stage.db<{ kept: Buffer }[]>`
    select secret || previous_secret as kept from endpoints where id = ${id}`
  for (const secret of [first, second]) {
    assert.ok(!row!.kept.includes(secret))
    assert.ok(!row!.kept.includes(Buffer.from(secret.slice('whsec_'.length), 'base64')))
  }

  // The dispatcher itself notices that the time is over.
  await stage.db`update endpoints set previous_secret_until = now() + interval '1 s' where id = ${id}`
  await notify(stage.db, 'recado_endpoints', String(id))
  let last: unknown
  do last = (await verifying([first, second]))[0]
  while (last === 2)
  assert.deepEqual(await verifying([first, second]), [1, false, true])

  // A leaked secret ends at once, and so does an earlier one in its overlap.
  const third: string = (await rotate(24)).body.secret
  const fourth: string = (await rotate(0)).body.secret
  assert.deepEqual(await verifying([first, second, third, fourth]), [1, false, false, false, true])

  // Somebody who may change an endpoint but not read its token cannot have it posted elsewhere.
  await company.make('PATCH', `/endpoints/${id}`, { token: 'a-token', headers: { 'x-own': 'a-header' } })
  const { key } = await company.make('POST', '/api-keys', { name: 'Supervisor', profile: 'supervisor' })
  const supervisor = caller(() => stage.url, { authorization: `Bearer ${key}` })
  const move = async (more: object) => {
    const moved = await supervisor('PATCH', `/endpoints/${id}`, { url: `${receiver.url}/elsewhere`, ...more })
    return moved.body.code ?? moved.status
  }
  for (const kept of [{}, { token: 'new' }, { headers: {} }, { token: null, headers: { 'x-own': null } }])
    assert.equal(await move(kept), 'endpoint_secrets_needed', JSON.stringify(kept))
  assert.equal((await supervisor('PATCH', `/endpoints/${id}`, { url: receiver.url, name: 'CRM' })).status, 200)
  assert.equal((await company.call('PATCH', `/endpoints/${id}`, { url: `${receiver.url}/admin` })).status, 200)
  assert.equal(await move({ token: null, headers: { 'x-own': 'new' } }), 200)
})
