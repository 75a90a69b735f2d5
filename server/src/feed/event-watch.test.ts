import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newChannel, newEvent, newTenant, tell, type World, world } from '../../test/harness/engine.ts'
import { transaction } from '../base/db/db.ts'
import { append } from '../outbox/append.ts'
import { readEventMarks } from '../outbox/event-marks.ts'
import { EventWatch } from './event-watch.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w[Symbol.asyncDispose]())

const MOST = { ofTenant: 2, inAll: 3 }

/** Waits as a request does, and counts how often it was woken. */
function waiter(watch: EventWatch, tenantId: number) {
  const left = new AbortController()
  const one = {
    told: 0,
    leave: () => left.abort(),
    async wait(seen: number) {
      await watch.change(tenantId, seen, left.signal)
      if (!left.signal.aborted) one.told++
    },
  }
  return one
}

async function company() {
  const tenantId = await newTenant(w.db)
  const event = newEvent({ tenantId, channelId: await newChannel(w.db, tenantId) })
  return { tenantId, event, tell: () => tell(w.db, [event]) }
}

const settled = async () => (await readEventMarks(w.db)).settled

test('what settled between reading and waiting wakes the caller, although a look for another one has seen it', async () => {
  using watch = new EventWatch(w.db, MOST)
  const here = await company()
  const [late, other] = [waiter(watch, here.tenantId), waiter(watch, here.tenantId)]
  const read = await settled()
  const otherIsTold = other.wait(read)
  await here.tell()
  await otherIsTold
  await late.wait(read)
  assert.equal(late.told, 1)
})

test('only callers whose company has news are woken, and only when it has settled', async () => {
  using watch = new EventWatch(w.db, MOST)
  const [here, there] = [await company(), await company()]
  const read = await settled()
  const [ours, theirs] = [waiter(watch, here.tenantId), waiter(watch, there.tenantId)]
  const waiting = [ours.wait(read), theirs.wait(read)]
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const open = transaction(w.db, async tx => {
    await append(tx, [there.event])
    begun.resolve()
    await end.promise
  })
  await begun.promise
  await here.tell()
  // Ours has a higher id than theirs, which is not settled yet.
  assert.deepEqual([ours.told, theirs.told], [0, 0])
  end.resolve()
  await open
  await Promise.all(waiting)
  assert.deepEqual([ours.told, theirs.told], [1, 1])

  const again = [ours.wait(await settled()), theirs.wait(await settled())]
  await here.tell()
  await again[0]
  assert.deepEqual([ours.told, theirs.told], [2, 1])
  theirs.leave()
  await again[1]
  assert.equal(theirs.told, 1)
})

test('the limits are per company and in all; whoever leaves makes room', () => {
  using watch = new EventWatch(w.db, MOST)
  assert.deepEqual(
    [1, 1, 1, 2, 2, 3].map(tenantId => watch.enter(tenantId)),
    [true, true, false, true, false, false],
  )
  watch.leave(1)
  assert.equal(watch.enter(3), true)
  assert.equal(watch.enter(1), false)
})
