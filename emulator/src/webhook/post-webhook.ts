import type { Attempt, Delivery } from './delivery.ts'

type Deps = { now: () => Date; timeoutMs: number; signal: AbortSignal }

/** Posts a delivery's bytes once, as Meta does. A failure is an outcome, never a throw. */
export async function postWebhook({ now, timeoutMs, signal }: Deps, url: string, delivery: Delivery): Promise<Attempt> {
  const at = now().toISOString()
  const started = performance.now()
  const outcome = (status: number | null, error: string | null): Attempt => ({
    at,
    status,
    error,
    durationMs: Math.round(performance.now() - started),
  })
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': delivery.signature,
      },
      body: Buffer.from(delivery.body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    await response.arrayBuffer()
    return outcome(response.status, null)
  } catch (error) {
    return outcome(null, reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
