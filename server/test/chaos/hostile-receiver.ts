/**
 * An integrator's receiver with changing behaviour. It checks each request, and keeps what proves later that everything came, in
 * order, with the stored bytes.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { eventually } from '../harness/eventually.ts'
import { act } from '../harness/receiver.ts'
import type { Misbehaviour } from './plan.ts'

export type Mood = Misbehaviour | 'well'

export interface Post {
  at: number
  id: string
  lane: string
  sequence: number
  attempt: number
  digest: string
  mood: Mood
  /** It got a 2xx, as far as we know. This includes `huge`, because its status line was sent. */
  isAccepted: boolean
}

export interface HostileReceiver extends AsyncDisposable {
  readonly name: string
  readonly url: string
  readonly posts: readonly Post[]
  /** What was wrong with requests: signature, order, changed bytes. */
  readonly problems: readonly string[]
  /** Two requests of one lane at the same time, which may happen only around a paused dispatcher. */
  readonly overlaps: number
  /** Must be set before anything is posted. */
  secret: string
  mood: Mood
  /** Nothing listens at its address until it is opened again. */
  close(): Promise<void>
  open(): Promise<void>
}

export async function startHostileReceiver(name: string): Promise<HostileReceiver> {
  const posts: Post[] = []
  const problems: string[] = []
  const lanes = new Map<string, LaneSeen>()
  const poured = { poured: 0 }
  let mood: Mood = 'well'
  let verifier: Webhook
  let overlaps = 0

  const server = createServer(async (incoming, response) => {
    const body = await buffer(incoming).catch(() => undefined)
    if (body === undefined) return // The sender died mid-request.
    response.on('error', () => {})
    const post = readPost(incoming, body, mood)
    const lane = lanes.get(post.lane) ?? { reached: 0, open: new Set(), digests: new Map() }
    lanes.set(post.lane, lane)
    if ([...lane.open].some(other => !other.writableEnded && !other.destroyed)) overlaps++
    lane.open.add(response)
    response.once('close', () => lane.open.delete(response))
    const problem = whatIsWrong(post, lane) ?? forged(verifier, incoming, body)
    if (problem !== undefined) problems.push(`${name} ${new Date(post.at).toISOString()} ${post.id}: ${problem}`)
    posts.push(post)
    lane.digests.set(post.sequence, post.digest)
    if (post.isAccepted) lane.reached = Math.max(lane.reached, post.sequence)
    await result(post.mood, response, poured)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const listen = () =>
    new Promise<true>((done, fail) => {
      server.once('error', fail)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', fail)
        done(true)
      })
    })
  const close = async () => {
    if (!server.listening) return
    const closed = new Promise(done => server.close(done))
    server.closeAllConnections()
    await closed
  }
  return {
    name,
    url: `http://127.0.0.1:${port}/hook`,
    posts,
    problems,
    get overlaps() {
      return overlaps
    },
    get mood() {
      return mood
    },
    set mood(next) {
      mood = next
      // Requests that the last behaviour left hanging are ended.
      if (next === 'well') server.closeAllConnections()
    },
    set secret(secret: string) {
      verifier = new Webhook(secret)
    },
    close,
    open: async () => void (await eventually(listen, { everyMs: 100 })),
    [Symbol.asyncDispose]: close,
  }
}

interface LaneSeen {
  /** The highest sequence that was accepted. */
  reached: number
  /** Responses that were not given yet. */
  open: Set<ServerResponse>
  digests: Map<number, string>
}

function readPost({ headers }: IncomingMessage, body: Buffer, mood: Mood): Post {
  const id = String(headers['webhook-id'])
  const [, endpoint, ticket, sequence] = id.split('_')
  return {
    at: Date.now(),
    id,
    lane: `${endpoint}_${ticket}`,
    sequence: Number(sequence),
    attempt: Number(headers['recado-attempt']),
    digest: createHash('sha256').update(body).digest('hex'),
    mood,
    isAccepted: mood === 'well' || mood === 'huge',
  }
}

/** Nothing may come before its turn, and a repeat must have the same bytes. */
function whatIsWrong(post: Post, lane: LaneSeen): string | undefined {
  if (!(post.sequence <= lane.reached + 1)) return `came after ${lane.reached}`
  if ((lane.digests.get(post.sequence) ?? post.digest) !== post.digest) return 'came again with other bytes'
  return undefined
}

function forged(verifier: Webhook, { headers }: IncomingMessage, body: Buffer): string | undefined {
  const given = headers['recado-sequence']
  if (given !== String(headers['webhook-id']).split('_')[3]) return `its sequence header says ${given}`
  // No schedule of retries ends while faults are this short.
  if (headers['recado-skipped'] !== undefined) return `skipped ${headers['recado-skipped']}`
  try {
    verifier.verify(body.toString('utf8'), headers as Record<string, string>)
    return undefined
  } catch (error) {
    return `its signature is wrong (${(error as Error).message})`
  }
}

async function result(mood: Mood, response: ServerResponse, poured: { poured: number }): Promise<void> {
  switch (mood) {
    case 'well':
      return void response.writeHead(200).end('ok')
    case 'gone':
      return void response.writeHead(410).end()
    case 'status-500':
      return void response.writeHead(500).end('no')
    case 'status-429':
      return void response.writeHead(429, { 'retry-after': '1' }).end()
    case 'half':
      // A 200 whose body is cut short does not count as a response.
      response.writeHead(200, { 'content-length': '100' }).write('half of')
      return void setTimeout(() => response.destroy(), 20)
    case 'down':
      return void response.destroy()
    default:
      return act(mood, response, poured)
  }
}
