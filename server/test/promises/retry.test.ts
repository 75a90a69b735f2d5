/** A receiver that fails gets the same event again, and nothing else of that ticket before it has accepted it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPost, ticketOf } from '../harness/posted.ts'
import { type ReceivedRequest, startReceiver } from '../harness/receiver.ts'
import { startStage, textOf } from '../harness/stage.ts'

test('after two 500s: the same id and bytes three times, then the next event; other tickets go on', async () => {
  await using stage = await startStage()
  await using receiver = await startReceiver()
  const company = await stage.company()
  const endpoint = await company.endpoint(receiver.url)
  const failed: ReceivedRequest[] = []
  receiver.behave(request => {
    const { messageBody, Type } = request.json() as { messageBody: string; Type?: string }
    if (messageBody !== 'Oi, sou eu' || Type !== undefined || failed.length === 2) return 200
    failed.push(request)
    return 500
  })

  const [ana, caio] = [
    { waId: '5531987650001', name: 'Ana' },
    { waId: '5521977770003', name: 'Caio' },
  ]
  await company.post(textOf('Oi, sou eu', ana))
  await company.post(textOf('Está aí?', ana))
  // The head has failed and waits. Caio writes now, and his message must arrive before the head is tried for the last time.
  await receiver.received(2)
  for (const text of ['Bom dia', 'Tudo bem?']) await company.post(textOf(text, caio))
  await stage.quiet()

  const byTicket = Map.groupBy(receiver.requests, ticketOf)
  assert.equal(byTicket.size, 2)
  const [ofAna, ofCaio] = [...byTicket.values()] as [ReceivedRequest[], ReceivedRequest[]]
  const told = (requests: ReceivedRequest[]) =>
    requests.map(request => {
      const body = readPost(request, endpoint)
      const { headers } = request
      return `${headers['recado-sequence']}.${headers['recado-attempt']} ${body.Type ?? ''} ${body.messageBody}`
    })
  assert.deepEqual(told(ofAna), [
    '1.1 NewTicket Oi, sou eu',
    '2.1  Oi, sou eu',
    '2.2  Oi, sou eu',
    '2.3  Oi, sou eu',
    '3.1  Está aí?',
  ])
  assert.deepEqual(told(ofCaio), ['1.1 NewTicket Bom dia', '2.1  Bom dia', '3.1  Tudo bem?'])
  const tries = ofAna.slice(1, 4)
  assert.equal(new Set(tries.map(request => request.headers['webhook-id'])).size, 1)
  for (const request of tries) assert.ok(request.body.equals(tries[0]!.body))
  assert.ok(ofCaio.at(-1)!.at < tries[2]!.at, 'the other ticket waited for this one')

  const { data } = await company.make('GET', `/attempts?ticketId=${ticketOf(tries[0]!)}`)
  const log = data.map((attempt: Record<string, unknown>) => [
    attempt.sequence,
    attempt.attempt,
    attempt.outcome,
    attempt.status,
  ])
  assert.deepEqual(log.reverse(), [
    [1, 1, 'delivered', 200],
    [2, 1, 'failed', 500],
    [2, 2, 'failed', 500],
    [2, 3, 'delivered', 200],
    [3, 1, 'delivered', 200],
  ])
})
