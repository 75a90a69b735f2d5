/** Compares what a receiver got with what was told: order, loss, repeats, bytes. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { ReceivedRequest } from './receiver.ts'

export interface Heard {
  endpoint: number
  ticket: number
  sequence: number
  request: ReceivedRequest
}

export function heard(requests: readonly ReceivedRequest[]): Heard[] {
  return requests.map(request => {
    const [, endpoint, ticket, sequence] = String(request.headers['webhook-id']).split('_').map(Number)
    return { endpoint: endpoint!, ticket: ticket!, sequence: sequence!, request }
  })
}

/** The requests of each lane, in the order in which they came. */
export function byLane(requests: readonly ReceivedRequest[]): Map<string, Heard[]> {
  return Map.groupBy(heard(requests), ({ endpoint, ticket }) => `${endpoint}_${ticket}`)
}

/**
 * Every ticket's events came from 1 to `last`, none missing, none before its turn. A repeat is allowed only of what the
 * receiver heard last (`mayRepeat` of them at most), with the same id and bytes.
 */
export function assertStory(
  requests: readonly ReceivedRequest[],
  expected: { endpoint: number; tickets: number[]; last: number; mayRepeat?: number },
): void {
  const lanes = byLane(requests)
  let repeats = 0
  for (const ticket of expected.tickets) {
    let reached = 0
    const bytes = new Map<number, string>()
    for (const { sequence, request } of lanes.get(`${expected.endpoint}_${ticket}`) ?? []) {
      const digest = createHash('sha256').update(request.body).digest('hex')
      if (sequence <= reached) repeats++
      else assert.equal(sequence, reached + 1, `ticket ${ticket}: ${sequence} came after ${reached}`)
      assert.equal(bytes.get(sequence) ?? digest, digest, `ticket ${ticket}: ${sequence} changed its bytes`)
      bytes.set(sequence, digest)
      reached = Math.max(reached, sequence)
    }
    assert.equal(reached, expected.last, `ticket ${ticket}: heard up to ${reached}`)
  }
  const most = expected.mayRepeat ?? 0
  assert.ok(repeats <= most, `${repeats} repeats, at most ${most} allowed`)
}
