/**
 * Two stores as one, while files move from one to the other: new files go into the first, and a file that is not there yet is
 * read from the second. So the settings are changed first, and the files follow while people work (move-media.ts).
 */
import { Readable } from 'node:stream'
import { type FileAddress, type MediaStore, NoFile } from './media-store.ts'

export function withOlder(current: MediaStore, older: MediaStore): MediaStore {
  async function orOlder<T>(ask: (store: MediaStore) => Promise<T>): Promise<T> {
    try {
      return await ask(current)
    } catch (error) {
      if (!(error instanceof NoFile)) throw error
      return ask(older)
    }
  }

  async function* chunksOf(at: FileAddress, range?: { start: number; end: number }): AsyncGenerator<Uint8Array> {
    try {
      // `NoFile` comes before the first byte, so nothing is sent twice.
      yield* current.stream(at, range)
    } catch (error) {
      if (!(error instanceof NoFile)) throw error
      yield* older.stream(at, range)
    }
  }

  return {
    write: (at, source, limit) => current.write(at, source, limit),
    stream: (at, range) => Readable.from(chunksOf(at, range), { objectMode: false }),
    read: at => orOlder(store => store.read(at)),
    withBlob: (at, mimeType, use) => orOlder(store => store.withBlob(at, mimeType, use)),
    size: async at => (await current.size(at)) ?? older.size(at),
    async remove(at) {
      await Promise.all([current.remove(at), older.remove(at)])
    },
  }
}
