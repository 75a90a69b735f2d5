import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { eventually } from '../../test/harness/eventually.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { createLog } from '../base/log.ts'
import { createHttp } from '../web/http.ts'
import { type BodyGateOptions, gateLargeBodies } from './body-gate.ts'
import type { ExternalCaller } from './external-api.ts'

const HALF = 300 * 1024

async function gated(options: BodyGateOptions = {}) {
  const folder = tempFolder()
  const app = createHttp({ log: createLog('silent'), bodyLimitBytes: 4 * HALF })
  app.decorateRequest('externalCaller', null)
  app.addHook('onRequest', async request => {
    request.externalCaller = { id: 1, tenantId: Number(request.headers['x-company']) } as ExternalCaller
  })
  app.addHook('preParsing', gateLargeBodies({ folder: folder.path, ...options }))
  /** Those whose bodies are parsed, in the order in which their turn came; each ends when the test says so. */
  const inside = new Map<string, () => void>()
  app.post('/', async request => {
    const name = String(request.headers['x-name'])
    await new Promise<void>(resolve => inside.set(name, resolve))
    return { length: (request.body as string).length }
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo

  /** Sends half of its body or the given bytes, and the rest when the test asks for it; without a `size` it is sent in chunks without a length. */
  const begin = (name: string, company: number, size?: number, sent = (size ?? 2 * HALF) / 2) => {
    const length = size === undefined ? {} : { 'content-length': size }
    const headers = { 'content-type': 'application/json', 'x-company': company, 'x-name': name, ...length }
    const sending = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers })
    const ended = new Promise<number | string>(resolve => {
      sending.on('response', response => resolve(response.resume().statusCode ?? 0))
      sending.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? 'error'))
    })
    sending.write(`"${'a'.repeat(sent - 1)}`)
    return { ended, sending, finish: () => void sending.end(`${'a'.repeat((size ?? 2 * HALF) - sent - 1)}"`) }
  }
  const post = (name: string, company: number, size = 2 * HALF) => {
    const begun = begin(name, company, size)
    begun.finish()
    return begun.ended
  }
  const isInside = (name: string) => eventually(() => inside.has(name))
  const end = (name: string) => inside.get(name)!()
  const connections = () => promisify(app.server.getConnections.bind(app.server))()
  const filesLeft = () => readdirSync(folder.path).length

  return {
    begin,
    post,
    isInside,
    end,
    inside,
    filesLeft,
    connections,
    async [Symbol.asyncDispose]() {
      for (const done of inside.values()) done()
      await app.close()
      folder[Symbol.dispose]()
    },
  }
}

test('only a few large bodies are parsed at once, one of each company, and small ones need no turn', async () => {
  await using gate = await gated({ maxAtOnce: 2 })
  const { post, isInside, end, inside, filesLeft } = gate
  const first = post('first', 1)
  await isInside('first')
  const again = post('again', 1)
  const second = post('second', 2)
  await isInside('second')
  const third = post('third', 3)
  await eventually(() => filesLeft() === 4)
  const small = post('small', 3, 200)
  await isInside('small')
  end('small')
  assert.equal(await small, 200)
  assert.deepEqual([...inside.keys()], ['first', 'second', 'small'])
  end('first')
  assert.equal(await first, 200)
  await isInside('again')
  end('again')
  assert.equal(await again, 200)
  await isInside('third')
  for (const name of ['second', 'third']) end(name)
  assert.deepEqual(await Promise.all([second, third]), [200, 200])
  await eventually(() => filesLeft() === 0)
})

test('senders that are slow keep nobody waiting: neither another company nor, up to three, their own', async () => {
  await using gate = await gated({ maxAtOnce: 1 })
  const slow = [gate.begin('slow 1', 1, 2 * HALF), gate.begin('slow 2', 1)]
  await eventually(() => gate.filesLeft() === 2)
  for (const company of [1, 2]) {
    const name = `quick ${company}`
    const quick = gate.post(name, company)
    await gate.isInside(name)
    gate.end(name)
    assert.equal(await quick, 200)
  }
  for (const [index, one] of slow.entries()) {
    one.finish()
    await gate.isInside(`slow ${index + 1}`)
    gate.end(`slow ${index + 1}`)
    assert.equal(await one.ended, 200)
  }
})

test('a body that does not end is cut off, and nothing of it is left', async () => {
  await using gate = await gated({ maxMs: 300 })
  const endless = gate.begin('endless', 1, 2 * HALF)
  assert.equal(await endless.ended, 'ECONNRESET')
  await eventually(() => gate.filesLeft() === 0)
  assert.equal(gate.inside.size, 0)
})

test('a body that turns out to be too large is refused, and nothing of it is left', async () => {
  await using gate = await gated()
  const vast = gate.begin('vast', 2)
  for (let part = 0; part < 4; part++) vast.sending.write('a'.repeat(HALF))
  assert.equal(await vast.ended, 413)
  vast.sending.destroy()
  await eventually(() => gate.filesLeft() === 0)
  assert.equal(gate.inside.size, 0)
})

test('whoever goes away while they wait takes no turn', async () => {
  await using gate = await gated({ maxAtOnce: 1 })
  const first = gate.post('first', 1)
  await gate.isInside('first')
  const gone = gate.begin('gone', 2)
  gone.finish()
  const next = gate.post('next', 3)
  await eventually(() => gate.filesLeft() === 3)
  gone.sending.destroy()
  await eventually(() => gate.filesLeft() === 2)
  gate.end('first')
  assert.equal(await first, 200)
  await gate.isInside('next')
  gate.end('next')
  assert.equal(await next, 200)
  assert.ok(!gate.inside.has('gone'))
})

test('whoever goes away before their body is read leaves no file', async () => {
  await using gate = await gated()
  const reading = [1, 2, 3].map(number => gate.begin(`reading ${number}`, 1))
  await eventually(() => gate.filesLeft() === 3)
  // So few bytes that the server goes on reading the connection, and notices its end.
  const gone = gate.begin('gone', 1, 2 * HALF, 10)
  const other = gate.begin('of another company', 2)
  await eventually(() => gate.filesLeft() === 4)
  gone.sending.destroy()
  await gone.ended
  await eventually(() => gate.connections().then(count => count === 4))
  for (const one of [...reading, other]) one.sending.destroy()
  await Promise.all(reading.map(({ ended }) => ended))
  const last = gate.post('last', 1)
  await gate.isInside('last')
  gate.end('last')
  assert.equal(await last, 200)
  await eventually(() => gate.filesLeft() === 0)
})
