import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from '../server/test/harness/temp-folder.ts'
import { isInstalled, rememberInstall } from './installed.mjs'

const lock = (version: string) => ({
  packages: {
    '': { name: 'sample' },
    'node_modules/one': { version },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
    'node_modules/own': { resolved: 'own', link: true },
  },
})

function project() {
  const folder = tempFolder()
  const write = (path: string, content: object) => writeFileSync(join(folder.path, path), JSON.stringify(content))
  write('package-lock.json', lock('1.0.0'))
  return { root: folder.path, write, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

test('a fresh clone is not installed; after an install it is, until the lock changes', () => {
  using sample = project()
  assert.equal(isInstalled(sample.root), false)
  mkdirSync(join(sample.root, 'node_modules'))
  assert.equal(isInstalled(sample.root), false, 'an install that was cut short')
  rememberInstall(sample.root)
  assert.equal(isInstalled(sample.root), true)
  sample.write('package-lock.json', lock('1.0.1'))
  assert.equal(isInstalled(sample.root), false)
  rmSync(join(sample.root, 'node_modules'), { recursive: true })
  assert.equal(isInstalled(sample.root), false)
})

test('an install by hand with npm counts when it matches the lock', () => {
  using sample = project()
  mkdirSync(join(sample.root, 'node_modules'))
  sample.write('node_modules/.package-lock.json', { packages: { 'node_modules/one': { version: '0.9.0' } } })
  assert.equal(isInstalled(sample.root), false)
  sample.write('node_modules/.package-lock.json', { packages: { 'node_modules/one': { version: '1.0.0' } } })
  assert.equal(isInstalled(sample.root), true)
})
