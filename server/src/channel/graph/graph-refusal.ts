/** Makes a refusal from a request that WhatsApp did not accept, for the caller who waits for it. */
import { Refusal } from '../../refusal/refusal.ts'
import type { GraphResult } from './graph-call.ts'
import { NOT_META } from './graph-error.ts'

export function requireOk<T>(result: GraphResult<T>): T {
  if (result.kind === 'ok') return result.value
  if (result.error.code === NOT_META) throw new Refusal('whatsapp_unreachable')
  throw new Refusal('whatsapp_refused', { reason: result.error.details ?? result.error.message })
}
