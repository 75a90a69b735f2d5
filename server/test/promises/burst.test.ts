/** Many first messages of one person at once make one contact and one ticket, and reach the receiver in one order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPost } from '../harness/posted.ts'
import { startReceiver } from '../harness/receiver.ts'
import { startStage, textOf } from '../harness/stage.ts'

test('200 first messages of one person at once, in both spellings of the number', async () => {
  await using stage = await startStage()
  await using receiver = await startReceiver()
  const company = await stage.company()
  const endpoint = await company.endpoint(receiver.url)

  const spellings = ['5531987650001', '553187650001']
  const texts = Array.from({ length: 200 }, (_, n) => `mensagem ${n}`)
  const statuses = await Promise.all(
    texts.map((text, n) => company.post(textOf(text, { waId: spellings[n % 2]!, name: 'Ana' }))),
  )
  assert.deepEqual(new Set(statuses), new Set([200]))
  await stage.quiet({ timeoutMs: 20_000 })

  const contacts = await company.make('GET', '/contacts')
  const tickets = await company.make('GET', '/tickets')
  assert.deepEqual([contacts.data.length, tickets.data.length], [1, 1])
  assert.equal(tickets.data[0].unreadMessages, 200)

  const told = receiver.requests.map(request => readPost(request, endpoint))
  assert.deepEqual(
    receiver.requests.map(request => Number(request.headers['recado-sequence'])),
    Array.from({ length: 201 }, (_, n) => n + 1),
  )
  assert.deepEqual(
    told.map(body => body.Type ?? 'message'),
    ['NewTicket', ...texts.map(() => 'message')],
  )
  assert.equal(told[0].messageBody, told[1].messageBody)
  const heard = told.slice(1).map(body => body.messageBody)
  assert.deepEqual(heard.toSorted(), texts.toSorted())
  // In the order in which the program took them in.
  const taken = await stage.db<{ body: string }[]>`
    select convert_from(body, 'utf8')::json #>> '{entry,0,changes,0,value,messages,0,text,body}' as body
    from inbound order by id`
  assert.deepEqual(
    heard,
    taken.map(row => row.body),
  )
})
