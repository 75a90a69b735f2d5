/** Saved texts for answering, found by what is typed after a slash. */
import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { operations } from '../api/generated/schema.ts'

type Page = operations['listQuickReplies']['responses'][200]['content']['application/json']
export type QuickReply = Page['data'][number]

export const quickRepliesQuery = queryOptions({
  queryKey: ['quick-replies'],
  queryFn: ({ signal }) =>
    everyPage<QuickReply>(after =>
      bodyOf(
        api.GET('/api/v1/quick-replies', {
          params: { query: { isActive: true, limit: 200, ...(after && { after }) } },
          signal,
        }),
      ),
    ),
})

/** With the ticket's values in place of its variables. */
export const filledReply = (id: number, ticketId: number) =>
  bodyOf(api.GET('/api/v1/quick-replies/{id}/filled', { params: { path: { id }, query: { ticketId } } }))

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Shortcuts that begin with it come first, then those whose text contains it; those of other queues are left out. */
export function matching(replies: readonly QuickReply[], typed: string, queueId: number | null): QuickReply[] {
  const wanted = bare(typed)
  const ours = replies.filter(reply => reply.queueId === null || reply.queueId === queueId)
  const begins = ours.filter(({ shortcut }) => bare(shortcut).startsWith(wanted))
  const holds = ours.filter(reply => !begins.includes(reply) && wanted.length > 1 && bare(reply.body).includes(wanted))
  return [...begins, ...holds].slice(0, 8)
}
