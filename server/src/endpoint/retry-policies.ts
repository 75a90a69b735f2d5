/** The schedules of retries in a form for people, with the engine's own numbers. */
import { WHAZING_PAUSE_MS } from '../outbox/index.ts'
import { JITTER, type RetryPolicy, SCHEDULES } from '../webhook/index.ts'

const FIRST_PAUSES: Record<RetryPolicy, number> = { standard: 0, whazing: WHAZING_PAUSE_MS }

export const retryPolicies = () =>
  (['standard', 'whazing'] as const).map(policy => ({
    policy,
    firstPauseMs: FIRST_PAUSES[policy],
    pausesMs: [...SCHEDULES[policy]],
    jitter: JITTER,
  }))
