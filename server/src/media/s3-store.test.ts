/** Against a real S3 service: what a store promises, how it reports a failure, and files that move to it. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { testDatabase } from '../../test/harness/database.ts'
import { startS3, type TestS3 } from '../../test/harness/s3.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { readConfig } from '../base/config.ts'
import { folderStore } from './folder-store.ts'
import { addStoredMedia } from './media.ts'
import { type FileAddress, type MediaStore, NoFile, newMediaKey, StoreAway, TooLarge } from './media-store.ts'
import { moveMedia } from './move-media.ts'
import { mediaPlaces } from './open-store.ts'
import type { S3Store } from './s3-store.ts'
import { withOlder } from './two-stores.ts'

let s3: TestS3
before(async () => {
  s3 = await startS3()
})
after(() => s3[Symbol.asyncDispose]())

const storeOf = (env: Record<string, string> = {}): S3Store => mediaPlaces(readConfig({ ...s3.env, ...env })).s3!
const newAddress = (): FileAddress => ({ tenantId: 1, key: newMediaKey() })

async function* piecesOf(bytes: Buffer, size = 64 * 1024) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Less than one part, and more than two. */
const SIZES = [10, 11 * 1024 * 1024]

test('what was written is read, whole and in part, until it is removed', async () => {
  const store = storeOf()
  for (const size of SIZES) {
    const at = newAddress()
    const bytes = randomBytes(size)
    assert.equal(await store.size(at), undefined)
    await assert.rejects(store.read(at), NoFile)
    const written = await store.write(at, piecesOf(bytes), size)
    assert.equal(written.size, size)
    assert.deepEqual(written.sha256, createHash('sha256').update(bytes).digest())
    assert.deepEqual(written.head, bytes.subarray(0, written.head.length))
    assert.equal(await store.size(at), size)
    assert.ok((await store.read(at)).equals(bytes))
    const part = await buffer(store.stream(at, { start: 3, end: size - 2 }))
    assert.ok(part.equals(bytes.subarray(3, size - 1)))
    const blob = await store.withBlob(at, 'image/png', async file => [file.type, await file.bytes()] as const)
    assert.equal(blob[0], 'image/png')
    assert.ok(Buffer.from(blob[1]).equals(bytes))
    await store.remove(at)
    await store.remove(at)
    assert.equal(await store.size(at), undefined)
    await assert.rejects(buffer(store.stream(at)), NoFile)
  }
})

test('readers who stop reading keep no other company waiting, and their own as long as they stay', async () => {
  const store = storeOf()
  const bytes = randomBytes(2 * 1024 * 1024)
  const [mine, theirs] = [newAddress(), { ...newAddress(), tenantId: 2 }]
  for (const at of [mine, theirs]) await store.write(at, piecesOf(bytes), bytes.length)
  const stopped = Array.from({ length: 110 }, () => store.stream(mine))
  // Each asks for its first bytes and for no more.
  await Promise.race(stopped.map(stream => once(stream, 'readable')))
  assert.ok((await store.read(theirs)).equals(bytes))
  const own = store.read(mine)
  for (const stream of stopped) stream.destroy()
  assert.ok((await own).equals(bytes))
})

test('a file is there as a whole or not at all', async () => {
  const store = storeOf()
  for (const size of SIZES) {
    const at = newAddress()
    await assert.rejects(store.write(at, piecesOf(randomBytes(size)), size - 1), TooLarge)
    assert.equal(await store.size(at), undefined)
    async function* cut() {
      yield* piecesOf(randomBytes(size))
      throw new Error('the line is cut')
    }
    await assert.rejects(store.write(at, cut(), size), /the line is cut/)
    assert.equal(await store.size(at), undefined)
  }
  await assert.rejects(store.read({ tenantId: 1, key: '../../../etc/passwd' }), /not a media key/)
})

test('the sender of the bytes is not left waiting when they cannot be stored', async () => {
  let isLetGo = false
  async function* endless() {
    try {
      for (;;) yield randomBytes(1024 * 1024)
    } finally {
      isLetGo = true
    }
  }
  await assert.rejects(storeOf({ MEDIA_S3_BUCKET: 'nowhere' }).write(newAddress(), endless(), 1e9), StoreAway)
  assert.ok(isLetGo)
})

test('a bucket that cannot be used gives a sentence, and never counts as a missing file', async () => {
  const broken: [Record<string, string>, RegExp][] = [
    [{ MEDIA_S3_BUCKET: 'nowhere' }, /has no bucket nowhere: make it there, or correct MEDIA_S3_BUCKET/],
    [{ MEDIA_S3_ACCESS_KEY_ID: 'wrong' }, /refuses the key for the bucket files/],
    [{ MEDIA_S3_ENDPOINT: 'http://127.0.0.1:9' }, /127\.0\.0\.1:9 cannot be reached: .*ECONNREFUSED/],
  ]
  for (const [env, sentence] of broken) {
    const store = storeOf(env)
    await assert.rejects(store.check(), { name: 'StoreAway', message: sentence })
    await assert.rejects(store.write(newAddress(), piecesOf(randomBytes(10)), 10), StoreAway)
  }
  await storeOf().check()
  const away = storeOf(broken[2]![0])
  await assert.rejects(away.size(newAddress()), StoreAway)
  await assert.rejects(withOlder(away, storeOf()).size(newAddress()), StoreAway)
  assert.throws(() => mediaPlaces(readConfig({ MEDIA_STORE: 's3' })), /needs MEDIA_S3_BUCKET/)
  assert.throws(() => storeOf({ MEDIA_S3_SECRET_ACCESS_KEY: '' }), /belong together/)
})

test('files move while they are read; one that is not as it was stored stays where it is', async () => {
  await using database = await testDatabase({ max: 8 })
  using folder = tempFolder()
  const { db } = database
  const [tenant] = await db<{ id: number }[]>`insert into tenants (name) values ('Padaria') returning id`
  const [older, current] = [folderStore(folder.path), storeOf({ MEDIA_S3_PREFIX: 'moved/' })]
  const both = withOlder(current, older)
  const put = async (store: MediaStore, bytes: Buffer) => {
    const at = { tenantId: tenant!.id, key: newMediaKey() }
    const written = await store.write(at, piecesOf(bytes), bytes.length)
    await addStoredMedia({ db, store }, { ...at, userId: null, fileName: 'a', claimedType: 'text/plain', written })
    return at
  }
  const files = await Promise.all(Array.from({ length: 12 }, (_, n) => put(older, Buffer.from(`file ${n}`))))
  const there = await put(current, Buffer.from('there already'))
  const [lost, changed] = [await put(older, Buffer.from('lost')), await put(older, Buffer.from('as it was'))]
  await older.remove(lost)
  await older.write(changed, piecesOf(Buffer.from('otherwise')), 9)

  const kept = await moveMedia({ db, current, older, say: () => {} }, { keep: true })
  assert.deepEqual(kept, { moved: 12, bytes: kept.bytes, already: 1, missing: 2 })
  assert.equal(await older.size(files[3]!), 6)
  // When it runs again, it only removes what it had left.
  const moved = await moveMedia({ db, current, older, say: () => {} }, { keep: false })
  assert.deepEqual(moved, { moved: 0, bytes: 0, already: 13, missing: 2 })
  for (const [n, at] of files.entries()) {
    assert.equal(await older.size(at), undefined)
    assert.equal(String(await current.read(at)), `file ${n}`)
  }
  assert.equal(String(await both.read(there)), 'there already')
  assert.equal(String(await older.read(changed)), 'otherwise')
  assert.equal(await current.size(changed), undefined)

  // And back again, while somebody reads. It is tested in this direction because s3rver shows an object before it is whole.
  let isOver = false
  const reading = (async () => {
    for (let n = 0; !isOver; n = (n + 5) % files.length) {
      assert.equal(String(await withOlder(older, current).read(files[n]!)), `file ${n}`)
      await pause(20)
    }
  })()
  const back = await moveMedia({ db, current: older, older: current, say: () => {} }, { keep: false })
  isOver = true
  await reading
  assert.equal(back.moved, 13)
  await both.remove(files[0]!)
  assert.deepEqual([await older.size(files[0]!), await current.size(files[0]!)], [undefined, undefined])
})
