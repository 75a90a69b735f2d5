/**
 * Tests an endpoint's settings with one POST, outside of lanes and switches, and shows the response to the person who asked for
 * it. It is signed like every delivery, so that a receiver can check its secret with it. A good response counts like that of a
 * probe: if the endpoint counted as dead, its deliveries go on.
 */
import { randomUUID } from 'node:crypto'
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import { explain } from '../base/outbound/failure-texts.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type Ended, halfOpen, loadTargets, post, type TargetDeps } from '../webhook/index.ts'
import { readSample, type SampleChoice } from './sample.ts'

/** The same as WHAZING's timeout. */
const TEST_TIMEOUT_MS = 10_000

export interface TestResult {
  delivered: boolean
  status: number | null
  durationMs: number
  firstByteMs: number | null
  connecting: { dnsMs: number; tcpMs: number; tlsMs: number } | null
  response: string | null
  /** Of the response: `location`, `retry-after`, `content-type`. */
  responseHeaders: Record<string, string>
  /** `CODE: detail` when there was no response. */
  error: string | null
  /** What it means and what to do, in the language of the person; null when all is well. */
  explanation: string | null
  /** What was posted, as `recado-event` names it, and under which id. */
  eventType: string
  webhookId: string
  body: string
  /** It counted as dead, and because of this response it does not any more. */
  resumed: boolean
}

export async function testEndpoint(
  deps: { sql: Sql; target: TargetDeps },
  input: SampleChoice & { language: Language },
): Promise<TestResult> {
  const { tenantId, id, language } = input
  const { sql } = deps
  const [target] = await loadTargets(sql, deps.target, [id])
  if (target === undefined || target.tenantId !== tenantId) throw new Refusal('endpoint_not_found')
  try {
    const { type, body } = await readSample(sql, input)
    const webhookId = `msg_test_${randomUUID().replaceAll('-', '')}`
    // With it even a receiver that does not know tests can distinguish one from an event.
    const headers = ['recado-event', type, 'recado-attempt', '1', 'recado-test', '1']
    const timeoutMs = Math.min(target.timeoutMs, TEST_TIMEOUT_MS)
    const ended = await new Promise<Ended>(done => post({ ...target, timeoutMs }, webhookId, body, headers, done))
    const wasDead = target.breaker === 'open'
    if (ended.kind === 'delivered' && wasDead) await halfOpen(sql, id)
    const resumed = ended.kind === 'delivered' && wasDead
    const url = target.origin + target.path
    return { ...toResult(ended, url, language), eventType: type, webhookId, body, resumed }
  } finally {
    await target.connections.destroy()
  }
}

function toResult(ended: Ended, url: string, language: Language) {
  const response = ended.kind === 'delivered' || ended.kind === 'refused' ? ended : undefined
  const [status, error] = [response?.status ?? null, 'error' in ended ? ended.error : null]
  const [dnsMs, tcpMs, tlsMs] = response?.connecting ?? []
  return {
    delivered: ended.kind === 'delivered',
    status,
    durationMs: ended.durationMs,
    firstByteMs: response?.firstByteMs ?? null,
    connecting: dnsMs === undefined ? null : { dnsMs, tcpMs: tcpMs ?? 0, tlsMs: tlsMs ?? 0 },
    response: response?.response ?? null,
    responseHeaders: response?.headers ?? {},
    error,
    explanation: explain({ status, error, headers: response?.headers ?? null, url }, language),
  }
}
