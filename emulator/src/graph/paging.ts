import type { FastifyRequest } from 'fastify'
import { GraphError, type Json } from './graph-error.ts'

type Asked = Pick<FastifyRequest, 'query' | 'originalUrl' | 'protocol' | 'host'>

const MAX_PAGE = 100
const USUAL_PAGE = 25

/** A page of a list: `limit`, `after` and `before`, with `paging.next` and `paging.previous` where there is more. */
export function pageOf(request: Asked, items: Json[]): Json {
  const query = request.query as Record<string, unknown>
  const limit = Math.min(Math.max(Math.trunc(Number(query.limit ?? USUAL_PAGE)) || USUAL_PAGE, 1), MAX_PAGE)
  const before = positionOf(query.before)
  const start = before === null ? (positionOf(query.after) ?? 0) : Math.max(0, before - limit)
  const end = Math.min(before ?? start + limit, items.length)
  const link = (key: 'after' | 'before', position: number) => {
    const url = new URL(request.originalUrl, `${request.protocol}://${request.host}`)
    url.searchParams.delete('after')
    url.searchParams.delete('before')
    url.searchParams.set(key, cursorOf(position))
    return url.href
  }
  return {
    data: items.slice(start, end),
    ...(items.length > 0 && {
      paging: {
        cursors: { before: cursorOf(start), after: cursorOf(end) },
        ...(end < items.length && { next: link('after', end) }),
        ...(start > 0 && { previous: link('before', start) }),
      },
    }),
  }
}

const cursorOf = (position: number): string => Buffer.from(String(position)).toString('base64url')

function positionOf(cursor: unknown): number | null {
  if (cursor === undefined || cursor === '') return null
  const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString() : ''
  if (!/^\d{1,9}$/.test(text)) throw new GraphError(100, 'The cursor has expired or is not valid.')
  return Number(text)
}
