import type { FastifyReply } from 'fastify'
import { GraphError } from '../graph/graph-error.ts'

export type FaultPlace = 'messages' | 'media' | 'download'

export type Fault = {
  /** `error` answers a Graph error; `hang` never answers; `reset` cuts the connection. */
  kind: 'error' | 'hang' | 'reset'
  place?: FaultPlace
  /** How many requests are hit, one by default. */
  times?: number
  /** Of an `error`: Meta's code, 131016 by default. The HTTP status follows from it unless it is given. */
  code?: number
  status?: number
  details?: string
  retryAfterSeconds?: number
  /** The message is accepted all the same and only its answer is lost. For `messages` alone. */
  accept?: boolean
}

export type Faults = ReturnType<typeof createFaults>

/** Switchable faults, hit in the order in which they were set. */
export function createFaults() {
  let waiting: (Fault & { place: FaultPlace; times: number })[] = []
  return {
    add(fault: Fault): void {
      if (!['error', 'hang', 'reset'].includes(fault.kind)) throw new RangeError(`unknown fault: ${fault.kind}`)
      waiting.push({ place: 'messages', times: 1, ...fault })
    },
    take(place: FaultPlace): Fault | undefined {
      const fault = waiting.find(candidate => candidate.place === place)
      if (!fault) return undefined
      fault.times--
      if (fault.times <= 0) waiting = waiting.filter(candidate => candidate !== fault)
      return fault
    },
    list: (): Fault[] => waiting,
    clear(): void {
      waiting = []
    },
  }
}

export function applyFault(fault: Fault, reply: FastifyReply): FastifyReply {
  if (fault.kind === 'error') {
    if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', String(fault.retryAfterSeconds))
    const status = fault.status === undefined ? {} : { status: fault.status }
    throw new GraphError(fault.code ?? 131016, fault.details ?? 'Asked for by the emulator.', status)
  }
  reply.hijack()
  if (fault.kind === 'reset') reply.raw.socket?.resetAndDestroy()
  return reply
}
