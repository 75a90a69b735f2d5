import assert from 'node:assert/strict'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { open, seal } from './seal.ts'
import { findKeyring, readKeptKeys, secretKeyring, writeKeptKeys } from './secret-key.ts'

test('a secret key is made once, kept to its owner, and found again', () => {
  using folder = tempFolder()
  const config = { secretKeys: undefined, dataDir: join(folder.path, 'data') }
  assert.equal(findKeyring(config), undefined)
  const sealed = seal(secretKeyring(config), 'secret')
  assert.notEqual(findKeyring(config), undefined)
  assert.equal(open(secretKeyring(config), sealed), 'secret')
  assert.equal(statSync(join(config.dataDir, 'secret.key')).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(config.dataDir), ['secret.key'])
  writeFileSync(join(config.dataDir, 'secret.key'), 'torn')
  assert.throws(() => secretKeyring(config), /secret\.key cannot be read as a key/)
})

test('several keys may be kept: the first seals, all of them open', () => {
  using folder = tempFolder()
  const config = { secretKeys: undefined, dataDir: folder.path }
  const sealed = seal(secretKeyring(config), 'secret')
  writeKeptKeys(folder.path, [Buffer.alloc(32, 1), ...(readKeptKeys(folder.path) ?? [])])
  const ring = secretKeyring(config)
  assert.deepEqual([ring.all.length, ring.current.bytes[0]], [2, 1])
  assert.equal(open(ring, sealed), 'secret')
})
