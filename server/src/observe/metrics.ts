/**
 * Counts for Prometheus. An attempt costs three increments of children that were looked up before, about 1 us; the state of
 * the database is read when a scrape comes, at most every five seconds.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import { type AttemptRecord, OUTCOMES } from '../outbox/index.ts'
import type { RunDispatcherDeps, RunningDispatcher } from '../webhook/index.ts'
import { keepFor } from './keep-for.ts'
import { readState, type State } from './state.ts'

const STATE_KEPT_MS = 5_000
const STATE_TIMEOUT_MS = 3_000
/** From the delay of a normal chat to the last retries of a receiver that was away for a night. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800, 7_200, 36_000]
const DURATION_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60]

/** What a person skips is no attempt of a dispatcher. */
const POSTED = OUTCOMES.filter(outcome => outcome !== 'skipped')

export interface MetricsOptions {
  db: Db
  log: Log
  /** A time series per endpoint and outcome. */
  perEndpoint: boolean
  databaseConnections: number
}

type OnAttempt = RunDispatcherDeps['onAttempt']

type Watched = Pick<RunningDispatcher['dispatcher'], 'inFlight' | 'lanesInHand' | 'counts'>

export interface Metrics {
  noteAttempt: OnAttempt
  /** From now on its turns and lanes are shown too. */
  watch(dispatcher: Watched): void
  /** The text that Prometheus reads. */
  render(): Promise<string>
  readonly contentType: string
}

export function createMetrics(options: MetricsOptions): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const note = countAttempts(register, options.perEndpoint)
  const showState = stateGauges(register)
  new Gauge({
    name: 'recado_database_connections_max',
    help: 'The most connections that the pool of this process opens.',
    registers: [register],
  }).set(options.databaseConnections)
  const freshState = keepFor(STATE_KEPT_MS, () => within(STATE_TIMEOUT_MS, readState(options.db), options.log))
  return {
    noteAttempt: note,
    watch: dispatcher => watchDispatcher(register, dispatcher),
    async render() {
      showState(await freshState())
      return register.metrics()
    },
    contentType: register.contentType,
  }
}

function countAttempts(register: Registry, perEndpoint: boolean): Metrics['noteAttempt'] {
  const registers = [register]
  const attempts = new Counter({
    name: 'recado_attempts_total',
    help: 'HTTP requests by outcome; failed ones will be tried again, exhausted and aborted ones were given up.',
    labelNames: ['outcome'],
    registers,
  })
  const byOutcome = Object.fromEntries(POSTED.map(outcome => [outcome, attempts.labels(outcome)]))
  for (const child of Object.values(byOutcome)) child.inc(0) // A rate needs a zero to start from.
  const latency = new Histogram({
    name: 'recado_delivery_latency_seconds',
    help: 'From the event in the database to the 2xx of its receiver, retries and waiting included.',
    buckets: LATENCY_BUCKETS,
    registers,
  })
  const duration = new Histogram({
    name: 'recado_attempt_duration_seconds',
    help: 'One HTTP exchange, whatever came of it.',
    buckets: DURATION_BUCKETS,
    registers,
  })
  const noteEndpoint = perEndpoint ? countPerEndpoint(registers) : undefined
  return (record, delivery) => {
    byOutcome[record.outcome]?.inc()
    duration.observe(record.duration_ms / 1_000)
    // The event's time is PostgreSQL's, the response's is ours: clocks apart could make it negative.
    if (record.outcome === 'delivered') latency.observe(Math.max(0, Date.now() - delivery.occurredAtMs) / 1_000)
    noteEndpoint?.(record)
  }
}

function countPerEndpoint(registers: Registry[]): (record: AttemptRecord) => void {
  const counter = new Counter({
    name: 'recado_endpoint_attempts_total',
    help: 'HTTP requests by endpoint and outcome (METRICS_PER_ENDPOINT).',
    labelNames: ['endpoint', 'outcome'],
    registers,
  })
  const children = new Map<number, Record<string, Counter.Internal>>()
  return ({ endpoint_id, outcome }) => {
    let known = children.get(endpoint_id)
    if (known === undefined) {
      known = Object.fromEntries(POSTED.map(name => [name, counter.labels(String(endpoint_id), name)]))
      children.set(endpoint_id, known)
    }
    known[outcome]?.inc()
  }
}

function watchDispatcher(register: Registry, dispatcher: Watched): void {
  const registers = [register]
  new Gauge({
    name: 'recado_in_flight',
    help: 'HTTP requests under way.',
    registers,
    collect() {
      this.set(dispatcher.inFlight)
    },
  })
  new Gauge({
    name: 'recado_lanes_in_hand',
    help: 'Lanes that this process holds.',
    registers,
    collect() {
      this.set(dispatcher.lanesInHand)
    },
  })
  const turns: Counter = new Counter({
    name: 'recado_turns_total',
    help: 'Round trips that settle and claim.',
    registers,
    collect: () => raiseTo(turns, dispatcher.counts.turns),
  })
  const statements: Counter = new Counter({
    name: 'recado_statements_total',
    help: 'SQL statements of those turns; divided by delivered attempts: statements per delivery.',
    registers,
    collect: () => raiseTo(statements, dispatcher.counts.statements),
  })
}

/** A counter whose value another module keeps. */
function raiseTo(counter: Counter, total: number): void {
  counter.reset()
  counter.inc(total)
}

/** Gauges over the whole database: every process shows the same, so dashboards take the max and not the sum. */
function stateGauges(register: Registry): (state: State | undefined) => void {
  const registers = [register]
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const by = (label: string, name: string, help: string) => new Gauge({ name, help, registers, labelNames: [label] })
  const up = gauge(
    'recado_database_up',
    '1 when the database responded to this scrape; otherwise the totals are missing.',
  )
  const events = new Counter({ name: 'recado_events_total', help: 'Events written, ever.', registers })
  const deliveries = gauge('recado_deliveries_waiting', 'Deliveries not settled yet (an estimate above 10,000 lanes).')
  const oldest = gauge('recado_oldest_waiting_seconds', 'Age of the oldest event seen at the head of a lane.')
  const outbound = gauge('recado_outbound_waiting', 'Messages on their way to WhatsApp, up to 10,000.')
  const missing = gauge('recado_files_missing', 'Files that were here and are lost, up to 10,000.')
  const lanes = by('state', 'recado_lanes', 'Lanes in which something waits (an estimate above 10,000).')
  const breakers = by('state', 'recado_breakers', 'Endpoints whose breaker is not closed.')
  const alerts = by('kind', 'recado_alerts_open', 'Incidents that go on.')
  const inbound = by('state', 'recado_inbound', "Meta's posts not worked off, up to 10,000.")
  const connections = by('state', 'recado_database_connections', 'Connections of all processes to the database.')
  const byName = { lanes, breakers, alerts, inbound, connections }
  const zeros: Record<keyof typeof byName, string[]> = {
    lanes: ['ready', 'retrying', 'leased', 'held'],
    breakers: ['open', 'half-open'],
    alerts: [
      'endpoint-down',
      'endpoint-disabled',
      'endpoint-broken',
      'tickets-failing',
      'deliveries-exhausted',
      'tickets-held',
      'retention-near',
      'channel-problem',
      'tickets-unseen',
      'files-missing',
    ],
    inbound: ['waiting', 'failed'],
    connections: ['active', 'idle', 'idle in transaction'],
  }
  return state => {
    up.set(state === undefined ? 0 : 1)
    for (const [name, one] of Object.entries(byName) as [keyof typeof byName, Gauge][]) {
      one.reset()
      if (state === undefined) continue
      for (const value of zeros[name]) one.labels(value).set(0)
      for (const [value, count] of Object.entries(state[name])) one.labels(value).set(count)
    }
    if (state !== undefined) raiseTo(events, state.events)
    deliveries.set(state?.deliveriesWaiting ?? Number.NaN)
    oldest.set(state?.oldestWaitingSeconds ?? Number.NaN)
    outbound.set(state?.outboundWaiting ?? Number.NaN)
    missing.set(state?.filesMissing ?? Number.NaN)
  }
}

/** Undefined when it fails or takes too long, because a scrape must show a dead database and not fail with it. */
async function within<T>(ms: number, work: Promise<T>, log: Log): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(done => {
    timer = setTimeout(() => done(undefined), ms)
  })
  try {
    const complain = (error: unknown) => void log.warn({ err: error }, 'metrics without totals')
    return await Promise.race([work.catch(complain), late])
  } finally {
    clearTimeout(timer)
  }
}
