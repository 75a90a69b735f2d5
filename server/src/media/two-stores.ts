/**
 * Two stores as one, while files move from one to the other: new files go into the first, and a file that is not there yet is
 * read from the second. So the settings are changed first, and the files follow while people work (move-media.ts).
 */
import { Readable } from 'node:stream'
import { type FileAddress, type MediaStore, NoFile } from './media-store.ts'

export function withOlder(current: MediaStore, older: MediaStore): MediaStore {
  // A file may leave the second after the first was asked: then it is in the first by now.
  const places = [current, older, current]

  async function askEach<T>(ask: (store: MediaStore) => Promise<T>): Promise<T> {
    let missing: unknown
    for (const store of places) {
      try {
        return await ask(store)
      } catch (error) {
        if (!(error instanceof NoFile)) throw error
        missing = error
      }
    }
    throw missing
  }

  async function* chunksOf(at: FileAddress, range?: { start: number; end: number }): AsyncGenerator<Uint8Array> {
    let missing: unknown
    for (const store of places) {
      try {
        // `NoFile` comes before the first byte, so nothing is sent twice.
        return yield* store.stream(at, range)
      } catch (error) {
        if (!(error instanceof NoFile)) throw error
        missing = error
      }
    }
    throw missing
  }

  return {
    write: (at, source, limit) => current.write(at, source, limit),
    stream: (at, range) => Readable.from(chunksOf(at, range), { objectMode: false }),
    read: at => askEach(store => store.read(at)),
    withBlob: (at, mimeType, use) => askEach(store => store.withBlob(at, mimeType, use)),
    size: async at => (await current.size(at)) ?? (await older.size(at)) ?? current.size(at),
    async remove(at) {
      await Promise.all([current.remove(at), older.remove(at)])
    },
  }
}
