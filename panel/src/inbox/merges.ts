/** Two contacts that are one person: merging and splitting them. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import i18next from 'i18next'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'
import type { Contact } from '../api/types.ts'
import { toast } from '../ui/toast.tsx'
import { contactKey } from './contact-labels.tsx'

export type MergePreview = components['schemas']['MergePreview']

const UNDO_MS = 10_000

export const mergePreviewQuery = (id: number, contactId: number) =>
  queryOptions({
    queryKey: ['merge-preview', id, contactId],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v1/contacts/{id}/merge-preview', { params: { path: { id }, query: { contactId } }, signal }),
      ),
    staleTime: 0,
    gcTime: 0,
  })

/** The merges of a contact that were not undone, newest first. */
export const mergesQuery = (id: number) =>
  queryOptions({
    queryKey: [...contactKey(id), 'merges'],
    queryFn: async ({ signal }) => {
      const entries = await everyPage(after =>
        bodyOf(
          api.GET('/api/v1/contacts/{id}/log', {
            params: { path: { id }, query: { limit: 200, ...(after && { after }) } },
            signal,
          }),
        ),
      )
      return entries.filter(entry => entry.action === 'merged' && !entry.isUndone && entry.contactId === id)
    },
  })

function changed(queries: QueryClient): void {
  for (const key of ['contact', 'tickets', 'ticket', 'search', 'scheduled']) {
    void queries.invalidateQueries({ queryKey: [key] })
  }
}

/** Its notice has a button to undo it. */
export async function merge(queries: QueryClient, id: number, contactId: number): Promise<Contact> {
  const merged = await bodyOf(
    api.POST('/api/v1/contacts/{id}/merge', { params: { path: { id } }, body: { contactId } }),
  )
  changed(queries)
  const undo = async () => {
    const [newest] = await queries.fetchQuery({ ...mergesQuery(merged.id), staleTime: 0 })
    if (newest !== undefined) await split(queries, merged.id, newest.id)
  }
  toast.success(i18next.t('merge.done', { ns: 'inbox', name: merged.name }), {
    duration: UNDO_MS,
    action: {
      label: i18next.t('merge.undo', { ns: 'inbox' }),
      onClick: () => void undo().catch((error: Error) => toast.error(error.message)),
    },
  })
  return merged
}

/** Restores the contact that was merged into this one, with what moved. */
export async function split(queries: QueryClient, id: number, logId: number): Promise<void> {
  const back = await bodyOf(api.POST('/api/v1/contacts/{id}/split', { params: { path: { id } }, body: { logId } }))
  changed(queries)
  toast.success(i18next.t('merge.splitDone', { ns: 'inbox', name: back.name }))
}
