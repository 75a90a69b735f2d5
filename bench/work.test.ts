import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENDPOINTS, eventAt, eventsBetween, TICKETS } from './work.ts'

test('the work is what the bench says that it is', () => {
  const latest = new Map<number, number>()
  for (const event of eventsBetween(0, 20_000)) {
    assert.equal(event.sequence, (latest.get(event.ticket) ?? 0) + 1)
    latest.set(event.ticket, event.sequence)
    assert.equal(event.endpoint, event.ticket % ENDPOINTS)
    assert.equal(event.id, `msg_${event.endpoint}_${event.ticket}_${event.sequence}`)
    const bytes = Buffer.byteLength(event.body)
    assert.ok(bytes >= 680 && bytes <= 850, `${bytes} bytes`)
  }
  assert.equal(latest.size, TICKETS)
  assert.deepEqual(eventAt(12_345), eventAt(12_345))
})
