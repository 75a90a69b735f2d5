import type { Candidate } from '../candidate.ts'
import { drain, drainByTwo, drainMillion, failOnce, killed, oneHangs } from './drain.ts'
import { accept, at500, at2000, wholeWay } from './live.ts'
import type { Measures, Stage } from './scene.ts'

export type { Measures, Stage } from './scene.ts'

export interface Phase {
  name: string
  title: string
  run(stage: Stage): Promise<Measures>
  /**
   * It takes minutes, and its result does not depend on how busy the machine is, so it is measured only in the first repetition.
   */
  once?: true
  isFor?(candidate: Candidate): boolean
}

/** In the order in which they are measured. The drain comes first, right after the raw limit that it is compared with. */
export const phases: readonly Phase[] = [
  { name: 'drain', title: 'drain', run: drain },
  { name: 'accept', title: 'accept', run: accept },
  { name: 'two', title: 'drain by two processes', run: drainByTwo },
  { name: 'fail', title: '1 % fails once', run: failOnce },
  { name: '500', title: 'open loop, 500/s', run: at500 },
  { name: '2000', title: 'open loop, 2,000/s', run: at2000 },
  { name: 'hang', title: 'one of four endpoints hangs', run: oneHangs },
  { name: 'kill', title: 'kill -9 mid-drain', run: killed, once: true },
  { name: 'million', title: 'drain with 1,000,000 waiting', run: drainMillion, once: true },
  { name: 'whole', title: 'the whole way', run: wholeWay, isFor: candidate => candidate.whole !== undefined },
]
