import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { eventNames, extraEventNames, payloadVersions } from '../src/event.ts'
import { assertContract } from './contract.ts'

type Json = Record<string, unknown>

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const vector = (version: number, name: string) => read(`vectors/v${version}/${name}.json`)

function change(text: string, edit: (body: Json & { ticket: Json; contact: Json }) => void): string {
  const body = JSON.parse(text)
  edit(body)
  return JSON.stringify(body)
}

const contactKeys = 'id name phoneNumber profilePicUrl email isGroup pushname lid kanbanId followupId'
const ticketKeys = 'id status protocol queueId userId apiConfig'
const documentOrder = {
  NewTicketUserCreate: ['Type messageBody ticket contact whatsapp', ticketKeys],
  NewTicket: ['Type messageBody ticket contact whatsapp', ticketKeys],
  TransferTicket: ['Type messageBody ticket contact whatsapp', ticketKeys],
  ClosedTicket: ['Type messageBody ticket contact whatsapp', `${ticketKeys} closingReasonId`],
  message: [
    'messageId messageBody timestamp status fromMe mediaType mediaUrl isDeleted sendType edited reactions ticket contact user whatsapp',
    'id status protocol queueId apiConfig',
  ],
}
const firstVector = {
  NewTicketUserCreate: 'open',
  NewTicket: 'first-message',
  TransferTicket: 'to-queue',
  ClosedTicket: 'with-reason',
  message: 'sent-by-user',
}

for (const version of payloadVersions) {
  describe(`version ${version}`, () => {
    test('every sample event keeps the contract', () => {
      const files = readdirSync(new URL(`../vectors/v${version}/`, import.meta.url))
      assert.ok(files.length >= 20)
      for (const file of files) assertContract(read(`vectors/v${version}/${file}`), version)
    })

    test('the schemas load in a strict ajv without any formats', () => {
      const ajv = new Ajv2020({ strict: true, strictTypes: true, strictRequired: true })
      for (const name of ['common', ...eventNames])
        ajv.addSchema(JSON.parse(read(`schemas/v${version}/${name}.schema.json`)))
      for (const name of eventNames)
        assert.ok(ajv.getSchema(`https://recado.example/schemas/v${version}/${name}.schema.json`))
    })

    for (const name of eventNames) {
      test(`${name} refuses a body without any one of its keys`, () => {
        const text = vector(version, `${name}.${firstVector[name]}`)
        for (const part of ['', 'ticket', 'contact', 'whatsapp']) {
          const keys = Object.keys(part ? JSON.parse(text)[part] : JSON.parse(text))
          for (const key of keys) {
            const without = change(text, body => delete (part ? (body[part] as Json) : (body as Json))[key])
            assert.throws(() => assertContract(without, version), Error, `${part}.${key}`)
          }
        }
      })

      test(`${name} refuses what is not in the document`, () => {
        const text = vector(version, `${name}.${firstVector[name]}`)
        const refused: [string, Parameters<typeof change>[1]][] = [
          ['a key more', body => Object.assign(body, { tenantId: 1 })],
          ['a key more in the ticket', body => Object.assign(body.ticket, { createdAt: 'now' })],
          ['a key more in the contact', body => Object.assign(body.contact, { number: '55' })],
          [
            'a protocol that is a number',
            body => Object.assign(body.ticket, { protocol: Number('202608051430109561') }),
          ],
          ['an id that is a string', body => Object.assign(body.ticket, { id: '9561' })],
          ['a fourth status', body => Object.assign(body.ticket, { status: 'archived' })],
          [
            'more than the key in apiConfig',
            body => Object.assign(body.ticket, { apiConfig: { externalKey: 'a', token: 'b' } }),
          ],
          ['no channel', body => Object.assign(body, { whatsapp: null })],
        ]
        for (const [what, edit] of refused)
          assert.throws(() => assertContract(change(text, edit), version), Error, what)
      })

      test(`${name} refuses its keys in another order`, () => {
        const text = vector(version, `${name}.${firstVector[name]}`)
        const turned = (value: Json) => Object.fromEntries(Object.entries(value).reverse())
        assert.throws(() => assertContract(JSON.stringify(turned(JSON.parse(text))), version), /the contract's order/)
        for (const part of ['ticket', 'contact', 'whatsapp']) {
          const inner = change(text, body => Object.assign(body, { [part]: turned(body[part] as Json) }))
          assert.throws(() => assertContract(inner, version), new RegExp(`${part}: keys are`))
        }
      })
    }

    test('the message event refuses values that only look right', () => {
      const text = vector(version, 'message.reactions')
      const refused: Parameters<typeof change>[1][] = [
        body => Object.assign(body.ticket, { userId: 3 }),
        body => Object.assign(body, { Type: 'message' }),
        body => Object.assign(body, { timestamp: 1787998519000 }),
        body => Object.assign(body, { timestamp: '1787998519' }),
        body => Object.assign(body, { status: 'delivered' }),
        body => Object.assign(body, { sendType: 'chat' }),
        body => Object.assign(body, { edited: false }),
        body => Object.assign(body, { reactions: null }),
        body => Object.assign(body, { reactions: [{ emoji: '👍' }] }),
        body => Object.assign(body, { mediaUrl: '/public/1/a.png' }),
      ]
      for (const edit of refused)
        assert.throws(() => assertContract(change(text, edit), version), Error, edit.toString())
    })

    test('the ticket events keep their fixed values', () => {
      const closed = change(vector(version, 'ClosedTicket.with-reason'), body =>
        Object.assign(body.ticket, { status: 'open' }),
      )
      const created = change(vector(version, 'NewTicketUserCreate.open'), body =>
        Object.assign(body, { messageBody: 'oi' }),
      )
      assert.throws(() => assertContract(closed, version))
      assert.throws(() => assertContract(created, version))
    })
  })
}

test('version 1 has the keys of the document in its order', () => {
  for (const name of eventNames) {
    const body = JSON.parse(vector(1, `${name}.${firstVector[name]}`))
    assert.equal(Object.keys(body).join(' '), documentOrder[name][0])
    assert.equal(Object.keys(body.ticket).join(' '), documentOrder[name][1])
    assert.equal(Object.keys(body.contact).join(' '), contactKeys)
    assert.equal(Object.keys(body.whatsapp).join(' '), 'id name')
  }
  assert.equal(Object.keys(JSON.parse(vector(1, 'message.sent-by-user')).user).join(' '), 'id name email')
})

test('version 2 is version 1 with four more keys, only on the message event', () => {
  for (const name of eventNames.filter(name => name !== 'message')) {
    assert.equal(vector(2, `${name}.${firstVector[name]}`), vector(1, `${name}.${firstVector[name]}`))
  }
  const body = JSON.parse(vector(2, 'message.group'))
  const { mediaBase64, dataJson, contactmessage, ticket, ...rest } = body
  const { isGroup, ...ticketOfVersion1 } = ticket
  assert.deepEqual({ ...rest, ticket: ticketOfVersion1 }, JSON.parse(vector(1, 'message.group')))
  assert.deepEqual([mediaBase64, dataJson, contactmessage.id, isGroup], [null, null, 3397, true])
  assert.equal(
    Object.keys(body).join(' '),
    'messageId messageBody timestamp status fromMe mediaType mediaUrl mediaBase64 isDeleted sendType edited reactions dataJson ticket contact contactmessage user whatsapp',
  )
  assert.equal(Object.keys(ticket).at(-1), 'isGroup')
})

test('an event nobody knows is refused by name', () => {
  assert.throws(() => assertContract('{"Type":"TicketMerged"}', 1), /no event TicketMerged/)
})

test('the opt-in events keep their contract; a missing or an additional key breaks it', () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: true })
  for (const name of ['common', ...extraEventNames]) {
    ajv.addSchema(JSON.parse(read(`schemas/extra/${name}.schema.json`)))
  }
  const files = readdirSync(new URL('../vectors/extra/', import.meta.url))
  assert.deepEqual([...new Set(files.map(file => file.split('.')[0]))].sort(), [...extraEventNames].sort())
  for (const file of files) {
    const text = read(`vectors/extra/${file}`)
    for (const version of payloadVersions) assertContract(text, version)
    for (const key of Object.keys(JSON.parse(text))) {
      assert.throws(
        () =>
          assertContract(
            change(text, body => delete (body as Json)[key]),
            1,
          ),
        Error,
        `${file} ${key}`,
      )
    }
    assert.throws(
      () =>
        assertContract(
          change(text, body => Object.assign(body, { tenantId: 1 })),
          1,
        ),
      Error,
      file,
    )
  }
})
