/** Our files inside a content that is sent: `{ mediaId }` becomes Meta's `{ id }` when the file has been uploaded. */
import type { Json } from '../json.ts'

export function mediaIdsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(mediaIdsIn)
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'mediaId' && typeof item === 'number' ? [item] : mediaIdsIn(item),
  )
}

export function withUploads<T>(value: T, uploaded: ReadonlyMap<number, string>): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => withUploads(item, uploaded)) as T
  const entries = Object.entries(value as Json).map(([key, item]) => {
    const id = key === 'mediaId' && typeof item === 'number' ? uploaded.get(item) : undefined
    return id === undefined ? [key, withUploads(item, uploaded)] : ['id', id]
  })
  return Object.fromEntries(entries) as T
}
