/** The key that secrets are sealed with: changed under a running program, wrong, missing. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { keyring, seal, sealHeader } from '../src/base/seal.ts'
import { type SealedColumns, sealAnew } from '../src/base/sealed-columns.ts'
import { readKeptKeys } from '../src/base/secret-key.ts'
import { clusterFolder } from './harness/cluster-folder.ts'
import { testDatabase } from './harness/database.ts'
import { runProgram, startProgram } from './harness/program.ts'
import { startReceiver } from './harness/receiver.ts'
import { startStage, textOf } from './harness/stage.ts'

const keyOf = (byte: number) => Buffer.alloc(32, byte)
const textOfKeys = (...bytes: number[]) => bytes.map(byte => keyOf(byte).toString('base64')).join(',')

test('the rotation covers every sealed column of the schema', async () => {
  const { SEALED } = await import('../src/app/secrets.ts')
  const schema = readFileSync(new URL('../schema.sql', import.meta.url), 'utf8')
  const found = [...schema.matchAll(/^create table (\w+) \(\n([\s\S]*?)\n\)/gm)].flatMap(([, table, body = '']) =>
    [...body.matchAll(/^ {2}(\w+) bytea/gm)].map(([, column]) => `${table}.${column}`),
  )
  // Columns of bytes that are not secrets of ours: hashes, Meta's posts, and what a browser gives to those who may send to it.
  const others = [
    ...['api_keys.hash', 'external_apis.hash', 'invitations.hash', 'invitations.mailed_hash', 'one_time_links.hash'],
    ...['channel_notices.hash', 'seen_updates.hash', 'idempotency_keys.fingerprint', 'inbound.body', 'media.sha256'],
    ...['push_keys.public_key', 'push_subscriptions.public_key', 'push_subscriptions.auth'],
  ]
  const named = SEALED.flatMap(({ table, columns }) => columns.map(column => `${table}.${column}`))
  assert.deepEqual([...named, ...others].sort(), found.sort())
})

test('sealing again can be ended at any moment and goes on where it was', async () => {
  await using own = await testDatabase()
  const { db } = own
  const [fresh, old, lost] = [1, 2, 3].map(byte => keyring([keyOf(byte)]))
  await db`create table notes (id int primary key, secret bytea, note bytea)`
  const sealed = Array.from({ length: 450 }, (_, id) => ({
    id,
    secret: seal(old!, `secret ${id}`),
    note: Buffer.from('z'),
  }))
  await db`insert into notes ${db(sealed)}`
  const torn = seal(old!, 'torn')
  torn[torn.length - 1]! ^= 1
  await db`insert into notes ${db([
    { id: 1000, secret: seal(lost!, 'lost'), note: null },
    { id: 1001, secret: torn, note: null },
  ])}`
  const table: SealedColumns = { table: 'notes', columns: ['secret', 'note'], oncePlain: ['note'] }
  const ring = keyring([keyOf(1), keyOf(2)])
  const stop = () => {
    throw new Error('the machine went down')
  }
  await assert.rejects(sealAnew(db, ring, [table], { onProgress: stop }), /went down/)
  const under = async (column: string) =>
    (
      await db`select count(*)::int as n from notes
        where substr(${db(column)}, 1, 5) = ${sealHeader(fresh!.current)}`
    )[0]?.n
  assert.equal(await under('secret'), 200)
  const done = await sealAnew(db, ring, [table])
  assert.deepEqual(done, { sealed: 700, damaged: ['1 of notes.secret'] })
  assert.deepEqual([await under('secret'), await under('note')], [450, 450])
  assert.deepEqual(await sealAnew(db, ring, [table]), { sealed: 0, damaged: ['1 of notes.secret'] })
})

test('the key is rotated while messages are delivered; with a wrong one /readyz says so', async () => {
  await using stage = await startStage({ env: { RECADO_SECRET_KEY: textOfKeys(1) } })
  await using receiver = await startReceiver()
  const company = await stage.company()
  const settings = { token: 'a-token', headers: { 'x-more': 'a-header' }, ed25519: true }
  const endpoint = await company.endpoint(receiver.url, settings)
  await company.make('PATCH', '/alert-settings', { alertEmails: [] })
  const { verifyToken } = company.channel
  const plain = await stage.db`select 1 from cloud_channels where position(${verifyToken}::bytea in verify_token) > 0`
  assert.equal(plain.length, 0)

  await stage.kill()
  await stage.start({ RECADO_SECRET_KEY: textOfKeys(2, 1) })
  const rotate = (keys: string) =>
    runProgram(['rotate-secrets'], {
      dataDir: stage.dataDir,
      databaseUrl: stage.databaseUrl,
      env: { RECADO_SECRET_KEY: keys },
    })
  const [rotated] = await Promise.all([
    rotate(textOfKeys(2, 1)),
    ...Array.from({ length: 10 }, (_, n) => company.post(textOf(`Oi ${n}`))),
  ])
  assert.equal(rotated.code, 0, rotated.stderr)
  assert.match(rotated.stdout, /^Sealed 9 secrets again; 9 are sealed with the current key\.$/m)
  await stage.quiet()
  assert.ok(receiver.requests.length >= 10)

  await stage.kill()
  await stage.start({ RECADO_SECRET_KEY: textOfKeys(2) })
  const before = receiver.requests.length
  assert.equal(await company.post(textOf('Com a chave nova')), 200)
  await stage.quiet()
  assert.ok(receiver.requests.length > before)
  const { headers } = receiver.requests.at(-1)!
  assert.deepEqual([headers['x-n8n-api-key'], headers['x-more']], ['a-token', 'a-header'])
  assert.equal((await company.make('GET', `/endpoints/${endpoint.id}/secret`)).secret, endpoint.secret)
  const handshake = `?hub.mode=subscribe&hub.challenge=7&hub.verify_token=${verifyToken}`
  assert.equal(await (await fetch(`${stage.url}${company.channel.path}${handshake}`)).text(), '7')

  await stage.kill()
  await stage.start({ RECADO_SECRET_KEY: textOfKeys(3) })
  const ready = await fetch(`${stage.url}/readyz`)
  const { reasons } = (await ready.json()) as { reasons: string[] }
  assert.equal(ready.status, 503)
  assert.match(reasons.join(), /secret key is not the one that this database was sealed with: none of its 9 secrets/)
  const checked = await runProgram(['check-config'], {
    dataDir: stage.dataDir,
    databaseUrl: stage.databaseUrl,
    env: { RECADO_SECRET_KEY: textOfKeys(3) },
  })
  assert.equal(checked.code, 1)
  assert.match(checked.stdout, /^secrets +the secret key is not the one/m)
  assert.match(checked.stderr, /^Recado cannot run like this: see secrets\. Nothing was changed\.$/m)
  const refused = await rotate(textOfKeys(3))
  assert.deepEqual([refused.code, /9 were sealed with a key that was not given here/.test(refused.stderr)], [1, true])
})

test('the key in the file is rotated in two steps, and a missing one is not made again', async () => {
  using folder = await clusterFolder()
  const at = { dataDir: folder.path }
  const rotate = () => runProgram(['rotate-secrets'], at)
  {
    await using _ = await startProgram({ ...at, args: ['--demo'] })
    const [first] = readKeptKeys(folder.path) ?? []
    assert.match((await rotate()).stdout, /holds a new key before the old one\. Restart Recado/)
    // Not yet, because the running program does not know the new key.
    assert.match((await rotate()).stdout, /Restart Recado/)
    assert.deepEqual(readKeptKeys(folder.path)?.slice(1), [first])
  }
  {
    await using program = await startProgram({ ...at, args: ['--demo'] })
    const { code, stdout, stderr } = await rotate()
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^Sealed 5 secrets again.*holds the new key alone/ms)
    assert.equal(readKeptKeys(folder.path)?.length, 1)
    assert.equal((await fetch(`${program.url}/readyz`)).status, 200)
  }
  const path = join(folder.path, 'secret.key')
  rmSync(path)
  const refused = await runProgram(['serve', '--demo'], at)
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /^The secret key is missing: .*secret\.key is not there/m)
  assert.doesNotMatch(refused.stderr, /\n {4}at /)
  assert.equal(existsSync(path), false)
})
