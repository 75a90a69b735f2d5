import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import Fastify from 'fastify'
import { eventually } from '../../test/harness/eventually.ts'
import { type BodyGateOptions, gateLargeBodies } from './body-gate.ts'
import type { ExternalCaller } from './external-api.ts'

const HALF = 300 * 1024

async function gated(options: BodyGateOptions) {
  const app = Fastify()
  const started: string[] = []
  app.decorateRequest('externalCaller', null)
  app.addHook('onRequest', async request => {
    request.externalCaller = { id: Number(request.headers['x-door']) } as ExternalCaller
  })
  app.addHook('preParsing', gateLargeBodies(options))
  app.addHook('preParsing', async (request, _reply, payload) => {
    started.push(String(request.headers['x-name']))
    return payload
  })
  app.post('/', async () => 'ok')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo

  /** Sends half of its body, and the rest when the test asks for it. */
  const post = (name: string, door: number, size = 2 * HALF) => {
    const headers = { 'content-type': 'application/json', 'content-length': size, 'x-door': door, 'x-name': name }
    const sending = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers })
    const ended = new Promise<number | string>(resolve => {
      sending.on('response', response => resolve(response.resume().statusCode ?? 0))
      sending.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'error'))
    })
    sending.write(`"${'a'.repeat(size / 2 - 1)}`)
    return { ended, finish: () => void sending.end(`${'a'.repeat(size / 2 - 1)}"`) }
  }

  return { post, started, [Symbol.asyncDispose]: () => app.close() }
}

test('only a few large bodies are under way, and one of each door', async () => {
  await using gate = await gated({ maxAtOnce: 2 })
  const { post, started } = gate
  const first = post('first', 1)
  await eventually(() => started.includes('first') || undefined)
  const sameDoor = post('same door', 1)
  const second = post('second', 2)
  await eventually(() => started.includes('second') || undefined)
  const third = post('third', 3)
  const small = post('small', 3, 200)
  small.finish()
  assert.equal(await small.ended, 200)
  assert.deepEqual(started.toSorted(), ['first', 'second', 'small'])
  first.finish()
  assert.equal(await first.ended, 200)
  await eventually(() => started.includes('same door') || undefined)
  sameDoor.finish()
  assert.equal(await sameDoor.ended, 200)
  await eventually(() => started.includes('third') || undefined)
  third.finish()
  assert.equal(await third.ended, 200)
  second.finish()
  assert.equal(await second.ended, 200)
})

test('a client that does not end a large body is cut off, and the next one is let in', async () => {
  await using gate = await gated({ maxAtOnce: 1, maxMs: 100 })
  const endless = gate.post('endless', 1)
  await eventually(() => gate.started.includes('endless') || undefined)
  gate.post('next', 2)
  assert.equal(await endless.ended, 'ECONNRESET')
  await eventually(() => gate.started.includes('next') || undefined)
})
