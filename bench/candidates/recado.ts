import { type Candidate, type CandidateParts, CONNECTIONS_PER_ENDPOINT } from '../candidate.ts'
import { nodeFlags } from './recado-flags.ts'

/** Loaded when needed, like the peers' packages, so that no other process has our modules in memory. */
const partsOf = (load: () => Promise<CandidateParts>): CandidateParts => ({
  prepare: async env => (await load()).prepare(env),
  openProducer: async env => (await load()).openProducer(env),
  openWorker: async env => (await load()).openWorker(env),
})

export const recado: Candidate = {
  name: 'recado',
  title: 'Recado',
  kept: 'PostgreSQL, every commit',
  durable: true,
  ordered: true,
  servers: ['postgres'],
  packages: [],
  nodeFlags,
  settings: [
    'the product’s own code, unbuilt: outbox/append in a transaction that has locked the tickets’ rows, and the dispatcher as app.ts wires it',
    'on: signatures (HMAC, each endpoint with a sealed secret of its own), the attempt log in PostgreSQL, a log line per attempt (to a file), metrics, the address guard (loopback allowed)',
    `Node with ${nodeFlags.join(' ')}, as \`npm run recado\` starts it; they keep it small and cost a few per cent of speed`,
    `as shipped, but for max_in_flight: ${CONNECTIONS_PER_ENDPOINT} an endpoint as for everybody, where 32 is the default`,
    'single accepts: those that come while a commit is under way share the next one, 200 at most, one commit at a time; the bench does the sharing, as channel/inbox/intake-batch.ts does it for what Meta posts',
    'the whole way: `recado serve`, all its parts in one process; the endpoints want messages only; each post brings one message and comes over one of up to 100 connections',
  ],
  ...partsOf(async () => (await import('./recado-engine.ts')).recadoEngine),
  whole: partsOf(async () => (await import('./recado-whole.ts')).recadoWhole),
}
