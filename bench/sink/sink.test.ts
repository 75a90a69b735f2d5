import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startSink } from './start.ts'

const folder = mkdtempSync(join(tmpdir(), 'recado-sink-'))
after(() => rmSync(folder, { recursive: true }))

const post = (url: string, id: string) =>
  fetch(url, { method: 'POST', headers: { 'webhook-id': id }, body: 'x'.repeat(800) }).then(({ status }) => status)

for (const fallback of [false, true])
  test(`the ${fallback ? 'Node' : 'usual'} sink sees order, repeats and refusals`, async () => {
    await using sink = await startSink({ folder }, { endpoints: 2, fallback })
    const [first, second] = sink.urls as [string, string]
    for (const sequence of [1, 3, 2, 2, 4]) assert.equal(await post(first, `msg_0_7_${sequence}`), 200)
    await sink.setMode(1, 'fail-once', 100)
    assert.equal(await post(second, 'msg_1_8_1'), 500)
    assert.equal(await post(second, 'msg_1_8_1'), 200)
    assert.equal(await post(first, 'nothing readable'), 200)

    const { firstUs, lastUs, ...summary } = await sink.summary()
    assert.deepEqual(summary, {
      requests: 8,
      delivered: 5,
      repeats: 1,
      refused: 1,
      hung: 0,
      strange: 1,
      lanes: 2,
      disorderedLanes: 1,
      overtaken: 1,
      endpoints: [4, 1],
    })
    const arrivals = await sink.arrivals()
    assert.deepEqual([...arrivals.lanes].sort(), ['0_7', '1_8'])
    assert.equal(arrivals.of('0_7', 2)?.hits, 2)
    assert.equal(arrivals.of('0_7', 1)?.firstUs, firstUs)
    assert.equal(arrivals.of('1_8', 1)?.lastUs, lastUs)
    assert.equal(arrivals.of('0_7', 9), undefined)

    await sink.reset()
    assert.equal((await sink.summary()).requests, 0)
  })

test('a slow endpoint responds late, a hanging one not at all', async () => {
  await using sink = await startSink({ folder }, { endpoints: 2 })
  const [slow, hanging] = sink.urls as [string, string]
  await sink.setMode(0, 'slow', 80)
  await sink.setMode(1, 'hang')
  const started = performance.now()
  assert.equal(await post(slow, 'msg_0_1_1'), 200)
  assert.ok(performance.now() - started >= 79)
  await assert.rejects(fetch(hanging, { method: 'POST', body: 'x', signal: AbortSignal.timeout(100) }))
  assert.equal((await sink.summary()).hung, 1)
})
