/**
 * What the bench asks of everything that it measures. A candidate is a description plus three ways to open a part of it; each
 * part runs in a process of its own (process/main.ts), so that its CPU and memory can be measured separately.
 */
import type { WorkEvent } from './work.ts'

export type ServerName = 'postgres' | 'redis' | 'rabbitmq' | 'nats'

/** Plain data: it travels to the candidate's processes. */
export interface Env {
  /** One URL an endpoint: POST here, with the header `webhook-id` as in WorkEvent. */
  endpoints: string[]
  /** URL of each server that the candidate asked for; freshly emptied before `prepare`. */
  servers: Partial<Record<ServerName, string>>
  /** An empty folder, the candidate's own for this phase. */
  folder: string
  /** How many events the phase has; only the raw limit needs to know. */
  events: number
  /** Which function of undici the peers use to post: the one that its users use, or the one of the raw limit and Recado. */
  peersPost: 'request' | 'dispatch'
}

/** The parts that run in processes of their own. */
export interface CandidateParts {
  /** Creates schema, queues, endpoints; runs in the producer's process, before it and before any worker is opened. */
  prepare(env: Env): Promise<void>
  openProducer(env: Env): Promise<Producer>
  openWorker(env: Env): Promise<Worker>
}

export interface Candidate extends CandidateParts {
  /** As typed after --only; also the module's name in candidates/, up to the first `/`. */
  name: string
  title: string
  /** How an accepted event is stored, in a few words. */
  kept: string
  /** Whether an accepted event survives the death of the machine the moment after. */
  durable: boolean
  /** Whether it claims to keep a ticket's events in order. */
  ordered: boolean
  servers: readonly ServerName[]
  /** npm packages from peers.json. */
  packages: readonly string[]
  /** Every choice that another reader might make differently; printed in RESULTS.md. */
  settings: readonly string[]
  /** Node's own options for its worker's process; for the peers those that their users would have, which is none. */
  nodeFlags?: readonly string[]
  /** From the outermost input (a signed Cloud API POST) to the webhook: the same two parts, opened for that. */
  whole?: CandidateParts
}

export interface Producer {
  /** One event, stored durably when it resolves. Called with many in flight, but one at a time per ticket. */
  accept(event: WorkEvent): Promise<void>
  /** The fastest durable way to store many, in this order. Its speed is not measured. */
  acceptMany(events: WorkEvent[]): Promise<void>
  /** How many accepted events are not yet recorded as delivered (or given up). */
  pending(): Promise<number>
  /** For candidates whose `webhook-id` carries ids of their own. Asked after the phase, so it may look into a database. */
  lanes?(): Promise<Lane[]>
  close(): Promise<void>
}

/** How the sink sees a ticket: `msg_<key>_<firstSequence + n>` for the n-th event of the ticket, counted from 0. */
export interface Lane {
  ticket: number
  key: string
  firstSequence: number
}

export interface Worker {
  /** The process that does the work, if it is not the one that opened it. */
  pid?: number
  /** Begins to deliver. Everything that can be done before (imports, connections, warm pools) is done in openWorker. */
  start(): Promise<void>
  /** What the candidate counts itself; the tables show `roundTrips` to its database while it delivers. */
  counters?(): Promise<Record<string, number>>
  stop(): Promise<void>
}

/** The same for all: requests in flight (16 connections on each of 4 endpoints), the time a POST may take, the retry's delay. */
export const CONNECTIONS_PER_ENDPOINT = 16
export const IN_FLIGHT = 64
export const TIMEOUT_MS = 15_000
export const RETRY_DELAY_MS = 500
