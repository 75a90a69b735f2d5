/** Checks whether a request comes from Recado, with the code of @recado/receiver, on the bytes as they came. */
import { type IWebhookFunctions, NodeOperationError } from 'n8n-workflow'
import { request } from '../request.ts'
import { VerificationError, verify } from './generated/verify.ts'
import type { Slot } from './slot.ts'

/** A secret that was renewed in the panel is fetched, but not for each request that a stranger sends. */
const MIN_PAUSE_MS = 60_000
const askedAt = new Map<number, number>()

/** The webhook-id that the signature proves; undefined when the request comes from somebody else, or is too old. */
export async function verified(this: IWebhookFunctions, slot: Slot, body: Buffer): Promise<string | undefined> {
  const { endpointId, secret } = slot
  if (endpointId === undefined || secret === undefined) return undefined
  const found = proven.call(this, secret, body)
  if (found !== 'no-matching-signature') return found.startsWith('msg_') ? found : undefined
  if (Date.now() - (askedAt.get(endpointId) ?? 0) < MIN_PAUSE_MS) return undefined
  askedAt.set(endpointId, Date.now())
  const { secret: current } = await request.call(this, { method: 'GET', path: `/endpoints/${endpointId}/secret` })
  if (typeof current !== 'string' || current === secret) return undefined
  const again = proven.call(this, current, body)
  if (!again.startsWith('msg_')) return undefined
  slot.secret = current
  return again
}

/** The id, or the code of why there is none. Recado's ids begin with `msg_`, and no code does. */
function proven(this: IWebhookFunctions, secret: string, body: Buffer): string {
  const headers = this.getHeaderData() as Record<string, string | undefined>
  try {
    return verify({ headers, body, secrets: [secret] }).id
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw new NodeOperationError(this.getNode(), error as Error)
  }
}
