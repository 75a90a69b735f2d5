/** The lists of a company that are short enough to be loaded whole. The stream names them when they change. */
import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf, everyPage } from '../api/client.ts'

const page = (after: string | undefined, signal: AbortSignal) => ({
  params: { query: { limit: 200, ...(after && { after }) } },
  signal,
})

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/queues', page(after, signal)))),
})

/** The automation of a queue. */
export const automationQuery = (queueId: number) =>
  queryOptions({
    queryKey: ['queue-automations', queueId],
    queryFn: ({ signal }) => readAutomation(queueId, signal),
  })

export const readAutomation = (queueId: number, signal: AbortSignal) =>
  bodyOf(api.GET('/api/v1/queues/{id}/automation', { params: { path: { id: queueId } }, signal }))

/** Names and queues of colleagues. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/colleagues', { signal }))).data,
})

export const closingReasonsQuery = queryOptions({
  queryKey: ['closing-reasons'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/closing-reasons', page(after, signal)))),
})

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/tags', page(after, signal)))),
})

export const stagesQuery = queryOptions({
  queryKey: ['stages'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/stages', page(after, signal)))),
})

export const followupsQuery = queryOptions({
  queryKey: ['followups'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/followups', page(after, signal)))),
})

export const walletsQuery = queryOptions({
  queryKey: ['wallets'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/wallets', page(after, signal)))),
})

export const customFieldsQuery = queryOptions({
  queryKey: ['custom-fields'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/custom-fields', page(after, signal)))),
})

/** For administrators alone. */
export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/users', page(after, signal)))),
})

/** For administrators alone. */
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/invitations', page(after, signal)))),
})

/** What this server can do before anybody is signed in, for example whether it sends e-mails. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/setup', { signal })),
})

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => everyPage(after => bodyOf(api.GET('/api/v1/channels', page(after, signal)))),
})
