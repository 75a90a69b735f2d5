/** reception.mjs against the real program: a customer writes, is answered, and is transferred to a queue, all by WHAZING's API. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from '../server/src/base/free-port.ts'
import { eventually } from '../server/test/harness/eventually.ts'
import { startExternalStage } from '../server/test/harness/external.ts'
import { textOf } from '../server/test/harness/stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

test('a webhook is answered by API, and a customer who wants a person is transferred, once', async () => {
  await using external = await startExternalStage()
  const { stage, company, call, door, sent, eventsOf, newNumber, latest } = external
  const port = await freePort()
  const switches = { received: true, pending: true }
  const endpoint = await company.endpoint(`http://127.0.0.1:${port}`, { name: 'Recepção', switches })
  const env = {
    ...process.env,
    WEBHOOK_SECRET: endpoint.secret,
    BASE: `${stage.url}${new URL(door.address).pathname}`,
    TOKEN: door.token,
    QUEUE_ID: String(company.support),
    PORT: String(port),
  }
  const bot = spawn(process.execPath, [fileURLToPath(new URL('reception.mjs', import.meta.url))], { env })
  const lines: string[] = []
  for (const stream of [bot.stdout, bot.stderr]) createInterface({ input: stream }).on('line', line => lines.push(line))
  const said = (text: string) => eventually(() => lines.find(line => line.includes(text)))
  try {
    await said('listening on')
    const waId = newNumber()
    await company.post(textOf('Bom dia', { waId, name: 'Caio' }))
    await sent('Olá, Caio! Para falar com uma pessoa, escreva ATENDENTE.')
    const { id: ticketId, status } = await latest(waId)
    assert.equal(status, 'pending', 'an answer by API accepts nothing')

    await company.post(textOf('Quero um atendente', { waId, name: 'Caio' }))
    await said(`ticket ${ticketId}: transferred`)
    await stage.quiet()
    const ticket = await latest(waId)
    assert.deepEqual([ticket.id, ticket.queueId, ticket.status], [ticketId, company.support, 'pending'])
    assert.deepEqual(ticket.apiConfig, { externalKey: `recepcao-${ticketId}` })
    const moved = eventsOf(ticketId).find((event: Json) => event.Type === 'TransferTicket')
    assert.deepEqual(moved.ticket.apiConfig, { externalKey: `recepcao-${ticketId}` }, 'the events carry our own id')

    // Both events once more, as after an answer of ours that was lost: nothing is said or done twice.
    const before = stage.emulator.control.outbound().length
    const { data } = await company.make('GET', `/attempts?endpointId=${endpoint.id}`)
    assert.equal(data.length, 2)
    for (const attempt of data) await company.make('POST', `/attempts/${attempt.id}/redeliver`)
    await eventually(() => lines.filter(line => line.includes(`ticket ${ticketId}: `)).length === 4)
    await stage.quiet()
    assert.equal(stage.emulator.control.outbound().length, before)
    assert.equal(eventsOf(ticketId).filter((event: Json) => event.Type === 'TransferTicket').length, 1)

    // With the people now: the bot leaves it to them.
    await company.post(textOf('Alguém aí?', { waId, name: 'Caio' }))
    await stage.quiet()
    assert.equal(stage.emulator.control.outbound().length, before)
    const known = lines.length
    assert.equal((await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' })).status, 401)
    assert.equal(lines.length, known)
    assert.equal((await call('GET', `/ticket/${ticketId}`)).body.messages.filter((one: Json) => one.fromMe).length, 2)
  } finally {
    if (bot.exitCode === null && bot.kill()) await once(bot, 'exit')
  }
})
