import type { Worker } from '../candidate.ts'
import type { Calls } from './calls.ts'

export function workerCalls(worker: Worker): Calls {
  return {
    pid: async () => worker.pid ?? process.pid,
    start: () => worker.start(),
    counters: async () => (await worker.counters?.()) ?? null,
    stop: () => worker.stop(),
  }
}
