/** SIGTERM while an integrator does not respond and a caller does not finish: there is one limit for both. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { startReceiver } from './harness/receiver.ts'
import { startStage, textOf } from './harness/stage.ts'

test('a request and a delivery that hang delay the stop for SHUTDOWN_SECONDS, not for twice as long', async () => {
  await using stage = await startStage({ env: { SHUTDOWN_SECONDS: '4' } })
  await using receiver = await startReceiver('hang')
  const company = await stage.company()
  await company.endpoint(receiver.url)
  assert.equal(await company.post(textOf('Oi')), 200)
  await receiver.received(1)
  const slow = connect(Number(new URL(stage.url).port), '127.0.0.1')
  slow.on('error', () => {})
  const head = `host: 127.0.0.1\r\nauthorization: Bearer ${company.apiKey}\r\ncontent-type: application/json`
  slow.write(`POST /api/v1/contacts HTTP/1.1\r\n${head}\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n`)
  await once(slow, 'data')
  const from = performance.now()
  assert.equal(await stage.program.stop(), 0)
  const took = performance.now() - from
  assert.ok(took > 3_500 && took < 6_500, `it took ${took} ms`)
  slow.destroy()
})
