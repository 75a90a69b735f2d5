/** Compares what receivers got with what the database says they should get. Returns every difference. */
import type { Db } from '../../src/base/db/db.ts'
import type { Company } from '../harness/stage.ts'
import type { Listening } from './cause.ts'
import type { HostileReceiver } from './hostile-receiver.ts'
import type { Load } from './load.ts'

/** An endpoint that was off for a while may lack events of that time; clocks are read on both sides of a commit. */
const TOLERANCE_MS = 15_000

export interface ToldEvent {
  id: number
  type: string
  channel_id: number
  queue_id: number | null
  ticket_id: number
  ticket_status: 'open' | 'pending' | 'closed'
  from_me: boolean
  occurred_at: Date
  digest_v1: string
  digest_v2: string
}

export interface Expected extends Listening {
  payloadVersion: 1 | 2
  /** Whether its switches want it: written here again, independently of the server's SQL. */
  wants: (event: ToldEvent) => boolean
}

export interface Verdict {
  problems: Problem[]
  /** From commit to the first 2xx, of every delivery. */
  waitsMs: number[]
  counts: Record<'events' | 'deliveries' | 'posts' | 'repeats' | 'attempts' | 'missedWhileOff', number>
}

export interface Problem {
  what: string
  /** `endpoint_ticket`, when it is about one lane. */
  lane?: string
}

interface DeliveredRow {
  ticket_id: number
  sequence: number
  event_id: number
}

export async function verify(db: Db, expected: readonly Expected[], load: Load): Promise<Verdict> {
  const counts = { events: 0, deliveries: 0, posts: 0, repeats: 0, attempts: 0, missedWhileOff: 0 }
  const problems: Problem[] = []
  const waitsMs: number[] = []
  for (const company of load.told.keys()) problems.push(...(await checkTexts(db, company, load)))
  for (const each of expected) problems.push(...(await checkEndpoint(db, each, counts, waitsMs)))
  problems.push(...(await checkRest(db)))
  const [totals] = await db<{ events: number; attempts: number }[]>`
    select (select count(*) from events) as events, (select count(*) from attempts) as attempts`
  return { problems, waitsMs, counts: { ...counts, events: totals?.events ?? 0, attempts: totals?.attempts ?? 0 } }
}

/** Every text for which Meta got a 200 has become exactly one event. */
async function checkTexts(db: Db, company: Company, load: Load): Promise<Problem[]> {
  const rows = await db<{ wamid: string; told: number }[]>`
    select body_v1::json ->> 'messageId' as wamid, count(*) as told from events
    where tenant_id = ${company.tenantId} and type = 'message' and not from_me and body_v1 like '%wamid.STAGE%'
    group by 1`
  const told = new Map(rows.map(row => [row.wamid, row.told]))
  const wanted = load.told.get(company) ?? []
  return wanted
    .filter(wamid => told.get(wamid) !== 1)
    .map(wamid => ({ what: `the text ${wamid} was taken and told ${told.get(wamid) ?? 0} times` }))
}

async function checkEndpoint(
  db: Db,
  expected: Expected,
  counts: Verdict['counts'],
  waitsMs: number[],
): Promise<Problem[]> {
  const { endpointId, receiver, company } = expected
  const events = await db<ToldEvent[]>`
    select id, type, channel_id, queue_id, ticket_id, ticket_status, from_me, occurred_at,
      encode(sha256(convert_to(body_v1, 'UTF8')), 'hex') as digest_v1,
      encode(sha256(convert_to(coalesce(body_v2, body_v1), 'UTF8')), 'hex') as digest_v2
    from events where tenant_id = ${company.tenantId} order by id`
  const delivered = await db<DeliveredRow[]>`
    select ticket_id, sequence, min(event_id) as event_id from attempts
    where endpoint_id = ${endpointId} and outcome = 'delivered'
    group by ticket_id, sequence order by ticket_id, sequence`
  const lanes = await db<{ ticket_id: number; state: string; sequence: number }[]>`
    select ticket_id, state, sequence from lanes where endpoint_id = ${endpointId} order by ticket_id`
  const problems: Problem[] = receiver.problems.map(what => ({ what, lane: laneIn(what) }))
  const wantedOf = Map.groupBy(events.filter(expected.wants), event => event.ticket_id)
  const deliveredOf = Map.groupBy(delivered, row => row.ticket_id)
  const heard = readHeard(receiver)
  const eventOf = new Map(events.map(event => [event.id, event]))
  const takenAt = new Map(
    receiver.posts
      .filter(post => post.isAccepted)
      .reverse()
      .map(post => [post.id, post.at]),
  )
  for (const { ticket_id, sequence, event_id } of delivered) {
    const [at, event] = [takenAt.get(`msg_${endpointId}_${ticket_id}_${sequence}`), eventOf.get(event_id)]
    if (at !== undefined && event !== undefined) waitsMs.push(at - event.occurred_at.getTime())
  }
  for (const lane of lanes) {
    const name = `${endpointId}_${lane.ticket_id}`
    const say = (what: string) => void problems.push({ what: `${receiver.name}, lane ${name}: ${what}`, lane: name })
    if (lane.state !== 'idle') say(`is ${lane.state}`)
    const rows = deliveredOf.get(lane.ticket_id) ?? []
    checkSequences(rows, lane.sequence, say)
    checkEvents(expected, wantedOf.get(lane.ticket_id) ?? [], rows, counts, say)
    checkHeard(expected, eventOf, rows, heard, name, say)
    counts.deliveries += lane.sequence
  }
  const known = new Set(lanes.map(lane => lane.ticket_id))
  for (const [ticketId, wanted] of wantedOf) {
    if (!known.has(ticketId)) checkEvents(expected, wanted, [], counts, what => problems.push({ what }))
  }
  counts.posts += receiver.posts.length
  counts.repeats += receiver.posts.filter(post => post.isAccepted).length - heard.size
  return problems
}

function checkSequences(rows: readonly DeliveredRow[], last: number, say: (what: string) => void): void {
  const have = new Set(rows.map(row => row.sequence))
  for (let sequence = 1; sequence <= last; sequence++) {
    if (!have.has(sequence)) say(`sequence ${sequence} of ${last} has no delivered attempt`)
  }
  if (have.size > last) say(`${have.size} sequences were delivered, ${last} were given`)
}

/** The events of the lane, in order of their ids, are those that were wanted. */
function checkEvents(
  { gone, receiver }: Expected,
  wanted: readonly ToldEvent[],
  rows: readonly DeliveredRow[],
  counts: Verdict['counts'],
  say: (what: string) => void,
): void {
  let before = 0
  for (const { event_id, sequence } of rows) {
    if (event_id <= before) say(`sequence ${sequence} tells event ${event_id}, the one before told ${before}`)
    before = event_id
  }
  const told = new Set(rows.map(row => row.event_id))
  for (const event of wanted) {
    if (told.has(event.id)) continue
    const at = event.occurred_at.getTime()
    if (gone.some(({ from, to }) => at > from - TOLERANCE_MS && at < to + TOLERANCE_MS)) counts.missedWhileOff++
    else say(`event ${event.id} (${event.type}, ticket ${event.ticket_id}) was wanted by ${receiver.name}, never told`)
  }
  if (told.size > wanted.length) say(`${told.size} events were told, ${wanted.length} were wanted`)
}

/** Every delivery that the database calls delivered got a 2xx, and had the bytes of the event. */
function checkHeard(
  { payloadVersion }: Expected,
  events: ReadonlyMap<number, ToldEvent>,
  rows: readonly DeliveredRow[],
  heard: ReadonlyMap<string, string>,
  lane: string,
  say: (what: string) => void,
): void {
  for (const { sequence, event_id } of rows) {
    const digest = heard.get(`msg_${lane}_${sequence}`)
    const event = events.get(event_id)
    if (digest === undefined) say(`sequence ${sequence} was never taken by the receiver`)
    else if (digest !== (payloadVersion === 1 ? event?.digest_v1 : event?.digest_v2))
      say(`sequence ${sequence} had other bytes than event ${event_id}`)
  }
  const have = new Set(rows.map(row => row.sequence))
  for (const id of heard.keys()) {
    if (id.startsWith(`msg_${lane}_`) && !have.has(Number(id.split('_')[3])))
      say(`${id} was taken, and is not recorded`)
  }
}

/** The digest of each delivery that was taken, by its id. */
function readHeard(receiver: HostileReceiver): Map<string, string> {
  return new Map(receiver.posts.filter(post => post.isAccepted).map(post => [post.id, post.digest]))
}

async function checkRest(db: Db): Promise<Problem[]> {
  const [left] = await db<{ deliveries: number; failed: number; breakers: number; owned: number }[]>`
    select (select count(*) from deliveries) as deliveries,
      (select count(*) from inbound where state = 'failed' or failed_updates <> '[]') as failed,
      (select count(*) from breakers where state = 'open') as breakers,
      (select count(*) from lanes where state <> 'idle') as owned`
  return Object.entries(left ?? {})
    .filter(([, count]) => count > 0)
    .map(([what, count]) => ({ what: `${count} ${what} are left` }))
}

const laneIn = (text: string): string => text.match(/msg_(\d+_\d+)_/)?.[1] ?? ''
