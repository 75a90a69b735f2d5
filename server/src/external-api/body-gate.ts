/**
 * Large JSON bodies, which are files in base64. Parsing one takes several times its bytes of memory and some processor time, so only
 * two are parsed and worked off at a time, and companies take turns. A body comes at its sender's pace, which may be any: it goes to
 * a file first and has its turn when it is whole, so that a slow sender keeps nobody waiting but others of the same company.
 */
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createTurns, takePlace } from '../base/turns.ts'
import { Refusal } from '../refusal/refusal.ts'

/** A smaller body costs no more than any other call. */
const FREE_BYTES = 512 * 1024
/** Some 140 MB each: what they may take of the disk. */
const MAX_ARRIVING = 24
const MAX_ARRIVING_OF_COMPANY = 3

export interface BodyGateOptions {
  /** How many bodies are parsed and worked off at once. */
  maxAtOnce?: number
  /** The time for a whole body to arrive, from when it is read. */
  maxMs?: number
  /** Where bodies wait. */
  folder?: string
}

/** A `preParsing` hook that runs when it is known who calls. */
export function gateLargeBodies({ maxAtOnce = 2, maxMs = 120_000, folder = tmpdir() }: BodyGateOptions = {}) {
  const arriving = createTurns({ maxAtOnce: MAX_ARRIVING, maxAtOnceOfLine: MAX_ARRIVING_OF_COMPANY })
  const inside = createTurns({ maxAtOnce, maxAtOnceOfLine: 1 })

  return async (request: FastifyRequest, reply: FastifyReply, payload: NodeJS.ReadableStream) => {
    const caller = request.externalCaller
    if (caller === null || !isLarge(request) || isTooLarge(request)) return payload
    const over = new Promise<void>(resolve => reply.raw.once('close', resolve))
    const line = String(caller.tenantId)
    const path = join(folder, `recado-body-${randomBytes(12).toString('hex')}`)
    const kept = arriving(line, () => keep(request, payload, path, maxMs))
    // Whoever goes away before it is their turn makes a file all the same, a moment later.
    Promise.allSettled([over, kept])
      .then(() => rm(path, { force: true }))
      .catch(error => request.log.warn({ err: error }, 'a body stays on the disk'))
    await kept
    const leave = await takePlace(inside, line)
    // The response is out, or nobody waits for it any more.
    over.then(leave)
    return createReadStream(path)
  }
}

/** Forms are streamed to the store and need no gate. */
function isLarge({ headers }: FastifyRequest): boolean {
  if (headers['content-type']?.startsWith('multipart/') === true) return false
  const length = headers['content-length']
  return length === undefined ? headers['transfer-encoding'] !== undefined : Number(length) > FREE_BYTES
}

/** Fastify refuses it by what it says of itself, without reading it. */
const isTooLarge = ({ headers, routeOptions }: FastifyRequest): boolean =>
  Number(headers['content-length'] ?? 0) > routeOptions.bodyLimit!

async function keep(
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  path: string,
  maxMs: number,
): Promise<void> {
  const timer = setTimeout(() => cut(request, maxMs), maxMs).unref()
  try {
    const bounded = Readable.from(upTo(request.routeOptions.bodyLimit!, payload as Readable), { objectMode: false })
    await pipeline(bounded, createWriteStream(path, { mode: 0o600 }))
  } finally {
    clearTimeout(timer)
  }
}

async function* upTo(limit: number, payload: Readable): AsyncGenerator<Buffer> {
  let bytes = 0
  // Of what is refused the rest is read by the server, for a moment.
  for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length
    if (bytes > limit) throw new Refusal('body_too_large')
    yield chunk as Buffer
  }
}

function cut(request: FastifyRequest, maxMs: number): void {
  request.log.warn({ requestId: request.id, maxMs }, 'cut off a large body that did not end in time')
  request.raw.socket.destroy()
}
