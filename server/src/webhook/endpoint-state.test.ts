/** How processes share what an endpoint allows, and how one that comes back is spared. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type EndpointState, newEndpointState, shareOf, takeToken } from './endpoint-state.ts'
import type { EndpointTarget } from './target.ts'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const target = (overrides: Partial<EndpointTarget>) =>
  ({
    endpointId: 1,
    maxInFlight: 32,
    rateLimit: null,
    enabled: true,
    breaker: 'closed',
    ...overrides,
  }) as EndpointTarget

/** How many may be sent from one instant to another when it is asked every millisecond. */
function sentIn(state: EndpointState, peers: { alive: number; older: number }, fromMs: number, toMs: number): number {
  return range(toMs - fromMs).filter(ms => takeToken(state, peers, fromMs + ms) === 0).length
}

it('all parts of what an endpoint allows at once are exactly that, whatever the numbers', () => {
  for (const maxInFlight of [1, 2, 5, 32, 256])
    for (const alive of [1, 2, 3, 7, 40])
      for (const endpointId of range(5)) {
        const shares = range(alive).map(older => shareOf(target({ endpointId, maxInFlight }), { alive, older }))
        assert.equal(
          shares.reduce((sum, share) => sum + share),
          maxInFlight,
        )
        assert.ok(Math.max(...shares) - Math.min(...shares) <= 1)
      }
})

it('who gets the only slot differs from endpoint to endpoint', () => {
  const winner = (endpointId: number) =>
    range(3).find(older => shareOf(target({ endpointId, maxInFlight: 1 }), { alive: 3, older }) === 1)
  assert.deepEqual(range(3).map(winner).toSorted(), [0, 1, 2])
})

it('a rate is split as the lanes are: one of two processes has the only slot, and all of the rate', () => {
  const older = range(2).find(older => shareOf(target({ maxInFlight: 1 }), { alive: 2, older }) === 1) ?? 0
  const state = newEndpointState(target({ maxInFlight: 1, rateLimit: 20 }))
  const now = Math.ceil(state.tokensAt)
  const sent = sentIn(state, { alive: 2, older }, now, now + 2_000)
  assert.ok(sent >= 39 && sent <= 41, `${sent} in two seconds`)
})

it('after an outage it gets 20 in the first second, twice as many in each of the next, and then all', () => {
  const state = newEndpointState(target({ breaker: 'half-open' }))
  const from = Math.ceil(state.resumedAt)
  state.resumedAt = state.tokensAt = from
  const sent = range(4).map(second =>
    sentIn(state, { alive: 1, older: 0 }, from + second * 1_000, from + (second + 1) * 1_000),
  )
  for (const [second, count] of sent.entries())
    assert.ok(Math.abs(count - 20 * 2 ** second) <= 2 + 2 ** second, `${count} in second ${second}`)
  for (const _ of range(1_000)) assert.equal(takeToken(state, { alive: 1, older: 0 }, from + 8_000), 0)
})
