/**
 * A receiver by hand, without any package: what the signature needs, and what to do with repeats.
 *
 *   WEBHOOK_SECRET=whsec_... PORT=3000 node examples/receive-plain-node.mjs
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { WEBHOOK_SECRET = '', PORT = '3000' } = process.env
if (!WEBHOOK_SECRET.startsWith('whsec_')) throw new Error('Set WEBHOOK_SECRET to the secret of your endpoint.')

const key = Buffer.from(WEBHOOK_SECRET.slice('whsec_'.length), 'base64')
const TOLERANCE_SECONDS = 300
const MAX_BODY_BYTES = 32 * 1024 * 1024

// In memory, for the example. In your program it is a unique column of the database in which the work is done.
const MAX_REMEMBERED = 10_000
const handled = new Set()

const server = createServer(async (request, response) => {
  try {
    response.writeHead(await receive(request)).end()
  } catch (error) {
    // Anything but 2xx asks for a retry: the same id, the same bytes.
    console.error(error)
    response.writeHead(500).end()
  }
})
server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`))

/** Returns the status. */
async function receive(request) {
  if (request.method !== 'POST') return 405
  const body = await readBody(request)
  if (body === undefined) return 413
  if (!isGenuine(request.headers, body)) return 401
  const id = request.headers['webhook-id']
  if (handled.has(id)) return 204
  await work(JSON.parse(body), request.headers['recado-event'])
  remember(id)
  return 204
}

/** The signature is over the bytes as they came, so parse them afterwards. */
async function readBody(request) {
  const chunks = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers
  if (!id || !/^\d+$/.test(timestamp ?? '')) return false
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  // While a secret is rotated there are several, with a blank between them.
  return signatures.split(' ').some(signature => {
    const [version, value = ''] = signature.split(',')
    const given = Buffer.from(value, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

function remember(id) {
  handled.add(id)
  if (handled.size > MAX_REMEMBERED) handled.delete(handled.values().next().value)
}

function work(body, event) {
  if (event === 'message' && !body.fromMe) console.log(`ticket ${body.ticket.id}: ${body.messageBody}`)
}
