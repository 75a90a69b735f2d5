/**
 * `await using folder = await clusterFolder()`: a data folder whose PostgreSQL is set up. The set-up takes seconds, so each test file
 * does it once and copies the result.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { startEmbeddedPostgres } from '../../src/base/embedded/embedded-postgres.ts'
import { type TempFolder, tempFolder } from './temp-folder.ts'

let template: Promise<TempFolder> | undefined

async function setUp(): Promise<TempFolder> {
  const folder = tempFolder()
  await (await startEmbeddedPostgres({ dataDir: folder.path }))[Symbol.asyncDispose]()
  process.once('exit', () => folder[Symbol.dispose]())
  return folder
}

export async function clusterFolder(): Promise<TempFolder> {
  template ??= setUp()
  const { path } = await template
  const folder = tempFolder()
  // It copies owners and modes, because as root the database belongs to another account.
  execFileSync('cp', ['-a', `${path}/.`, folder.path])
  rmSync(`${folder.path}/postgres.log`, { force: true })
  return folder
}
