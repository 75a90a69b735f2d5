import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runProgram } from '../../../test/harness/program.ts'
import { tempFolder } from '../../../test/harness/temp-folder.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { findPostgresHome } from './postgres-home.ts'

test('a data folder whose database is gone is refused in words, and no empty one takes its place', async () => {
  using folder = tempFolder()
  const dataDir = join(folder.path, 'data')
  const first = await startEmbeddedPostgres({ dataDir })
  await first[Symbol.asyncDispose]()
  const { cluster } = findPostgresHome(dataDir)
  rmSync(cluster, { recursive: true })
  const refused = {
    name: 'OperatorError',
    message: /was in use before \(it holds postgres\.json\), but its database is not in .*name another DATA_DIR/s,
  }
  await assert.rejects(startEmbeddedPostgres({ dataDir }), refused)
  assert.equal(existsSync(cluster), false)
})

test('check-config on an empty folder says what the first start will make, and makes nothing', async () => {
  using folder = tempFolder()
  const dataDir = join(folder.path, 'data')
  const { code, stdout, stderr } = await runProgram(['check-config'], { dataDir })
  assert.equal(code, 0, stderr)
  assert.match(stdout, /^secret key +none yet: the first start makes one$/m)
  assert.match(stdout, /^database +none yet: the first start makes it$/m)
  assert.match(stdout, /The settings are valid\. Nothing was changed\.\n$/)
  assert.deepEqual(readdirSync(folder.path), [])
})
