/**
 * What most flows of n8n, Typebot or a script do, in one file: a webhook comes, the customer is answered through WHAZING's API,
 * and a customer who asks for a person is transferred to a queue. It also works with WHAZING, except for the signature, which
 * WHAZING does not send.
 *
 *   WEBHOOK_SECRET=whsec_...   the secret of an endpoint with "messages received" and "pending" on, whose URL is this program
 *   BASE=https://desk.example.com/v1/api/external/<apiId>   TOKEN=rx_...   from Settings, External API (WHAZING)
 *   QUEUE_ID=2                 where the people are
 *   PORT=3000 node examples/reception.mjs
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { WEBHOOK_SECRET = '', BASE = '', TOKEN = '', QUEUE_ID = '', PORT = '3000' } = process.env
for (const [name, value] of Object.entries({ WEBHOOK_SECRET, BASE, TOKEN, QUEUE_ID })) {
  if (value === '') throw new Error(`Set ${name}: the top of this file says to what.`)
}
const key = Buffer.from(WEBHOOK_SECRET.slice('whsec_'.length), 'base64')
const ASKS_FOR_A_PERSON = /\b(atendente|humano|pessoa)\b/i

const server = createServer(async (request, response) => {
  try {
    response.writeHead(await receive(request)).end()
  } catch (error) {
    // After anything but 2xx the event comes again, and because of the keys below nothing is done twice.
    console.error(error.message)
    response.writeHead(500).end()
  }
})
server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`))

async function receive(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  if (!isGenuine(request.headers, body)) return 401
  const event = JSON.parse(body)
  // Events of tickets have a `Type`; messages have none.
  if (event.Type === undefined && !event.fromMe) await answer(event, request.headers['webhook-id'])
  return 204
}

async function answer({ ticket, contact, messageBody }, id) {
  const isForPeople = ticket.status !== 'pending' || ticket.queueId === Number(QUEUE_ID)
  if (isForPeople) return
  // Your own id of the conversation: every later event of the ticket has it in `ticket.apiConfig.externalKey`.
  const externalKey = `recepcao-${ticket.id}`
  const number = contact.phoneNumber
  if (!ASKS_FOR_A_PERSON.test(messageBody)) {
    await call(
      '',
      { number, body: `Olá, ${contact.name}! Para falar com uma pessoa, escreva ATENDENTE.`, externalKey },
      id,
    )
    return console.log(`ticket ${ticket.id}: answered`)
  }
  await call('', { number, body: 'Um momento, vou chamar alguém.', externalKey }, id)
  // Ids as text, as n8n sends them.
  await call('/updatequeue', { ticketId: String(ticket.id), queueId: QUEUE_ID, externalKey }, `${id}-queue`)
  console.log(`ticket ${ticket.id}: transferred to queue ${QUEUE_ID}`)
}

/** The same `Idempotency-Key` is the same call, for a day: an event that comes again is not answered twice. */
async function call(path, body, idempotencyKey) {
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    'content-type': 'application/json',
    'idempotency-key': idempotencyKey,
  }
  const response = await fetch(BASE + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const result = await response.json()
  if (!response.ok) throw new Error(`${path || '/'}: ${response.status} ${result.message}`)
  return result
}

function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers
  if (!id || !/^\d+$/.test(timestamp ?? '') || Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  return signatures.split(' ').some(signature => {
    const [version, value = ''] = signature.split(',')
    const given = Buffer.from(value, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}
