import type { Candidate } from '../candidate.ts'
import { bullmqAxios, bullmqUndici } from './bullmq.ts'
import { graphileWorker, graphileWorkerOrdered } from './graphile-worker.ts'
import { nats } from './nats.ts'
import { pgBoss, pgBossOrdered } from './pg-boss.ts'
import { rabbitmq } from './rabbitmq.ts'
import { rawLimit } from './raw-limit.ts'
import { recado } from './recado.ts'

/** In the order of the tables. The raw limit is not among them: it is measured before each. */
export const candidates: readonly Candidate[] = [
  recado,
  bullmqAxios,
  bullmqUndici,
  pgBoss,
  pgBossOrdered,
  graphileWorker,
  graphileWorkerOrdered,
  rabbitmq,
  nats,
]

export function candidateNamed(name: string): Candidate {
  const found = [rawLimit, ...candidates].find(candidate => candidate.name === name)
  if (!found)
    throw new Error(`no candidate is called ${name}; there are ${candidates.map(each => each.name).join(', ')}`)
  return found
}
