import type { FastifyReply } from 'fastify'
import { GraphError } from '../graph/graph-error.ts'

/** `messages`, `media` and `download` are those requests; `management` is every other one of the Graph API. */
export type FaultPlace = 'messages' | 'media' | 'download' | 'management'

const PLACES: FaultPlace[] = ['messages', 'media', 'download', 'management']
const KINDS: Fault['kind'][] = ['error', 'gateway', 'hang', 'reset', 'cut', 'slow']

export type Fault = {
  /**
   * `error` returns an error of Meta, `gateway` one of a gateway in between: HTML and no error JSON. `hang` never responds,
   * `reset` cuts the connection, `cut` ends in the middle of a good response, `slow` responds late.
   */
  kind: 'error' | 'gateway' | 'hang' | 'reset' | 'cut' | 'slow'
  place?: FaultPlace
  /** How many requests are hit, one by default. */
  times?: number
  /** For an `error`: Meta's code, 131016 by default. It decides the HTTP status unless that is given. */
  code?: number
  subcode?: number
  /** Of a `gateway`: 502 by default; 500, 503 and 504 are seen too. */
  status?: number
  details?: string
  retryAfterSeconds?: number
  /** Of a `gateway`: its body instead of the usual page; an empty text for none at all. */
  body?: string
  /** Of `slow`: how late the response is. Default 1000. */
  delayMs?: number
  /** The request is carried out all the same and only its response is lost. This is always so for `cut` and `slow`. */
  accept?: boolean
}

export type Faults = ReturnType<typeof createFaults>

/** Switchable faults, hit in the order in which they were set. */
export function createFaults() {
  let waiting: (Fault & { place: FaultPlace; times: number })[] = []
  return {
    add(fault: Fault): void {
      if (!KINDS.includes(fault?.kind)) throw new RangeError(`unknown fault: ${fault?.kind}`)
      const place = fault.place ?? 'messages'
      if (!PLACES.includes(place)) throw new RangeError(`unknown place of a fault: ${place}`)
      const accept = fault.kind === 'cut' || fault.kind === 'slow' ? true : (fault.accept ?? false)
      waiting.push({ times: 1, ...fault, place, accept })
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

/** Responds as the fault says; `done` is the normal response, if the request was carried out. */
export async function applyFault(fault: Fault, reply: FastifyReply, done: unknown = {}): Promise<unknown> {
  if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', String(fault.retryAfterSeconds))
  switch (fault.kind) {
    case 'error':
      throw scriptedError(fault)
    case 'gateway':
      return gatewayPage(fault, reply)
    case 'slow':
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, fault.delayMs ?? 1_000)
        reply.raw.once('close', () => {
          clearTimeout(timer)
          resolve()
        })
      })
      return done
    case 'cut': {
      const body = Buffer.from(JSON.stringify(done))
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) })
      reply.raw.write(body.subarray(0, Math.ceil(body.length / 2)), () => reply.raw.socket?.destroy())
      return reply
    }
    case 'reset':
      reply.hijack()
      reply.raw.socket?.resetAndDestroy()
      return reply
    default:
      reply.hijack()
      return reply
  }
}

function scriptedError({ code = 131016, subcode, status, details = 'Asked for by the emulator.' }: Fault): GraphError {
  const isToken = code === 190
  return new GraphError(code, isToken ? undefined : details, {
    ...(status !== undefined && { status }),
    ...(subcode !== undefined && { subcode }),
    ...(isToken && { message: `Error validating access token: ${details}` }),
  })
}

function gatewayPage({ status = 502, body }: Fault, reply: FastifyReply): FastifyReply {
  const title = `${status} ${reasons.get(status) ?? 'Error'}`
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return reply
    .code(status)
    .type('text/html')
    .send(body ?? page)
}

const reasons = new Map([
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Time-out'],
])
