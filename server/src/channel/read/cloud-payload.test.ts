import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ANA, contactOf, messageFrom, PHONE_NUMBER_ID, payloadOf } from '../../../test/harness/channel.ts'
import type { Language } from '../../base/language.ts'
import { readPayload as stepwise, TooManyParts } from './cloud-payload.ts'
import type { MessageUpdate, Update } from './update.ts'

type Json = Record<string, unknown>

const readPayload = (payload: unknown, language: Language): Update[] =>
  [...stepwise(payload, language)].filter(update => update !== undefined)

function read(message: Json): Update {
  const updates = readPayload(payloadOf({ contacts: [contactOf(ANA)], messages: [message] }), 'pt-BR')
  assert.equal(updates.length, 1)
  return updates[0]!
}

test('a text message has its sender, the instant, and the sender’s name', () => {
  const message = messageFrom(ANA, 'Bom dia! 👋', { id: 'wamid.A', context: { from: '551140020001', id: 'wamid.Q' } })
  assert.deepEqual(read(message), {
    kind: 'message',
    phoneNumberId: PHONE_NUMBER_ID,
    conversation: ['p:5531987650001', 'u:BR.90000000000000000001'],
    providerId: 'wamid.A',
    fromMe: false,
    identities: { waId: '553187650001', bsuid: 'BR.90000000000000000001' },
    pushname: 'Ana Prado',
    groupId: null,
    sentAt: 1790000001,
    content: { mediaType: 'chat', body: 'Bom dia! 👋', media: null },
    origin: null,
    quotedProviderId: 'wamid.Q',
    raw: JSON.stringify(message),
    errorCodes: [],
  })
})

test('the first opening of a chat makes nothing', () => {
  assert.equal(read(messageFrom(ANA, { type: 'request_welcome' })).kind, 'noted')
})

test('edits, deletions and reactions name the message they change', () => {
  const edit = { original_message_id: 'wamid.A', message: { type: 'text', text: { body: 'melhor' } } }
  const { kind, target, body } = read(messageFrom(ANA, { type: 'edit', edit })) as Extract<Update, { kind: 'edit' }>
  assert.deepEqual({ kind, target, body }, { kind: 'edit', target: 'wamid.A', body: 'melhor' })
  const revoke = read(messageFrom(ANA, { type: 'revoke', revoke: { original_message_id: 'wamid.A' } }))
  assert.equal(revoke.kind, 'revoke')
  const reaction = (node: Json) => {
    const update = read(messageFrom(ANA, { type: 'reaction', reaction: node }))
    return update.kind === 'reaction' ? [update.target, update.emoji] : update.kind
  }
  assert.deepEqual(reaction({ message_id: 'wamid.B', emoji: '👍' }), ['wamid.B', '👍'])
  assert.deepEqual(reaction({ message_id: 'wamid.B' }), ['wamid.B', null])
  assert.deepEqual(reaction({ message_id: 'wamid.B', emoji: '' }), ['wamid.B', null])
})

test('somebody changes their number, in both forms of Meta', () => {
  for (const named of [{ wa_id: '5531991110009' }, { new_wa_id: '5531991110009' }]) {
    const system = { type: 'user_changed_number', user_id: 'BR.9', ...named }
    const [update] = readPayload(
      payloadOf({ messages: [{ from: '553187650001', id: 'x', timestamp: '1', type: 'system', system }] }),
      'pt-BR',
    )
    assert.equal(update?.kind, 'number-change')
    if (update?.kind !== 'number-change') continue
    assert.deepEqual(update.from, { waId: '553187650001', bsuid: null })
    assert.deepEqual(update.to, { waId: '5531991110009', bsuid: 'BR.9' })
  }
})

test('somebody known by a user id alone; their number when they share it', () => {
  const bia = { user_id: 'BR.2', name: 'Bia' }
  const [hello] = readPayload(payloadOf({ contacts: [contactOf(bia)], messages: [messageFrom(bia, 'Oi')] }), 'pt-BR')
  assert.deepEqual((hello as MessageUpdate).identities, { waId: null, bsuid: 'BR.2' })
  assert.equal((hello as MessageUpdate).pushname, 'Bia')
  const card = { type: 'contacts', origin: 'contact_request', contacts: [{ phones: [{ phone: '+5521977770003' }] }] }
  const [shared] = readPayload(payloadOf({ contacts: [contactOf(bia)], messages: [messageFrom(bia, card)] }), 'pt-BR')
  assert.deepEqual((shared as MessageUpdate).identities, { waId: '5521977770003', bsuid: 'BR.2' })
})

test('what the business wrote on its phone is our message to the customer', () => {
  const echo = {
    from: '551140020001',
    to: ANA.wa_id,
    to_user_id: ANA.user_id,
    id: 'wamid.E',
    timestamp: '5',
    type: 'text',
  }
  const value = { contacts: [contactOf(ANA)], message_echoes: [{ ...echo, text: { body: 'Já vejo' } }] }
  const [update] = readPayload(payloadOf(value, 'smb_message_echoes'), 'pt-BR')
  const { fromMe, identities, pushname } = update as MessageUpdate
  assert.deepEqual(
    { fromMe, ...identities, pushname },
    {
      fromMe: true,
      waId: ANA.wa_id,
      bsuid: ANA.user_id,
      pushname: 'Ana Prado',
    },
  )
})

test('a group message belongs to its group and to its member', () => {
  const update = read(messageFrom(ANA, 'oi', { group_id: 'GRUPO1' })) as MessageUpdate
  assert.equal(update.groupId, 'GRUPO1')
  assert.deepEqual(update.conversation, ['g:GRUPO1'])
})

test('statuses keep their ids, for people and for groups', () => {
  const statuses = [
    {
      id: 'wamid.O',
      status: 'read',
      timestamp: '9',
      recipient_id: '553187650001',
      biz_opaque_callback_data: 'recado-m7',
    },
    { id: 'wamid.O', status: 'failed', timestamp: '9', recipient_id: '1', errors: [{ code: 131047 }] },
    { id: 'wamid.O', status: 'warped', timestamp: '9' },
  ]
  const [read, failed, strange] = readPayload(payloadOf({ statuses }), 'pt-BR')
  assert.deepEqual(read, {
    kind: 'status',
    phoneNumberId: PHONE_NUMBER_ID,
    conversation: ['p:5531987650001', 'm:wamid.O'],
    target: 'wamid.O',
    status: 'read',
    at: 9,
    callbackData: 'recado-m7',
    error: null,
  })
  assert.equal(failed?.kind === 'status' && failed.error?.code, 131047)
  assert.equal(strange?.kind, 'noted')
})

test('every entry, change, message and status counts', () => {
  const value = { contacts: [contactOf(ANA)], messages: [messageFrom(ANA, 'a'), messageFrom(ANA, 'b')] }
  const { entry } = payloadOf(value) as { entry: { changes: unknown[] }[] }
  const changes = [...entry[0]!.changes, ...entry[0]!.changes]
  assert.equal(readPayload({ entry: [{ changes }, { changes }] }, 'pt-BR').length, 8)
})

test('a field that is not a notice, and is unknown, is recorded as unknown', () => {
  const [template] = readPayload(payloadOf({ event: 'APPROVED' }, 'message_template_status_update'), 'pt-BR')
  assert.deepEqual(template?.kind === 'notice' && [template.field, template.event, template.opens], [
    'message_template_status_update',
    'APPROVED',
    [],
  ])
  const [error] = readPayload(payloadOf({ errors: [{ code: 130429 }] }), 'pt-BR')
  assert.deepEqual(error?.kind === 'notice' && [error.event, error.opens], ['130429', ['number_limited']])
  const [unknown] = readPayload(payloadOf({ event: 'APPROVED' }, 'hologram_update'), 'pt-BR')
  assert.deepEqual(unknown?.kind === 'noted' && [unknown.what, unknown.isUnknown], ['field hologram_update', true])
})

const FIELDS = (
  'messages smb_message_echoes history smb_app_state_sync calls user_preferences user_id_update account_update ' +
  'account_alerts group_lifecycle_update group_participants_update group_settings_update message_template_status_update'
).split(' ')
const KEYS = (
  'entry changes field value messages statuses type text image id from to contacts timestamp edit system history threads ' +
  'metadata progress errors groups group_id group_subject calls event direction duration user_preferences wa_id user_id ' +
  'previous current state_sync contact action phone_number full_name message_echoes alert_info restriction_info'
).split(' ')

test('no JSON in any field makes reading fail', () => {
  const shape = fc.letrec(tie => ({
    any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('node')),
    node: fc.dictionary(
      fc.constantFrom(...KEYS),
      fc.oneof(
        tie('any'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.constantFrom('messages', 'text', 'image', 'edit', 'system', 'group_create', 'connect', 'stop', 'add', '1'),
      ),
    ),
  })).node
  fc.assert(
    fc.property(fc.constantFrom(...FIELDS), shape, (field, value) => {
      // A generator reads only as far as it is asked.
      const updates = [...readPayload({ entry: [{ changes: [{ field, value }] }, value] }, 'pt-BR')]
      assert.ok(updates.every(update => update === undefined || update.kind !== 'unreadable'))
    }),
    { numRuns: 1_000 },
  )
})

test('the cost per person does not grow in the largest possible post', () => {
  const msPerPerson = (count: number) => {
    const people = Array.from({ length: count }, (_, n) => ({ wa_id: String(5_511_900_000_000 + n), name: `P${n}` }))
    const payload = payloadOf({ contacts: people.map(contactOf), messages: people.map(who => messageFrom(who, 'oi')) })
    const begun = performance.now()
    const updates = readPayload(payload, 'en') as MessageUpdate[]
    const took = performance.now() - begun
    assert.equal(updates.at(-1)?.pushname, `P${count - 1}`)
    return took / count
  }
  const best = (count: number) => Math.min(...[1, 2, 3].map(() => msPerPerson(count)))
  const [few, many] = [best(750), best(12_000)]
  // Sixteen times as many people: a search through all of them for each one would cost sixteen times as much per person.
  assert.ok(many < 6 * few, `${few} ms a person of 750, ${many} ms of 12,000`)
})

test('a type that is named like a member of every object is a type like any other', () => {
  for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
    const { kind, content } = read(JSON.parse(JSON.stringify({ ...messageFrom(ANA, 'x'), type }))) as MessageUpdate
    assert.deepEqual([kind, content.mediaType, content.media], ['message', 'chat', null], type)
    assert.ok(content.body.includes(`(${type})`), content.body)
    const file = { id: '7', mime_type: `image/${type}` }
    assert.doesNotMatch(
      (read(messageFrom(ANA, { type: 'image', image: file })) as MessageUpdate).content.body,
      /native/,
    )
  }
})

test('the only profile of a post never gives its name to somebody else, not in groups either', () => {
  const value = { contacts: [contactOf({ wa_id: '5511911112222', user_id: 'BR.1', name: 'Outra' })] }
  for (const extra of [{}, { group_id: 'GRUPO1' }]) {
    const message = messageFrom({ wa_id: '5521988887777' }, 'oi', extra)
    const [update] = readPayload(payloadOf({ ...value, messages: [message] }), 'pt-BR') as MessageUpdate[]
    assert.deepEqual(update?.identities, { waId: '5521988887777', bsuid: null })
    assert.equal(update?.pushname, null)
  }
})

test('an instant becomes seconds, in whatever unit it was written', () => {
  const at = (timestamp: unknown) => (read(messageFrom(ANA, 'oi', { timestamp })) as MessageUpdate).sentAt
  for (const given of ['1790000001', 1790000001, '1790000001000', 1790000001000, '1790000001.9', '1790000001000000']) {
    assert.equal(at(given), 1790000001, String(given))
  }
  const now = Date.now() / 1_000
  for (const given of ['-5', 0, '99999999999', '1e308', 'soon', {}, [1790000001], null]) {
    assert.ok(Math.abs(at(given) - now) < 5, JSON.stringify(given))
  }
})

test('NUL and half a surrogate pair are gone from every text, keys and errors included', () => {
  const error = { code: 131026, title: 'a\0b', error_data: { details: '\ud83d', '\0key': 'x' } }
  const value = { statuses: [{ id: 'wamid.O\0', status: 'failed', timestamp: '9', errors: [error] }] }
  const [failed] = readPayload(payloadOf(value), 'pt-BR')
  assert.ok(failed?.kind === 'status')
  assert.equal(failed.target, 'wamid.O')
  assert.equal(JSON.stringify(failed.error), '{"code":131026,"title":"ab","error_data":{"details":"\ufffd","key":"x"}}')
  const message = messageFrom(ANA, 'a\0b\ud83d', { id: 'wamid.\0X' })
  assert.doesNotMatch(JSON.stringify(read(message)), /\\u0000|\\ud83d/)
})

test('empty parts make no update, and the number of parts is limited', () => {
  assert.deepEqual(readPayload({ entry: [0, { changes: [0, null, 'x', []] }, null] }, 'en').length, 1)
  assert.deepEqual(readPayload(payloadOf({ messages: [0, 'x', null], statuses: [1] }), 'en'), [])
  const zeros = new Array(2_000_000).fill(0)
  for (const payload of [
    { entry: zeros },
    { entry: [{ changes: zeros }] },
    payloadOf({ messages: zeros }),
    payloadOf({ contacts: zeros }),
  ]) {
    const begun = performance.now()
    assert.throws(() => readPayload(payload, 'en'), TooManyParts)
    assert.ok(performance.now() - begun < 100)
  }
})

test('JSON that is nested too deep is cut off and does not fail', () => {
  const depth = 100_000
  const body = JSON.stringify(payloadOf({ messages: [messageFrom(ANA, 'oi', { deep: 'HERE' })] }))
  const payload = JSON.parse(body.replace('"HERE"', `${'['.repeat(depth)}${']'.repeat(depth)}`))
  assert.deepEqual(
    readPayload(payload, 'en').map(update => update.kind),
    ['message'],
  )
})

test('a message larger than anything of WhatsApp is ignored, and the length of a name is limited', () => {
  const update = read(messageFrom(ANA, 'x'.repeat(300_000)))
  assert.deepEqual(
    [update.kind, update.kind === 'noted' && update.what],
    ['noted', 'message larger than any of WhatsApp'],
  )
  assert.deepEqual(
    readPayload(
      payloadOf({ contacts: [contactOf({ ...ANA, name: '👋'.repeat(1_000) })], messages: [messageFrom(ANA, 'oi')] }),
      'en',
    ).map(one => one.kind === 'message' && one.pushname?.length),
    [200],
  )
})
