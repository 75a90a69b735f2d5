/**
 * A backup that is taken while messages come in, and restored into a new folder: what is there, what is sent again, what is
 * refused.
 */
import assert from 'node:assert/strict'
import { copyFileSync, createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { checkArchive } from '../src/backup/index.ts'
import { readConfig } from '../src/base/config.ts'
import { openDb, transaction } from '../src/base/db/db.ts'
import { pendingMigrations } from '../src/base/db/migrate.ts'
import { startEmbeddedPostgres } from '../src/base/embedded/embedded-postgres.ts'
import { backUp } from '../src/commands/backup.ts'
import { restore } from '../src/commands/restore.ts'
import { testDatabase } from './harness/database.ts'
import { eventually } from './harness/eventually.ts'
import { runProgram, startProgram } from './harness/program.ts'
import { type ReceivedRequest, startReceiver } from './harness/receiver.ts'
import { ANA_PRADO, activeTicket, caller, startStage, textOf } from './harness/stage.ts'
import { tempFolder } from './harness/temp-folder.ts'

const idOf = ({ headers }: ReceivedRequest) => String(headers['webhook-id'])
const customer = (n: number) => ({ waId: `55319876${String(50_000 + n)}`, name: `Cliente ${n}` })

test('a backup taken under load is restored into a new folder, and nothing that was delivered before it is sent again', async () => {
  await using stage = await startStage({ env: { LOG_LEVEL: 'debug' } })
  await using receiver = await startReceiver()
  await using dead = await startReceiver()
  using place = tempFolder()
  const archive = join(place.path, 'recado.tar.gz')
  const { dataDir, databaseUrl } = stage
  const company = await stage.company()
  await company.endpoint(receiver.url)
  await company.endpoint(dead.url, { name: 'Dead' })
  dead.behave(500)

  await company.post(textOf('Bom dia'))
  const ticket = await activeTicket(company)
  const upload = new FormData()
  upload.set('file', new Blob([PNG]), 'foto.png')
  const authorization = `Bearer ${company.apiKey}`
  const sent = await fetch(`${stage.url}/api/v1/media`, { method: 'POST', body: upload, headers: { authorization } })
  const file = ((await sent.json()) as { url: string }).url
  // One message that is on its way, and one that is due between the backup and the restore.
  await eventually(async () => receiver.requests.length > 0)
  await stage.db`update channels set status = 'DISCONNECTED'`
  await company.make('POST', `/tickets/${ticket.id}/messages`, { body: 'Boa tarde' })
  const later = { body: 'Amanhã', sendAt: new Date(Date.now() + 3_600_000).toISOString() }
  await company.make('POST', `/tickets/${ticket.id}/scheduled-messages`, later)
  await stage.db`update scheduled_messages set send_at = now() + interval '1 s', due_at = now() + interval '1 s'`
  const isKilled = Promise.withResolvers<void>()
  const keptWaiting = transaction(stage.db, async tx => {
    await tx`set local idle_in_transaction_session_timeout = 0`
    await tx`select 1 from scheduled_messages for update`
    await isKilled.promise
  })

  let posted = 0
  let isOver = false
  const coming = (async () => {
    // Enough to last through the whole backup, and not more than a small machine can work off.
    while (!isOver && posted < 150)
      assert.equal(await company.post(textOf(`n ${posted}`, customer(posted++ % 10))), 200)
  })()
  await eventually(async () => posted > 10)
  const taken = await runProgram(['backup', '--to', archive], { dataDir, databaseUrl })
  assert.equal(taken.code, 0, taken.stderr)
  assert.match(taken.stderr, /messages: \d+ rows/)
  assert.match(
    taken.stderr,
    /1 files .*\n.*secret key \(.*secret\.key\) is not in it. Keep a copy of the key elsewhere/,
  )
  assert.equal(statSync(archive).mode & 0o077, 0)
  // These come after the backup.
  for (let n = 0; n < 3; n++) await company.post(textOf(`perdida ${n}`))
  await eventually(async () => receiver.requests.some(({ body }) => body.includes('perdida 2')))
  isOver = true
  await coming
  // This was a busy run with failures. Its log must have no words and no number of customers, and no secret.
  const log = stage.program.log()
  assert.ok(log.includes('"level":"debug"') || log.includes('"level":20'), 'the log has every level')
  const words = ['Bom dia', 'Boa tarde', 'perdida', 'Cliente', 'Ana Prado', ANA_PRADO.waId, customer(1).waId]
  const secrets = [
    company.apiKey,
    company.channel.appSecret,
    company.channel.verifyToken,
    'emulator-access-token',
    'whsec_',
  ]
  for (const text of [...words, ...secrets]) assert.equal(log.includes(text), false, `the log has ${text}`)
  await stage.kill()
  isKilled.resolve()
  await keptWaiting
  const before = new Set(receiver.requests.map(idOf))
  const lostMarks = await stage.db<{ last: number }[]>`select last_value as last from event_ids`

  using fresh = tempFolder()
  copyFileSync(join(dataDir, 'secret.key'), join(fresh.path, 'secret.key'))
  const restored = await runProgram(['restore', '--from', archive], { dataDir: fresh.path })
  assert.equal(restored.code, 0, restored.stderr)
  assert.match(restored.stdout, /^Restored \d+ rows and 1 files of .*\nThe secret key fits\./)
  const delivered = new Set<string>()
  const waiting = new Set<string>()
  let lastKnown = 0
  {
    await using postgres = await startEmbeddedPostgres({ dataDir: fresh.path })
    await using db = openDb({ url: postgres.url, max: 2 })
    const [counts] = await db`
      select (select count(*) from messages where is_announced) as told, (select count(*) from events where type = 'message') as events,
        (select count(*) from message_words) = (select count(*) from messages where body <> '' and not is_note) as "isIndexed",
        (select count(*) from inbound where state = 'waiting') as waiting, (select max(id) from events) as last,
        (select count(*) from outbound where posted_at is null) as unposted, (select count(*) from outbound) as outbound,
        (select held_because from scheduled_messages) as held`
    lastKnown = counts!.last
    assert.ok(counts!.events > 10 && counts!.events < posted + 22, JSON.stringify(counts))
    assert.deepEqual([counts!.isIndexed, counts!.unposted, counts!.outbound, counts!.held], [true, 0, 1, 'late'])
    const days = await db`select count(*)::int as n from events_default`
    assert.equal(days[0]!.n, 0)
    for (const row of await db`select endpoint_id, ticket_id, sequence from attempts where outcome = 'delivered'`)
      delivered.add(`msg_${row.endpoint_id}_${row.ticket_id}_${row.sequence}`)
    for (const row of await db`select endpoint_id, ticket_id, d.sequence from deliveries d join lanes l on l.id = d.lane_id`)
      waiting.add(`msg_${row.endpoint_id}_${row.ticket_id}_${row.sequence}`)
  }
  assert.ok(delivered.size > 0 && waiting.size > 0)

  receiver.requests.length = 0
  dead.requests.length = 0
  dead.behave(200)
  const env = { ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32', WA_GRAPH_BASE_URL: stage.emulator.url }
  await using program = await startProgram({ dataDir: fresh.path, env })
  await eventually(async () => {
    const came = new Set([...receiver.requests, ...dead.requests].map(idOf))
    return [...waiting].every(id => came.has(id))
  })
  const call = caller(() => program.url, { authorization })
  const closed = await call('POST', `/tickets/${ticket.id}/close`, { closingReasonId: company.reason })
  assert.equal(closed.status, 200, JSON.stringify(closed.body))
  const news = await eventually(async () =>
    receiver.requests.find(({ body }) => body.includes('"ClosedTicket"') && body.includes(`"id":${ticket.id},`)),
  )
  assert.equal(before.has(idOf(news)), false)
  assert.ok(Number(news.headers['recado-sequence']) > 1_000_000)
  assert.deepEqual(
    [...receiver.requests, ...dead.requests].map(idOf).filter(id => delivered.has(id)),
    [],
  )
  // A reader that read on after the backup, and one whose position is the end of the backup.
  for (const after of [lastKnown, lostMarks[0]!.last]) {
    const gone = await call('GET', `/events?after=${after}`)
    assert.deepEqual([gone.status, gone.body.code], [410, 'events_gone'])
    const next = await call('GET', `/events?after=${gone.body.params.position}`)
    assert.ok(next.body.data.some((event: { type: string }) => event.type === 'ClosedTicket'))
  }
  const path = new URL(file).pathname
  const shown = await fetch(program.url + path)
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), PNG)
})

test('a restore refuses a damaged or newer archive and a database that is not empty, with a sentence, and leaves nothing', async () => {
  await using source = await testDatabase()
  await using target = await testDatabase({ empty: true })
  using folder = tempFolder()
  using other = tempFolder()
  const archive = join(folder.path, 'a.tar.gz')
  const secretKeys = [Buffer.alloc(32, 7)]
  const from = { ...readConfig({ DATA_DIR: folder.path }), databaseUrl: source.url }
  const to = { ...readConfig({ DATA_DIR: other.path }), databaseUrl: target.url }
  const refused = (path: string, why: RegExp, into = to) =>
    assert.rejects(
      restore(into, () => createReadStream(path)),
      { name: 'OperatorError', message: why },
    )
  await assert.rejects(backUp(from, { to: archive, withKey: true }), /There is no secret key/)
  assert.match(await backUp({ ...from, secretKeys }, { to: archive, withKey: true }), /The secret key is in it/)
  await assert.rejects(backUp(from, { to: archive, withKey: false }), /exists already/)

  const whole = readFileSync(archive)
  const variant = (bytes: Buffer) => {
    const path = join(folder.path, 'variant')
    writeFileSync(path, bytes)
    return path
  }
  await refused(variant(whole.subarray(0, whole.length - 200)), /cut short/)
  const flipped = Buffer.from(whole)
  flipped[whole.length >> 1]! ^= 0x10
  await refused(variant(flipped), /damaged|cut short/)
  // It was unpacked and packed again with one letter changed, which only the hash at its end shows.
  const unpacked = gunzipSync(whole)
  const at = unpacked.indexOf('madeAt')
  unpacked[at + 12] = '9'.charCodeAt(0)
  await refused(variant(gzipSync(unpacked)), /damaged: it is not what was written/)
  await refused(variant(Buffer.from('not an archive at all')), /not a backup of Recado/)
  await refused(join(folder.path, 'nowhere'), /cannot be read/)
  await refused(archive, /not empty: it has the table accounts/, { ...to, databaseUrl: source.url })
  const newer = variant(gzipSync(withTomorrow(gunzipSync(whole))))
  await refused(newer, /backup belongs to a newer Recado: it has the migration/)
  const [left] = await target.db`select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace`
  assert.equal(left!.n, 0)

  const { end } = await checkArchive(createReadStream(archive))
  assert.equal(end.files, 0)
  const done = await restore(to, () => createReadStream(archive))
  assert.match(done.join('\n'), /The secret key of the backup is in .*secret\.key/)
  assert.equal(readFileSync(join(other.path, 'secret.key'), 'utf8').trim(), secretKeys[0]!.toString('base64'))
  assert.deepEqual(await pendingMigrations(target.db), [])
})

/** The number of the last migration is raised, as in an archive of a newer Recado. */
function withTomorrow(tar: Buffer): Buffer {
  const text = tar.toString('latin1')
  const last = [...text.slice(0, text.indexOf('"tables"')).matchAll(/"version":(\d\d),"name"/g)].at(-1)!
  return Buffer.from(`${text.slice(0, last.index + 10)}99${text.slice(last.index + 12)}`, 'latin1')
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
