/**
 * The test of an endpoint's settings: one POST, outside of lanes and switches, whose answer is shown to the person who
 * asked. It is signed like every delivery, so that a receiver can check its secret with it.
 */
import { randomUUID } from 'node:crypto'
import type { Sql } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { loadTargets, post, type TargetDeps } from '../webhook/index.ts'

/** As WHAZING waits. */
const TEST_TIMEOUT_MS = 10_000

export interface TestResult {
  delivered: boolean
  status: number | null
  durationMs: number
  response: string | null
  error: string | null
}

export async function testEndpoint(sql: Sql, deps: TargetDeps, tenantId: number, id: number): Promise<TestResult> {
  const [target] = await loadTargets(sql, deps, [id])
  if (target === undefined || target.tenantId !== tenantId) throw new Refusal('endpoint_not_found')
  const body = JSON.stringify({ event: 'test', origin: 'webhook-config', timestamp: new Date().toISOString() })
  const messageId = `msg_test_${randomUUID().replaceAll('-', '')}`
  const { promise, resolve } = Promise.withResolvers<TestResult>()
  const timeoutMs = Math.min(target.timeoutMs, TEST_TIMEOUT_MS)
  post({ ...target, timeoutMs }, messageId, body, ['recado-event', 'test', 'recado-attempt', '1'], ended => {
    const answer = ended.kind === 'delivered' || ended.kind === 'refused' ? ended : undefined
    resolve({
      delivered: ended.kind === 'delivered',
      status: answer?.status ?? null,
      durationMs: ended.durationMs,
      response: answer?.response ?? null,
      error: 'error' in ended ? ended.error : null,
    })
  })
  try {
    return await promise
  } finally {
    await target.connections.destroy()
  }
}
