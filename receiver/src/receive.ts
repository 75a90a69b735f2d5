/** The steps of a request, whatever server received it: verify, parse, order, dispatch, respond. */
import { type Delivery, dispatch, type Handlers } from './dispatch.ts'
import type { PayloadVersion } from './event.ts'
import { type HeadersLike, readHeader } from './headers.ts'
import { createOrder, type Order, type Turn } from './order.ts'
import { ParseError, parse } from './parse.ts'
import { parseSequence } from './sequence.ts'
import { readVerifyingKeys, VerificationError, type Verified, verifyWith } from './verify.ts'

export interface ReceiverOptions<V extends PayloadVersion> {
  /** The payload version the endpoint is set to. */
  version: V
  /** `whsec_...` secrets and `whpk_...` public keys; several while a rotation overlaps. */
  secrets: readonly string[]
  handlers: Handlers<V>
  /** Default: in memory, without holding. Share one between handlers that serve the same endpoint. */
  order?: Order
  /** How far `webhook-timestamp` may be from now, in seconds. Default 300. */
  toleranceSeconds?: number
  /** Larger bodies get 413. Default 1 MiB for version 1, and 32 MiB for version 2, which may contain media. */
  maxBodyBytes?: number
  now?: () => Date
  /** Called with what a handler threw, before the 500 is sent. Default: console.error. */
  onError?: (error: unknown) => void
}

/** 204 is success; the sender retries after every other status. */
export type ReceiverResponse = { status: 204 } | { status: 400 | 401 | 405 | 413 | 500; error: string }

const mebibyte = 1024 * 1024

export function maxBodyBytesOf(options: { version: PayloadVersion; maxBodyBytes?: number }): number {
  return options.maxBodyBytes ?? (options.version === 1 ? mebibyte : 32 * mebibyte)
}

/** The whole receiver without a server around it. Throws a TypeError at once when a secret cannot be read. */
export function createReceiver<V extends PayloadVersion>(
  options: ReceiverOptions<V>,
): (headers: HeadersLike, body: Uint8Array) => Promise<ReceiverResponse> {
  const { version, order = createOrder(), onError = console.error, toleranceSeconds = 300 } = options
  const { now = () => new Date() } = options
  const keys = readVerifyingKeys(options.secrets)
  const deliver = dispatch(options.handlers)

  return async (headers, body) => {
    try {
      const verified = verifyWith(keys, { headers, body, toleranceSeconds, now })
      const event = parse(body, version)
      const sequence = parseSequence(verified.id)
      const handle = (turn: Turn) => deliver(event, describeDelivery(verified, headers, turn))
      if (sequence && event.event !== 'test') await order.accept(sequence, handle)
      else await handle({ gap: null, late: false })
      return { status: 204 }
    } catch (error) {
      return responseTo(error, onError)
    }
  }
}

function describeDelivery({ id, signedAt }: Verified, headers: HeadersLike, turn: Turn): Delivery {
  const occurredAt = new Date(readHeader(headers, 'recado-occurred-at') ?? Number.NaN)
  const attempt = Number(readHeader(headers, 'recado-attempt') ?? Number.NaN)
  return {
    id,
    signedAt,
    sequence: parseSequence(id),
    occurredAt: Number.isNaN(occurredAt.getTime()) ? null : occurredAt,
    attempt: Number.isInteger(attempt) ? attempt : null,
    ...turn,
  }
}

/** Codes are sent, because the sender's delivery log shows them to the person who set this up; causes are not. */
function responseTo(error: unknown, onError: (error: unknown) => void): ReceiverResponse {
  if (error instanceof VerificationError) return { status: 401, error: error.code }
  if (error instanceof ParseError) return { status: 400, error: error.code }
  onError(error)
  return { status: 500, error: 'handler-failed' }
}
