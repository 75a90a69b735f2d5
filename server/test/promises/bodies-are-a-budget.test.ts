/** However many endpoints want however many videos, the bytes in memory are limited, and nobody else waits. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { newChannel, newEndpoint, newEvent, newTenant, tell, world } from '../harness/engine.ts'
import { eventually } from '../harness/eventually.ts'

const MB = 1_024 * 1_024
const ENDPOINTS = 20
const VIDEOS = 6
const VIDEO_BYTES = MB
const LIMITS = { totalBytes: 4 * MB, tenantBytes: 3 * MB }

/** Reads bodies and forgets them; responds with what `answer` returns, when it returns. */
async function drain(answer: () => Promise<number> = async () => 200) {
  const got: { path: string; id: string; ticket: number; sequence: number; bytes: number; at: number }[] = []
  const server = createServer(async (request, response) => {
    let bytes = 0
    for await (const chunk of request) bytes += (chunk as Buffer).length
    const id = String(request.headers['webhook-id'])
    const [, , ticket, sequence] = id.split('_').map(Number)
    got.push({ path: request.url ?? '', id, ticket: ticket ?? 0, sequence: sequence ?? 0, bytes, at: Date.now() })
    response.writeHead(await answer()).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    got,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

test('twenty endpoints and videos: never more bytes in memory than the budget, one read for all, also after a restart', async () => {
  await using w = await world()
  const gate = Promise.withResolvers<void>()
  let isOpen = false
  await using receiver = await drain(async () => {
    if (!isOpen) await gate.promise
    return 200
  })
  for (let n = 0; n < ENDPOINTS; n++) {
    await w.endpoint(`${receiver.url}/${n}`, { payload_version: 2, media_base64: true, timeout_ms: 60_000 })
  }
  const video = JSON.stringify({ mediaBase64: 'x'.repeat(VIDEO_BYTES) })
  for (let n = 0; n < VIDEOS; n++) {
    await w.tell({ ticketId: 1 + (n % 3), bodyV2: '{"small":true}', bodyV2Media: video })
  }

  // Another company, whose messages are small.
  const theirs = await newTenant(w.db)
  const channelId = await newChannel(w.db, theirs)
  await using other = await drain()
  await newEndpoint(w.db, { tenant_id: theirs, channel_id: channelId, url: other.url })

  const first = await w.dispatcher({ bodyLimits: LIMITS, drainMs: 200 })
  // Every receiver hangs with a video, so the tenant's part is full, and nothing more is read.
  await eventually(
    () => receiver.got.length >= ENDPOINTS && first.bodies.bytes > LIMITS.tenantBytes - VIDEO_BYTES - 1_000,
  )
  await tell(w.db, [newEvent({ tenantId: theirs, channelId, ticketId: 900 })])
  await eventually(() => other.got.length === 1)
  assert.ok(first.bodies.bytes <= LIMITS.tenantBytes, `${first.bodies.bytes} bytes`)

  // A restart while the backlog is there.
  await first[Symbol.asyncDispose]()
  assert.ok(first.bodies.peakBytes <= LIMITS.tenantBytes, `${first.bodies.peakBytes} bytes`)
  assert.equal(first.bodies.bytes, 0)
  isOpen = true
  gate.resolve()
  receiver.got.length = 0
  const second = await w.dispatcher({ bodyLimits: LIMITS })
  await w.drained(60_000)
  assert.ok(second.bodies.peakBytes <= LIMITS.tenantBytes, `${second.bodies.peakBytes} bytes`)
  assert.equal(second.bodies.bytes, 0)

  assert.equal(new Set(receiver.got.map(({ id }) => id)).size, ENDPOINTS * VIDEOS)
  assert.ok(receiver.got.every(({ bytes }) => bytes === Buffer.byteLength(video)))
  assert.ok(second.bodies.reads < ENDPOINTS * VIDEOS, `${second.bodies.reads} reads`)
  for (let n = 0; n < ENDPOINTS; n++) {
    for (const ticket of [1, 2, 3]) {
      const sequences = receiver.got.filter(it => it.path === `/${n}` && it.ticket === ticket).map(it => it.sequence)
      assert.deepEqual(
        sequences,
        sequences.toSorted((a, b) => a - b),
      )
    }
  }
})

test('a body larger than the whole budget is posted alone, and one that is no longer wanted is not kept', async () => {
  await using w = await world()
  await using receiver = await drain()
  const { id } = await w.endpoint(receiver.url, { payload_version: 1 })
  const limits = { totalBytes: 100_000, tenantBytes: 50_000 }
  const body = JSON.stringify({ text: 'y'.repeat(300_000) })
  await w.tell({ ticketId: 1, bodyV1: body }, { ticketId: 2, bodyV1: body }, { ticketId: 2 })
  const running = await w.dispatcher({ bodyLimits: limits })
  await w.drained(30_000)
  assert.equal(receiver.got.length, 3)
  assert.deepEqual([running.bodies.bytes, running.bodies.peakBytes], [0, Buffer.byteLength(body)])
  assert.equal((await w.lane(id, 2)).state, 'idle')
})
