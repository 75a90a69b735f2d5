import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diskRoomCheck } from './disk-room.ts'
import { readinessOf } from './readiness.ts'

const ask = (hasDatabase: boolean, freeBytes: () => Promise<number>) =>
  readinessOf([diskRoomCheck({ dataDir: '/nowhere', hasDatabase, freeBytes })])

test('a full disk is said, and with the database on it nothing works', async () => {
  const reasons = ['the disk of DATA_DIR is full: nothing is stored until there is room']
  assert.deepEqual(await ask(true, async () => 0), { isReady: false, reasons })
  assert.deepEqual(await ask(false, async () => 4_096), { isReady: true, reasons })
  assert.deepEqual(await ask(true, async () => 50_000_000), { isReady: true, reasons: [] })
})

test('a disk of which nothing can be said is no reason', async () => {
  assert.deepEqual(await ask(true, () => Promise.reject(new Error('ENOSYS'))), { isReady: true, reasons: [] })
  const gone = diskRoomCheck({ dataDir: '/no/such/folder', hasDatabase: true })
  assert.deepEqual(await readinessOf([gone]), { isReady: true, reasons: [] })
})
