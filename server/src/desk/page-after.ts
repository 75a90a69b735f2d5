import { idFromCursor } from '../web/page.ts'

/** For lists that grow at their end. */
export const idAfter = (cursor: string | undefined) => (cursor === undefined ? 0 : idFromCursor(cursor))

/** For lists whose newest come first. */
export const idBefore = (cursor: string | undefined) =>
  cursor === undefined ? Number.MAX_SAFE_INTEGER : idFromCursor(cursor)
