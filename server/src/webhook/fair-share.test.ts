/** How lanes are shared between companies: by the numbers, without a database. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type EndpointState, newEndpointState } from './endpoint-state.ts'
import { MAX_LANES, shareRooms } from './fair-share.ts'
import type { EndpointTarget } from './target.ts'

const ALONE = { alive: 1, older: 0 }

function stateOf(endpointId: number, tenantId: number, more: Partial<EndpointState> = {}): EndpointState {
  const target = { endpointId, tenantId, maxInFlight: 256, rateLimit: null, enabled: true, breaker: 'closed' }
  return { ...newEndpointState(target as EndpointTarget), ...more }
}

const roomsOf = (states: readonly EndpointState[], inHand = 0) =>
  shareRooms(states, ALONE, inHand).map(({ endpoint_id, most }) => [endpoint_id, most])

describe('companies that want lanes at the same time', () => {
  it('grow by the same number, however many endpoints each has', () => {
    const states = [stateOf(1, 1), stateOf(2, 1), stateOf(3, 2), stateOf(4, 3)]
    assert.deepEqual(roomsOf(states), [
      [1, 256],
      [3, 256],
      [4, 256],
    ])
  })

  it('leave half of what is free to others: one alone never gets everything', () => {
    const states = [1, 2, 3, 4].map(id => stateOf(id, 1))
    assert.equal(
      roomsOf(states).reduce((sum, [, most = 0]) => sum + most, 0),
      MAX_LANES / 2,
    )
  })

  it('get what the lanes of their other endpoints leave, also of endpoints that want nothing now', () => {
    const hanging = stateOf(1, 1, { inHand: 256, mayHaveDue: false })
    const [mine] = roomsOf([hanging, stateOf(2, 1), stateOf(3, 2)], 256 + 700)
    // 68 are free. Half of those and of what it has is less than what it has already.
    assert.deepEqual(mine, [3, 22])
  })
})

it('an endpoint that is off, dead or full is given nothing and takes nothing from the others', () => {
  const off = stateOf(1, 1)
  off.target = { ...off.target, enabled: false }
  const dead = stateOf(2, 2)
  dead.target = { ...dead.target, breaker: 'open' }
  const full = stateOf(3, 3, { inHand: 256 })
  assert.deepEqual(roomsOf([off, dead, full, stateOf(4, 4)], 256), [[4, 256]])
})

it('whatever the endpoints, no more is given than there is, and nothing at all when all is taken', () => {
  const states = fc.array(
    fc.record({ tenant: fc.integer({ min: 1, max: 5 }), inHand: fc.integer({ min: 0, max: 300 }), due: fc.boolean() }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(states, fc.integer({ min: 0, max: MAX_LANES }), (given, inHand) => {
      const all = given.map(({ tenant, inHand, due }, id) => stateOf(id, tenant, { inHand, mayHaveDue: due }))
      const rooms = shareRooms(all, ALONE, inHand)
      assert.ok(rooms.every(room => room.most > 0 && room.retrying <= room.most))
      assert.ok(rooms.reduce((sum, room) => sum + room.most, 0) <= MAX_LANES - inHand)
      assert.ok(rooms.every(room => all[room.endpoint_id]?.mayHaveDue))
    }),
  )
})
