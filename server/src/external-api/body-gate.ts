/**
 * Large JSON bodies, which are files in base64. Such a body is read whole, which takes several times its bytes of memory and some
 * processor time, so only few are under way at once: one for each door, and two for all doors together. A request that comes
 * meanwhile waits, and its bytes are not read yet. A client that does not send in time is cut off.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A smaller body costs no more than any other call. */
const FREE_BYTES = 512 * 1024

export interface BodyGateOptions {
  maxAtOnce?: number
  /** The time for a whole body, from the beginning of its turn. */
  maxMs?: number
}

interface Visitor {
  doorId: number
  isInside: boolean
  enter: () => void
}

/** A `preParsing` hook that runs when it is known who calls. */
export function gateLargeBodies({ maxAtOnce = 2, maxMs = 60_000 }: BodyGateOptions = {}) {
  const inside = new Set<number>()
  const waiting = new Set<Visitor>()

  function admit(): void {
    for (const visitor of waiting) {
      if (inside.size >= maxAtOnce) return
      if (inside.has(visitor.doorId)) continue
      waiting.delete(visitor)
      inside.add(visitor.doorId)
      visitor.isInside = true
      visitor.enter()
    }
  }

  function leave(visitor: Visitor): void {
    waiting.delete(visitor)
    if (visitor.isInside) inside.delete(visitor.doorId)
    visitor.enter()
    admit()
  }

  return async (request: FastifyRequest, reply: FastifyReply, payload: NodeJS.ReadableStream) => {
    const caller = request.externalCaller
    if (caller === null || !isLarge(request)) return payload
    const { promise: turn, resolve: enter } = Promise.withResolvers<void>()
    const visitor = { doorId: caller.id, isInside: false, enter }
    reply.raw.once('close', () => leave(visitor))
    waiting.add(visitor)
    admit()
    await turn
    const timer = setTimeout(() => cut(request, maxMs), maxMs).unref()
    payload.once('close', () => clearTimeout(timer))
    return payload
  }
}

/** Forms are streamed to the store and need no gate. */
function isLarge({ headers }: FastifyRequest): boolean {
  if (headers['content-type']?.startsWith('multipart/') === true) return false
  const length = headers['content-length']
  return length === undefined ? headers['transfer-encoding'] !== undefined : Number(length) > FREE_BYTES
}

function cut(request: FastifyRequest, maxMs: number): void {
  request.log.warn({ requestId: request.id, maxMs }, 'cut off a large body that did not end in time')
  request.raw.socket.destroy()
}
