import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { createEmulator, type Emulator } from '../index.ts'

/** Other sites, and foreign names that lead to this machine, reach neither the control API nor the page. */
let emulator: Emulator

before(async () => {
  emulator = createEmulator({ allowedHosts: ['emulator'] })
  await emulator.listen()
})
after(() => emulator.close())

type Asked = { method?: string; path?: string; headers?: Record<string, string> }

const ask = ({ method = 'GET', path = '/_emulator/state', headers = {} }: Asked) =>
  new Promise<number | undefined>((resolve, reject) => {
    const url = new URL(path, emulator.url)
    const asked = request(url, { method, headers, setHost: false }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })

const port = () => new URL(emulator.url).port

test('hosts that cannot come from DNS rebinding are allowed', async () => {
  for (const host of ['127.0.0.1', '[::1]', 'localhost', 'phone.localhost', 'emulator', '192.168.1.7']) {
    assert.equal(await ask({ headers: { host: `${host}:${port()}` } }), 200, host)
  }
})

test('foreign names are refused, on the page and its stream too', async () => {
  for (const path of ['/_emulator/state', '/_emulator/events', '/', '/page/phone.js', '/_emulator/chats']) {
    assert.equal(await ask({ path, headers: { host: `attacker.example:${port()}` } }), 403, path)
  }
  for (const host of ['localhost.attacker.example', 'a b', '[', '127.0.0.1.attacker.example']) {
    assert.ok([400, 403].includes((await ask({ headers: { host } })) ?? 0), host)
  }
})

test('pages of other origins are refused, and the emulator’s own page is not', async () => {
  const host = `localhost:${port()}`
  const post = (headers: Record<string, string>) =>
    ask({ method: 'POST', path: '/_emulator/flush', headers: { host, ...headers } })
  assert.equal(await post({ origin: `http://${host}` }), 200)
  assert.equal(await post({}), 200)
  for (const origin of ['https://attacker.example', 'null', `http://localhost:1`, `http://${host}.attacker.example`]) {
    assert.equal(await post({ origin }), 403, origin)
  }
  assert.equal(await post({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(
    await ask({ path: '/', headers: { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } }),
    200,
  )
})

test('the Graph API answers under any host: it has a token', async () => {
  const headers = { host: 'graph.example', authorization: 'Bearer emulator-access-token' }
  assert.equal(await ask({ path: '/v25.0/420000000000002', headers }), 200)
})
