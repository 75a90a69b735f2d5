/** "Not there" is not "new": a start says what a data folder lacks, and makes nothing in its place. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from '../../../test/harness/temp-folder.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { findPostgresPlace } from './postgres-home.ts'

async function refused(dataDir: string, message: RegExp): Promise<void> {
  const before = listing(dataDir)
  await assert.rejects(startEmbeddedPostgres({ dataDir }), { name: 'OperatorError', message })
  assert.deepEqual(listing(dataDir), before)
}

const listing = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

test('a data folder of which something is missing is refused with a sentence, and nothing new takes its place', async t => {
  using folder = tempFolder()
  const dataDir = join(folder.path, 'above', 'data')
  // The umask of a hardened server. PostgreSQL's account must be able to reach its folder all the same.
  const before = process.umask(0o077)
  await (await startEmbeddedPostgres({ dataDir }))[Symbol.asyncDispose]()
  process.umask(before)
  assert.equal(existsSync(join(dataDir, 'postgres')), true)
  assert.equal(statSync(join(dataDir, 'postgres.json')).mode & 0o777, 0o600)
  writeFileSync(join(dataDir, 'secret.key'), 'x')
  const { cluster } = findPostgresPlace(dataDir)
  const access = join(dataDir, 'postgres.json')
  const away = (path: string) => {
    renameSync(path, join(folder.path, 'away'))
    return { [Symbol.dispose]: () => renameSync(join(folder.path, 'away'), path) }
  }

  await t.test('its database', async () => {
    using _ = away(cluster)
    await refused(
      dataDir,
      /was in use before \(it holds postgres\.json\), but its database is not in .*name another DATA_DIR/s,
    )
    using __ = { [Symbol.dispose]: () => rmSync(cluster, { recursive: true }) }
    // Where a volume should be mounted there is an empty folder.
    mkdirSync(cluster)
    await refused(dataDir, /Is a volume not mounted/)
  })

  await t.test('all of its database but the key', async () => {
    using _ = away(cluster)
    const text = readFileSync(access)
    rmSync(access)
    await refused(dataDir, /was in use before \(it holds secret\.key\)/)
    writeFileSync(access, text)
  })

  await t.test('its postgres.json', async () => {
    using _ = away(access)
    await refused(dataDir, /postgres\.json, which holds its password, is not\. Put it back from a backup/)
  })

  await t.test('a part of its database', async () => {
    using _ = away(join(cluster, 'PG_VERSION'))
    await refused(dataDir, /is not whole: it has no PG_VERSION/)
  })

  await t.test('nothing: it starts wherever it was moved to', async () => {
    const moved = join(folder.path, 'moved')
    renameSync(dataDir, moved)
    await (await startEmbeddedPostgres({ dataDir: moved }))[Symbol.asyncDispose]()
  })
})
