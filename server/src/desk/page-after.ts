import { fromCursor } from '../base/page.ts'

/** For lists that grow at their end. */
export const idAfter = (cursor: string | undefined) => (cursor === undefined ? 0 : cursorId(cursor))

/** For lists whose newest come first. */
export const idBefore = (cursor: string | undefined) =>
  cursor === undefined ? Number.MAX_SAFE_INTEGER : cursorId(cursor)

const cursorId = (cursor: string) => Math.trunc(Number(fromCursor(cursor, 1)[0])) || 0
