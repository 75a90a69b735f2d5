/**
 * The same sink as sink.c, for machines without a C compiler: raw sockets and a hand-written parser, because Node's http
 * server costs several times more per request. It is still slower than the C one, and the results say which was used.
 */
import { createServer, type Socket } from 'node:net'

interface Slot {
  firstUs: number
  lastUs: number
  hits: number
  refused: number
}
interface Lane {
  slots: (Slot | undefined)[]
  highest: number
  overtaken: number
}
interface Endpoint {
  mode: 'ok' | 'hang' | 'slow' | 'fail-once'
  argument: number
  delivered: number
}

const KEY_BYTES = 64
const SLOT_BYTES = 24
const yes = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
const no = Buffer.from('HTTP/1.1 500 Once\r\ncontent-length: 0\r\n\r\n')
const endpointCount = Number(process.argv[2] ?? 4)

const fresh = () => ({
  lanes: new Map<string, Lane>(),
  endpoints: Array.from({ length: endpointCount }, (): Endpoint => ({ mode: 'ok', argument: 0, delivered: 0 })),
  totals: { requests: 0, delivered: 0, repeats: 0, refused: 0, hung: 0, strange: 0, firstUs: 0, lastUs: 0 },
})
let state = fresh()

const nowUs = () => Math.round((performance.timeOrigin + performance.now()) * 1000)

function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619) >>> 0
  return h
}

function slotOf(key: string, sequence: number): { lane: Lane; slot: Slot } {
  let lane = state.lanes.get(key)
  if (!lane) {
    lane = { slots: [], highest: 0, overtaken: 0 }
    state.lanes.set(key, lane)
  }
  let slot = lane.slots[sequence]
  if (!slot) {
    slot = { firstUs: 0, lastUs: 0, hits: 0, refused: 0 }
    lane.slots[sequence] = slot
  }
  return { lane, slot }
}

/** Notes one delivery; says whether it is taken (200) or, once, refused (500). */
function take(endpoint: Endpoint, id: string): boolean {
  const { totals } = state
  const cut = id.lastIndexOf('_')
  const sequence = Number(id.slice(cut + 1))
  if (!id.startsWith('msg_') || cut < 5 || cut - 4 >= KEY_BYTES || !Number.isSafeInteger(sequence) || sequence < 0) {
    totals.strange++
    return true
  }
  const { lane, slot } = slotOf(id.slice(4, cut), sequence)
  if (endpoint.mode === 'fail-once' && !slot.hits && !slot.refused && hash(id) % 100 < endpoint.argument) {
    slot.refused++
    totals.refused++
    return false
  }
  const now = nowUs()
  slot.lastUs = now
  if (slot.hits++) {
    totals.repeats++
    return true
  }
  slot.firstUs = now
  if (sequence < lane.highest) lane.overtaken++
  else lane.highest = sequence
  endpoint.delivered++
  totals.delivered++
  totals.firstUs ||= now
  totals.lastUs = now
  return true
}

function summary(): string {
  const { lanes, endpoints, totals } = state
  const disordered = [...lanes.values()].filter(lane => lane.overtaken > 0)
  return JSON.stringify({
    ...totals,
    lanes: lanes.size,
    disorderedLanes: disordered.length,
    overtaken: disordered.reduce((sum, lane) => sum + lane.overtaken, 0),
    endpoints: endpoints.map(endpoint => endpoint.delivered),
  })
}

/** The layout of sink.c: key, slot count, zero, then the slots. */
function arrivals(): Buffer {
  const parts: Buffer[] = []
  for (const [key, lane] of state.lanes) {
    const head = Buffer.alloc(KEY_BYTES + 8)
    head.write(key, 'latin1')
    head.writeUInt32LE(lane.highest + 1, KEY_BYTES)
    const slots = Buffer.alloc((lane.highest + 1) * SLOT_BYTES)
    lane.slots.forEach((slot, sequence) => {
      if (!slot || sequence > lane.highest) return
      slots.writeBigInt64LE(BigInt(slot.firstUs), sequence * SLOT_BYTES)
      slots.writeBigInt64LE(BigInt(slot.lastUs), sequence * SLOT_BYTES + 8)
      slots.writeUInt32LE(slot.hits, sequence * SLOT_BYTES + 16)
      slots.writeUInt32LE(slot.refused, sequence * SLOT_BYTES + 20)
    })
    parts.push(head, slots)
  }
  return Buffer.concat(parts)
}

function reply(socket: Socket, body: Buffer): void {
  socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`)
  socket.write(body)
}

function control(socket: Socket, path: string): void {
  const [, command, endpoint, mode, argument] = path.split('/')
  if (command === 'summary') return reply(socket, Buffer.from(summary()))
  if (command === 'arrivals') return reply(socket, arrivals())
  if (command === 'reset') state = fresh()
  const target = state.endpoints[Number(endpoint)]
  if (command === 'mode' && target) {
    target.mode = mode as Endpoint['mode']
    target.argument = Number(argument ?? 0)
  }
  reply(socket, Buffer.from('{}'))
}

function header(head: string, lowerCased: string, name: string): string | undefined {
  const at = lowerCased.indexOf(`\r\n${name}:`)
  if (at < 0) return undefined
  const end = head.indexOf('\r\n', at + 2)
  return head.slice(at + name.length + 3, end < 0 ? undefined : end).trim()
}

function deliver(socket: Socket, index: number, id: string | undefined): void {
  const endpoint = state.endpoints[index]
  if (!endpoint) return
  state.totals.requests++
  if (endpoint.mode === 'hang') {
    state.totals.hung++
    return
  }
  const bytes = take(endpoint, id ?? '') ? yes : no
  if (endpoint.mode === 'slow') setTimeout(() => socket.write(bytes), endpoint.argument)
  else socket.write(bytes)
}

function serve(socket: Socket, index: number): void {
  let rest: Buffer = Buffer.alloc(0)
  let skip = 0
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', chunk => {
    let bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk
    for (;;) {
      const skipped = Math.min(skip, bytes.length)
      skip -= skipped
      bytes = bytes.subarray(skipped)
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) break
      const head = bytes.toString('latin1', 0, end)
      const lowerCased = head.toLowerCase()
      skip = Number(header(head, lowerCased, 'content-length') ?? 0)
      if (head.startsWith('GET ')) control(socket, head.slice(4, head.indexOf(' ', 4)))
      else deliver(socket, index, header(head, lowerCased, 'webhook-id'))
      bytes = bytes.subarray(end + 4)
    }
    rest = bytes
  })
}

const ports = await Promise.all(
  Array.from({ length: endpointCount }, async (_, index) => {
    const server = createServer({ noDelay: true }, socket => serve(socket, index))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as { port: number }).port
  }),
)
console.log(JSON.stringify({ control: ports[0], endpoints: ports }))
