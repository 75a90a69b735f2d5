/**
 * What Meta posts besides messages: calls, groups, preferences, the phone book. Only own keys count, and no text is cut inside a
 * character.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PHONE_NUMBER_ID } from '../../../test/harness/channel.ts'
import type { Language } from '../../base/language.ts'
import { readPayload } from './cloud-payload.ts'
import type { Update } from './update.ts'

type Json = Record<string, unknown>

function read(field: string, value: Json, language: Language = 'en'): Update[] {
  const metadata = { phone_number_id: PHONE_NUMBER_ID, display_phone_number: '551140020001' }
  const payload = { entry: [{ id: '9', time: 1_790_000_000, changes: [{ field, value: { metadata, ...value } }] }] }
  return [...readPayload(payload, language)].filter(update => update !== undefined)
}
const only = (field: string, value: Json, language: Language = 'en'): Update => {
  const updates = read(field, value, language)
  assert.equal(updates.length, 1, JSON.stringify(updates))
  return updates[0] as Update
}
const life = (field: string, value: Json) => {
  const update = only(field, value)
  assert.equal(update.kind, 'life', JSON.stringify(update))
  return update as Extract<Update, { kind: 'life' }>
}
const nothing = (field: string, value: Json) => {
  const update = only(field, value)
  assert.equal(update.kind, 'noted', JSON.stringify(update))
  return update as Extract<Update, { kind: 'noted' }>
}

const at = '1790000001'
const call = (more: Json) => ({ calls: [{ id: 'wacid.1', from: '553187650001', timestamp: at, ...more }] })

test('a customer’s call becomes a message in the company’s language, because somebody has to call back', () => {
  const bodies = (['pt-BR', 'en', 'es'] as const).map(language => {
    const update = only('calls', call({ event: 'connect', session: { sdp: 'secret of two devices' } }), language)
    assert.equal(update.kind, 'message')
    if (update.kind !== 'message') return ''
    assert.deepEqual([update.providerId, update.fromMe, update.sentAt], ['wacid.1', false, 1_790_000_001])
    assert.ok(!update.raw.includes('secret of two devices'))
    return update.content.body
  })
  assert.equal(new Set(bodies).size, 3)
})

test('a call that ended has its length; one without a length was missed', () => {
  const ended = (duration: unknown) => {
    const { action, note } = life('calls', call({ event: 'terminate', duration }))
    return [action, note]
  }
  assert.deepEqual(ended(65), ['callEnded', '1:05'])
  assert.deepEqual(ended('59.9'), ['callEnded', '0:59'])
  assert.deepEqual(ended(3_600), ['callEnded', '60:00'])
  for (const none of [0, -1, null, undefined, '', 'x', [], true]) assert.deepEqual(ended(none), ['callMissed', null])
})

test('our own call is logged, and its end is in the conversation of the person we called', () => {
  const ours = { direction: 'BUSINESS_INITIATED', from: '551140020001', to: '553187650001' }
  assert.equal(nothing('calls', call({ ...ours, event: 'connect' })).isUnknown, false)
  const ended = life('calls', call({ ...ours, event: 'terminate', duration: 10 }))
  assert.deepEqual(ended.identities, { waId: '553187650001', bsuid: null })
  assert.equal(
    nothing('calls', { statuses: [{ id: 'wacid.1', type: 'call', recipient_id: '553187650001', status: 'RINGING' }] })
      .what,
    'call of ours',
  )
})

test('a call without a person or an id is ignored', () => {
  assert.equal(nothing('calls', call({ event: 'connect', from: null })).level, 'warn')
  assert.equal(nothing('calls', call({ event: 'connect', id: 'x'.repeat(501) })).level, 'warn')
})

test('stopping advertising, allowing it again, and an unknown choice are distinguished', () => {
  const preference = (value: unknown, more: Json = { wa_id: '553187650001' }) => ({
    user_preferences: [{ value, category: 'marketing_messages', timestamp: at, ...more }],
  })
  assert.equal(life('user_preferences', preference('stop')).action, 'marketingStopped')
  assert.equal(life('user_preferences', preference('resume')).action, 'marketingResumed')
  assert.deepEqual(life('user_preferences', preference('stop', { user_id: 'BR.1' })).conversation, ['u:BR.1'])
  assert.equal(nothing('user_preferences', preference('pause')).isUnknown, true)
  assert.equal(nothing('user_preferences', preference('stop', {})).isUnknown, false)
})

test('a person continues under another user id, in both forms; without the old id it is kept as unknown', () => {
  const wanted = { from: { waId: null, bsuid: 'BR.1' }, to: { waId: '553187650001', bsuid: 'BR.2' } }
  for (const entry of [
    { wa_id: '553187650001', user_id: { previous: 'BR.1', current: 'BR.2' } },
    { wa_id: '553187650001', previous_user_id: 'BR.1', user_id: 'BR.2' },
  ]) {
    const update = only('user_id_update', { user_id_update: [entry] })
    assert.equal(update.kind, 'number-change')
    if (update.kind === 'number-change') assert.deepEqual({ from: update.from, to: update.to }, wanted)
    assert.deepEqual([...update.conversation].sort(), ['p:5531987650001', 'u:BR.1', 'u:BR.2'])
  }
  for (const entry of [{ user_id: 'BR.2' }, { user_id: { previous: 'BR.1' } }, {}]) {
    assert.equal(nothing('user_id_update', { user_id_update: [entry] }).isUnknown, true)
  }
})

const group = (type: string, more: Json = {}) => ({ groups: [{ group_id: 'G1', type, timestamp: at, ...more }] })

test('each event of a group has its name, and belongs to the group', () => {
  const steps = {
    group_create: 'groupCreated',
    group_delete: 'groupDeleted',
    group_participants_add: 'groupJoined',
    group_participants_remove: 'groupLeft',
    group_join_request_created: 'groupJoinAsked',
    group_join_request_revoked: 'groupJoinTakenBack',
    group_suspend: 'groupSuspended',
    group_suspend_cleared: 'groupResumed',
  }
  for (const field of ['group_lifecycle_update', 'group_participants_update', 'group_status_update']) {
    for (const [type, action] of Object.entries(steps)) {
      const update = life(field, group(type))
      assert.deepEqual([update.action, update.groupId, update.conversation], [action, 'G1', ['g:G1']], type)
    }
  }
  for (const type of ['group_future', 'constructor', '__proto__', '']) {
    assert.equal(nothing('group_status_update', group(type)).isUnknown, true, type)
  }
  assert.equal(
    nothing('group_lifecycle_update', { groups: [{ type: 'group_create', errors: [{ code: 131000 }] }] }).level,
    'warn',
  )
})

test('members of a group are named by number, by username, by what was typed, or by their id', () => {
  const { note } = life(
    'group_participants_update',
    group('group_participants_add', {
      added_participants: [
        { wa_id: '553187650001', username: 'ana' },
        { username: 'bia' },
        { input: '+55 31 9' },
        { user_id: 'BR.4' },
        {},
      ],
    }),
  )
  assert.equal(note, '+553187650001, bia, +55 31 9, BR.4')
})

test('a thousand people who join make one line of limited length, and no emoji of a name is cut in the middle', () => {
  const people = Array.from({ length: 1_000 }, () => ({ username: 'a🍞' }))
  for (const shift of ['', 'x', 'xx']) {
    const added_participants = [{ username: `${shift}b` }, ...people]
    const { note } = life('group_participants_update', group('group_participants_add', { added_participants }))
    assert.ok((note as string).length <= 300 && (note as string).isWellFormed(), note ?? '')
  }
})

test('of a group’s settings only the changed one is shown, and not one that WhatsApp did not change', () => {
  const settings = (more: Json) => group('group_settings_update', more)
  const subject = life(
    'group_settings_update',
    settings({ group_subject: { text: 'Bairro', update_successful: true } }),
  )
  assert.deepEqual([subject.action, subject.subject, subject.note], ['groupSubject', 'Bairro', 'Bairro'])
  const description = life('group_settings_update', settings({ group_description: { text: 'Regras' } }))
  assert.deepEqual([description.action, description.subject], ['groupDescription', null])
  assert.equal(
    life('group_settings_update', settings({ profile_picture: { mime_type: 'image/png' } })).action,
    'groupPicture',
  )
  for (const given of [
    {},
    { group_subject: { text: 'x', update_successful: false } },
    { group_description: { text: 'x', update_successful: false } },
    { profile_picture: { update_successful: false } },
  ]) {
    assert.equal(nothing('group_settings_update', settings(given)).what, 'group settings that did not change')
  }
})

test('a repeat has the same hash, and anything different has another one', () => {
  const hash = (more: Json) => life('group_status_update', group('group_suspend', more)).hash
  assert.equal(hash({}), hash({}))
  assert.notEqual(hash({}), hash({ timestamp: '1790000002' }))
  assert.notEqual(hash({}), hash({ group_id: 'G2' }))
  assert.notEqual(hash({}), life('group_status_update', group('group_suspend_cleared')).hash)
})

const book = (...entries: Json[]) => ({ state_sync: entries })
const entry = (phone: unknown, more: Json = {}, action = 'add') => ({
  type: 'contact',
  action,
  contact: { phone_number: phone, full_name: 'Ana Prado', ...more },
  metadata: { timestamp: at },
})

test('the phone book gives names and removes names, and ignores entries without a number or a name', () => {
  const update = only(
    'smb_app_state_sync',
    book(
      entry('+55 31 8765-0001'),
      entry('553187650002', { full_name: null, first_name: 'Bia' }),
      entry('553187650003', {}, 'remove'),
      entry('553187650004', { full_name: '' }),
      entry('', {}),
      entry('9'.repeat(21)),
      entry('553187650005', { full_name: `${'x'.repeat(199)}🍞` }),
    ),
  )
  assert.equal(update.kind, 'address-book')
  if (update.kind !== 'address-book') return
  assert.deepEqual(
    update.entries.slice(0, 3).map(({ waId, name }) => [waId, name]),
    [
      ['553187650001', 'Ana Prado'],
      ['553187650002', 'Bia'],
      ['553187650003', null],
    ],
  )
  assert.equal(update.entries.length, 4)
  assert.ok(update.entries[3]?.name?.isWellFormed())
})

test('a phone book of thousands comes in slices of a hundred', () => {
  const entries = Array.from({ length: 250 }, (_, n) => entry(String(553_100_000_000 + n)))
  const sizes = read('smb_app_state_sync', book(...entries)).map(update => 'entries' in update && update.entries.length)
  assert.deepEqual(sizes, [100, 100, 50])
  assert.deepEqual(read('smb_app_state_sync', book(entry(null), entry(null))), [])
})

test('whatever they contain, texts are whole and instants are in seconds', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '🍞', '\0', '\ud83c', ' '), maxLength: 700 })
  const isWhole = (value: unknown): boolean =>
    typeof value === 'string'
      ? value.isWellFormed() && !value.includes('\0')
      : typeof value !== 'object' || value === null || Object.entries(value).every(pair => pair.every(isWhole))
  const field = fc.constantFrom(
    'user_preferences',
    'group_settings_update',
    'group_participants_update',
    'calls',
    'unknown',
  )
  fc.assert(
    fc.property(field, texts, texts, fc.double(), (name, one, two, timestamp) => {
      const part = {
        group_id: 'G1',
        wa_id: '1',
        id: '1',
        from: '1',
        user_id: one,
        username: two,
        value: one,
        timestamp,
      }
      for (const type of ['group_settings_update', 'group_participants_add', one]) {
        const more = { type, group_subject: { text: one }, added_participants: [{ username: two }] }
        const list = [{ ...part, ...more }]
        for (const update of read(name, { user_preferences: list, groups: list, calls: list })) {
          assert.ok(isWhole(update), JSON.stringify(update))
          if ('at' in update) assert.ok(Number.isInteger(update.at) && update.at > 0 && update.at < 4_102_444_800)
        }
        for (const update of read(`${one}${two}`, {})) assert.ok(isWhole(update), JSON.stringify(update))
      }
    }),
    { numRuns: 150 },
  )
})
