/**
 * A process of the bench: `node process/main.ts <candidate> <producer|worker> <whole>`, started and asked over IPC by crew.ts.
 * One process is one part of one candidate in one phase; it never serves two.
 */
import type { Candidate, CandidateParts, Env } from '../candidate.ts'
import { candidateNamed } from '../candidates/index.ts'
import type { Calls } from './calls.ts'
import { producerCalls } from './producer.ts'
import { workerCalls } from './worker.ts'

const [name, role, whole] = process.argv.slice(2)

function partOf(candidate: Candidate): CandidateParts {
  if (whole !== 'whole') return candidate
  if (!candidate.whole) throw new Error(`${candidate.name} has no whole way`)
  return candidate.whole
}

async function open(env: Env): Promise<Calls> {
  const part = partOf(candidateNamed(name!))
  if (role === 'worker') return workerCalls(await part.openWorker(env))
  await part.prepare(env)
  return producerCalls(await part.openProducer(env))
}

let calls: Calls | undefined

process.on('message', async ({ id, method, input }: { id: number; method: string; input: unknown }) => {
  try {
    if (method === 'open') {
      calls = await open(input as Env)
      process.send!({ id, result: null })
      return
    }
    const call = calls?.[method]
    if (!call) throw new Error(`${role} has no ${method}`)
    process.send!({ id, result: (await call(input as never)) ?? null })
  } catch (error) {
    process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})

// A peer that fails must fail only its own measurement, with a message, and not the bench's other measurements.
process.on('unhandledRejection', error => console.error(`${name} ${role}:`, error))
process.on('disconnect', () => process.exit())
