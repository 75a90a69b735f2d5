/**
 * Bodies of people whom we do not know yet: a sign-in, a post that claims to be Meta's. The memory for them is limited over all
 * connections together, because a few hundred slow senders would otherwise fill it with bodies that never end. When it is too
 * much, the owner of the most bytes is cut off: a channel to which Meta posts, or an address.
 */
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressKey } from '../base/client-address.ts'

export interface StrangerLimits {
  /** The limit for all bodies together. Meta posts up to 3 MB. */
  maxHeldBytes: number
  /** The time for a whole body. */
  maxMs: number
}

const LIMITS: StrangerLimits = { maxHeldBytes: 64 * 1024 * 1024, maxMs: 30_000 }

/** What every owner may have at any time, however much others have. */
const SMALL_BYTES = 256 * 1024

interface Body {
  sender: string
  bytes: number
  isWhole: boolean
  cut: (why: string) => void
}

/** A `preParsing` hook for the whole server. */
export function boundStrangers({ maxHeldBytes, maxMs }: StrangerLimits = LIMITS) {
  /** The bodies, in the order in which they began. */
  const held = new Set<Body>()
  let total = 0

  function count(body: Body, bytes: number): void {
    body.bytes += bytes
    total += bytes
    while (total > maxHeldBytes) {
      const { sender, ofSender } = largest()
      if (sender !== body.sender && heldBy(body.sender) <= SMALL_BYTES && total <= 2 * maxHeldBytes) return
      // The body that began first; a quick sender never has the oldest of many.
      const oldest = ofSender.find(one => !one.isWhole) ?? body
      oldest.cut('too many bytes of bodies that have not ended')
      if (oldest === body) return
    }
  }

  const heldBy = (sender: string) => sum([...held].filter(one => one.sender === sender))

  function largest(): { sender: string; ofSender: Body[] } {
    const bySender = Object.groupBy(held, one => one.sender) as Record<string, Body[]>
    const [sender, ofSender] = Object.entries(bySender).reduce((one, other) =>
      sum(other[1]) > sum(one[1]) ? other : one,
    )
    return { sender, ofSender }
  }

  return async (request: FastifyRequest, reply: FastifyReply, payload: NodeJS.ReadableStream) => {
    if (!request.routeOptions.config.isPublic) return payload
    const body: Body = { sender: senderOf(request), bytes: 0, isWhole: false, cut }
    const timer = setTimeout(() => cut(`no end within ${maxMs} ms`), maxMs).unref()
    held.add(body)
    reply.raw.once('close', release)

    function release(): void {
      clearTimeout(timer)
      if (held.delete(body)) total -= body.bytes
    }
    function cut(why: string): void {
      request.log.warn({ requestId: request.id, bytes: body.bytes, why }, 'cut off a body of an unknown sender')
      release()
      request.raw.socket.destroy()
    }
    async function* counted() {
      for await (const chunk of payload) {
        count(body, (chunk as Buffer).length)
        yield chunk
      }
      body.isWhole = true
      clearTimeout(timer)
    }
    return Readable.from(counted())
  }
}

const sum = (bodies: readonly Body[]) => bodies.reduce((bytes, body) => bytes + body.bytes, 0)

/** Meta's posts for all channels come from a few addresses, so there the owner is the channel. */
const senderOf = ({ params, ip }: FastifyRequest) => (params as { key?: string } | undefined)?.key ?? addressKey(ip)
