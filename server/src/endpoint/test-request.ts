/**
 * The test of an endpoint's settings: one POST, outside of lanes and switches, whose response is shown to the person who
 * asked for it. It is signed like every delivery, so that a receiver can check its secret with it.
 */
import { randomUUID } from 'node:crypto'
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { Refusal } from '../refusal/refusal.ts'
import { loadTargets, post, type TargetDeps } from '../webhook/index.ts'
import type { OneEndpoint } from './endpoint.ts'

/** WHAZING waits as long. */
const TEST_TIMEOUT_MS = 10_000

export interface TestResult {
  delivered: boolean
  status: number | null
  durationMs: number
  response: string | null
  /** Of the response: `location`, `retry-after`, `content-type`. */
  responseHeaders: Record<string, string>
  /** `CODE: detail` when there was no response. */
  error: string | null
  /** What it means and what to do, in the language of the person; null when all is well. */
  explanation: string | null
}

export async function testEndpoint(
  deps: { sql: Sql; target: TargetDeps },
  { tenantId, id, language }: OneEndpoint & { language: Language },
): Promise<TestResult> {
  const [target] = await loadTargets(deps.sql, deps.target, [id])
  if (target === undefined || target.tenantId !== tenantId) throw new Refusal('endpoint_not_found')
  const body = JSON.stringify({ event: 'test', origin: 'webhook-config', timestamp: new Date().toISOString() })
  const messageId = `msg_test_${randomUUID().replaceAll('-', '')}`
  const { promise, resolve } = Promise.withResolvers<TestResult>()
  const url = target.origin + target.path
  const timeoutMs = Math.min(target.timeoutMs, TEST_TIMEOUT_MS)
  post({ ...target, timeoutMs }, messageId, body, ['recado-event', 'test', 'recado-attempt', '1'], ended => {
    const response = ended.kind === 'delivered' || ended.kind === 'refused' ? ended : undefined
    const [status, error] = [response?.status ?? null, 'error' in ended ? ended.error : null]
    resolve({
      delivered: ended.kind === 'delivered',
      status,
      durationMs: ended.durationMs,
      response: response?.response ?? null,
      responseHeaders: response?.headers ?? {},
      error,
      explanation: explain({ status, error, headers: response?.headers ?? null, url }, language),
    })
  })
  try {
    return await promise
  } finally {
    await target.connections.destroy()
  }
}
