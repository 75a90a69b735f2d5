/**
 * Remembers which events have begun a run. Recado delivers at least once, so an event can come twice. Whether a repeat must be
 * worked on depends on how the first run ended, and Recado knows that, because it got the response.
 */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow'
import { ask, refusal } from '../request.ts'
import type { Slot } from './slot.ts'

/** The limit of the list: a repeat comes soon after the event, or by hand, and n8n writes this list with every event. */
const MAX_SEEN = 200

/** n8n keeps static data per request: of two requests at once, one overwrites the other's list. This process remembers both. */
const seenHere = new Set<string>()
const MAX_SEEN_HERE = 10_000

export function hasBegun(slot: Slot, id: string): boolean {
  return seenHere.has(keyOf(slot, id)) || (slot.seen ?? []).includes(id)
}

export function rememberBegun(slot: Slot, id: string): void {
  const seen = [...(slot.seen ?? []).filter(one => one !== id), id]
  slot.seen = seen.slice(-MAX_SEEN)
  const key = keyOf(slot, id)
  seenHere.delete(key)
  seenHere.add(key)
  if (seenHere.size <= MAX_SEEN_HERE) return
  for (const oldest of seenHere) {
    seenHere.delete(oldest)
    break
  }
}

/** Two Recados may have endpoints of the same number; no two have the same secret. */
const keyOf = ({ secret }: Slot, id: string) => `${secret} ${id}`

/**
 * Whether the run of an event has failed, by what Recado got for it: an error, or a broken connection. A run that was only too
 * slow still goes on in n8n.
 */
export async function hasFailed(this: IWebhookFunctions, id: string): Promise<boolean> {
  const reply = await ask.call(this, { method: 'GET', path: `/deliveries/${encodeURIComponent(id)}` })
  if (reply.status !== 200) throw refusal.call(this, reply)
  const { last } = reply.body as { last: IDataObject | null }
  if (last === null || last.outcome === 'delivered') return false
  return typeof last.status === 'number' || !String(last.error).startsWith('RESPONSE_TIMEOUT')
}
