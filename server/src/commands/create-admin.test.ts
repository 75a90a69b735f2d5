import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { startAccessServer } from '../../test/harness/access-server.ts'
import { testDatabase } from '../../test/harness/database.ts'
import { OperatorError } from '../base/operator-error.ts'
import { makeAdmin, readAdmin } from './create-admin.ts'

test('create-admin makes the company once, and an admin who can sign in', async () => {
  await using database = await testDatabase()
  const { db } = database
  const run = async (args: string[], stdin = '') => makeAdmin(db, await readAdmin(args, Readable.from([stdin])))
  const ana = ['--tenant', 'Padaria', '--name', 'Ana', '--email', 'ana@padaria.test']

  const lines = await run([...ana, '--password-stdin'], 'from standard input\n')
  assert.equal(lines.join().includes('from standard input'), false)
  const [, generatedLine] = await run(['--tenant', 'padaria', '--name', 'Bia', '--email', 'bia@padaria.test'])
  const generated = generatedLine?.replace('Password: ', '') ?? ''
  const [tenants] = await db`select count(*) from tenants`
  assert.equal(tenants?.count, 1)

  const server = await startAccessServer({ db, dataDir: tmpdir() })
  const signIn = (email: string, password: string) =>
    server.call('POST', '/api/auth/sign-in/email', { body: { email, password } })
  try {
    assert.equal((await signIn('ana@padaria.test', 'from standard input')).body.profile, 'admin')
    assert.equal((await signIn('bia@padaria.test', generated)).body.profile, 'admin')
  } finally {
    await server.close()
  }

  for (const args of [ana, ana.slice(2), [...ana, '--password', 'visible to all'], [...ana, '--password-stdin']]) {
    await assert.rejects(run(args, 'short'), OperatorError)
  }
})
