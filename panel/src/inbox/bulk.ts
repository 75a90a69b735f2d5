/**
 * One action on many conversations. The server waits ten seconds before it begins, so that it can be undone. What it could not do
 * is listed with the reason, and a link to each conversation.
 */
import i18next from 'i18next'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'
import { queries } from '../app/queries.ts'
import { toast } from '../ui/toast.tsx'
import { signal } from './signals.ts'

type NewBulkAction = components['schemas']['NewBulkAction']
type BulkAction = components['schemas']['BulkAction']
export type BulkResult = components['schemas']['BulkResult']

const UNDO_SECONDS = 10
const LOOK_MS = 1_000
/** Nothing takes longer, unless no process works off actions. */
const GIVE_UP_MS = 120_000

const t = (key: 'undo' | 'undone' | 'results', more: Record<string, unknown> = {}) =>
  i18next.t(`bulk.${key}`, { ns: 'inbox', ...more })

export async function startBulk(what: NewBulkAction): Promise<void> {
  const made = await bodyOf(api.POST('/api/v1/bulk-actions', { body: { ...what, undoSeconds: UNDO_SECONDS } }))
  const timer = setTimeout(() => void follow(made.id).catch(tellProblem), UNDO_SECONDS * 1_000)
  const undo = async () => {
    clearTimeout(timer)
    await api.POST('/api/v1/bulk-actions/{id}/undo', { params: { path: { id: made.id } } })
    toast(t('undone'))
  }
  toast(i18next.t(`bulk.doing.${what.action}`, { ns: 'inbox', count: made.ticketCount }), {
    duration: UNDO_SECONDS * 1_000,
    action: { label: t('undo'), onClick: () => void undo().catch(tellProblem) },
  })
}

const tellProblem = (error: unknown) => void toast.error((error as Error).message)

/** Waits until it is done, and then lists what could not be done. */
async function follow(id: number): Promise<void> {
  const until = performance.now() + GIVE_UP_MS
  let action = await read(id)
  while (action.state !== 'done' && action.state !== 'undone' && performance.now() < until) {
    await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    action = await read(id)
  }
  void queries.invalidateQueries({ queryKey: ['tickets'] })
  if (action.refusedCount === 0) return
  toast.warning(i18next.t('bulk.partly', { ns: 'inbox', done: action.doneCount, count: action.refusedCount }), {
    duration: 20_000,
    action: { label: t('results'), onClick: () => signal('bulkResults', id) },
  })
}

const read = (id: number): Promise<BulkAction> =>
  bodyOf(api.GET('/api/v1/bulk-actions/{id}', { params: { path: { id } } }))

/** Those that were left as they are. */
export const refusedOnes = (id: number): Promise<BulkResult[]> =>
  everyPage<BulkResult>(after =>
    bodyOf(
      api.GET('/api/v1/bulk-actions/{id}/results', {
        params: { path: { id }, query: { outcome: 'refused', limit: 200, ...(after && { after }) } },
      }),
    ),
  )
