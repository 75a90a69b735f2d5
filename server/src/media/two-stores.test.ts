import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { folderStore } from './folder-store.ts'
import { type FileAddress, type MediaStore, NoFile, newMediaKey } from './media-store.ts'
import { withOlder } from './two-stores.ts'

const TEXT = 'bom dia'

async function* bytes() {
  yield Buffer.from(TEXT)
}

/** The file leaves the older place for the current one after a reader has not found it in the current one. */
async function movedMeanwhile(): Promise<{ both: MediaStore; at: FileAddress; [Symbol.dispose]: () => void }> {
  const folders = [tempFolder(), tempFolder()] as const
  const [current, older] = folders.map(folder => folderStore(folder.path)) as [MediaStore, MediaStore]
  const at = { tenantId: 1, key: newMediaKey() }
  await older.write(at, bytes(), 100)
  const move = async () => {
    await current.write(at, bytes(), 100)
    await older.remove(at)
  }
  const leaving: MediaStore = {
    ...older,
    read: async address => move().then(() => older.read(address)),
    size: async address => move().then(() => older.size(address)),
    withBlob: async (address, type, use) => move().then(() => older.withBlob(address, type, use)),
    stream: (address, range) => {
      const moved = move()
      async function* chunks() {
        await moved
        yield* older.stream(address, range)
      }
      return chunks() as unknown as ReturnType<MediaStore['stream']>
    },
  }
  return {
    both: withOlder(current, leaving),
    at,
    [Symbol.dispose]: () => {
      for (const folder of folders) folder[Symbol.dispose]()
    },
  }
}

test('a file that moves between two looks is found, in every way of reading it', async () => {
  const ways: [string, (store: MediaStore, at: FileAddress) => Promise<unknown>, unknown][] = [
    ['read', async (store, at) => String(await store.read(at)), TEXT],
    ['stream', async (store, at) => String(await buffer(store.stream(at))), TEXT],
    ['a part', async (store, at) => String(await buffer(store.stream(at, { start: 4, end: 6 }))), 'dia'],
    ['a blob', (store, at) => store.withBlob(at, 'text/plain', blob => blob.text()), TEXT],
    ['size', (store, at) => store.size(at), TEXT.length],
  ]
  for (const [name, ask, wanted] of ways) {
    using moving = await movedMeanwhile()
    assert.equal(await ask(moving.both, moving.at), wanted, name)
  }
})

test('a file that neither place has is not there', async () => {
  using folder = tempFolder()
  const store = folderStore(folder.path)
  const both = withOlder(store, store)
  const at = { tenantId: 1, key: newMediaKey() }
  await assert.rejects(both.read(at), NoFile)
  await assert.rejects(buffer(both.stream(at)), NoFile)
  assert.equal(await both.size(at), undefined)
})
