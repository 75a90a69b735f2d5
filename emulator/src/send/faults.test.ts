import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmulator, type Fault } from '../index.ts'
import { bearer, receiver, send } from '../testing.ts'

const phone = '+5531987650001'
const text = { to: phone, type: 'text', text: { body: 'oi' } }

test('the next requests answer the error that was asked for, then all is well', async () => {
  await using emulator = createEmulator()
  await emulator.listen()
  const errors: [fault: Omit<Fault, 'kind'>, status: number, code: number][] = [
    [{ code: 130429, retryAfterSeconds: 7 }, 429, 130429],
    [{ code: 131056 }, 400, 131056],
    [{}, 500, 131016],
    [{ code: 130429, status: 400 }, 400, 130429],
  ]
  for (const [fault, status, code] of errors) {
    emulator.control.fail({ kind: 'error', ...fault })
    const answer = await send(emulator, text)
    assert.deepEqual([answer.status, answer.body.error.code], [status, code])
  }
  emulator.control.fail({ kind: 'error', times: 2 })
  const statuses = [await send(emulator, text), await send(emulator, text), await send(emulator, text)]
  assert.deepEqual(
    statuses.map(answer => answer.status),
    [500, 500, 200],
  )
  assert.equal(emulator.control.outbound().length, 1)
})

test('a cut connection leaves open whether the message was accepted', async () => {
  await using desk = await disposable()
  await using emulator = createEmulator({ callbackUrl: desk.url, enforceWindow: false })
  await emulator.listen()
  emulator.control.fail({ kind: 'reset' })
  await assert.rejects(send(emulator, text))
  assert.equal(emulator.control.outbound().length, 0)
  emulator.control.fail({ kind: 'reset', accept: true })
  await assert.rejects(send(emulator, { ...text, biz_opaque_callback_data: 'out-9' }))
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(status => [status.status, status.biz_opaque_callback_data]),
    [
      ['sent', 'out-9'],
      ['delivered', 'out-9'],
    ],
  )
})

test('a hanging request never answers, and closing ends it', async () => {
  const emulator = createEmulator()
  const url = await emulator.listen()
  emulator.control.fail({ kind: 'hang', accept: true })
  const request = fetch(`${url}/v25.0/420000000000002/messages`, {
    method: 'POST',
    headers: { ...bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', ...text }),
  })
  await emulator.control.waitForOutbound()
  await Promise.all([assert.rejects(request), emulator.close()])
})

async function disposable() {
  const desk = await receiver()
  return Object.assign(desk, { [Symbol.asyncDispose]: desk.close })
}
