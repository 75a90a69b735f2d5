/** A request that somebody waits for, and that WhatsApp did not grant, as the refusal that they get. */
import { Refusal } from '../refusal/refusal.ts'
import type { Answer } from './graph-call.ts'
import { NOT_META } from './graph-error.ts'

export function requireOk<T>(answer: Answer<T>): T {
  if (answer.kind === 'ok') return answer.value
  if (answer.error.code === NOT_META) throw new Refusal('whatsapp_unreachable')
  throw new Refusal('whatsapp_refused', { reason: answer.error.details ?? answer.error.message })
}
