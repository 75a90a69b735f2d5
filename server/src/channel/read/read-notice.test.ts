/** What Meta reports about accounts, numbers and templates: which problem it opens, which it ends, and what a person reads. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Language } from '../../base/language.ts'
import { isProblem } from '../health/channel-problem.ts'
import { noticeTitle } from '../health/notice-texts.ts'
import { readPayload } from './cloud-payload.ts'
import { readNotice } from './read-notice.ts'
import type { NoticeUpdate } from './update.ts'

type Json = Record<string, unknown>

const CONTEXT = { profiles: new Map(), language: 'en' as Language, phoneNumberId: '42' }
const ENTRY = { id: '9', time: 1_790_000_000 }

function read(field: string, value: Json, entry: Json = ENTRY): NoticeUpdate {
  const payload = { entry: [{ ...entry, changes: [{ field, value }] }] }
  const [update, ...more] = [...readPayload(payload, 'en')].filter(one => one !== undefined)
  assert.equal(more.length, 0)
  assert.equal(update?.kind, 'notice', JSON.stringify(update))
  return update as NoticeUpdate
}
const effect = (field: string, value: Json) => {
  const { opens, ends } = read(field, value)
  return { opens, ends }
}
const opens = (...codes: string[]) => ({ opens: codes, ends: [] })
const ends = (...codes: string[]) => ({ opens: [], ends: codes })

test('events of an account open a problem or end it', () => {
  const table: [value: Json, wanted: object][] = [
    [{ event: 'PARTNER_REMOVED' }, opens('partner_removed')],
    [{ event: 'PARTNER_APP_UNINSTALLED' }, opens('partner_removed')],
    [{ event: 'ACCOUNT_OFFBOARDED' }, opens('partner_removed')],
    [{ event: 'PARTNER_ADDED' }, ends('partner_removed')],
    [{ event: 'PARTNER_APP_INSTALLED' }, ends('partner_removed')],
    [{ event: 'ACCOUNT_RECONNECTED' }, ends('partner_removed')],
    [{ event: 'ACCOUNT_DELETED' }, opens('account_restricted')],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, opens('account_restricted')],
    [{ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }, opens('account_warned')],
    [
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } },
      ends('account_restricted', 'account_warned'),
    ],
    [{ event: 'DISABLED_UPDATE' }, opens('account_warned')],
    [{ event: 'ACCOUNT_RESTRICTION' }, opens('number_limited')],
    [{ event: 'ACCOUNT_VIOLATION' }, opens('account_warned')],
    [{ event: 'VERIFIED_ACCOUNT' }, opens()],
    [{ event: 'constructor' }, opens()],
    [{}, opens()],
  ]
  for (const [value, wanted] of table) assert.deepEqual(effect('account_update', value), wanted, JSON.stringify(value))
})

test('an alert is a warning unless it only informs, and ends when it says so', () => {
  const alert = (more: Json) => effect('account_alerts', { alert_info: { alert_type: 'X', ...more } })
  assert.deepEqual(alert({ alert_severity: 'CRITICAL', alert_status: 'ACTIVE' }), opens('account_warned'))
  assert.deepEqual(alert({ alert_severity: 'WARNING' }), opens('account_warned'))
  for (const alert_severity of ['INFO', 'INFORMATIONAL']) assert.deepEqual(alert({ alert_severity }), opens())
  assert.deepEqual(alert({ alert_severity: 'CRITICAL', alert_status: 'RESOLVED' }), ends('account_warned'))
  assert.deepEqual(effect('account_alerts', { alert_severity: 'CRITICAL' }), opens('account_warned'), 'the older form')
})

test('a review, a name and a PIN: a refusal opens a problem, and an approval ends it', () => {
  assert.deepEqual(effect('account_review_update', { decision: 'REJECTED' }), opens('account_warned'))
  assert.deepEqual(effect('account_review_update', { decision: 'APPROVED' }), ends('account_warned'))
  assert.deepEqual(effect('account_review_update', { decision: 'PENDING' }), opens())
  assert.deepEqual(effect('security', { event: 'PIN_CHANGED' }), opens('account_warned'))
  for (const decision of ['REJECTED', 'DECLINED']) {
    assert.deepEqual(effect('phone_number_name_update', { decision }), opens('account_warned'), decision)
  }
  assert.deepEqual(effect('phone_number_name_update', { decision: 'APPROVED' }), opens())
})

test('errors of the number open the problem of their code, whether it is a text or a number', () => {
  const error = (code: unknown) => {
    const payload = {
      entry: [{ ...ENTRY, changes: [{ field: 'messages', value: { errors: [{ code, title: 'x' }] } }] }],
    }
    const [update] = [...readPayload(payload, 'en')].filter(one => one !== undefined)
    return (update as NoticeUpdate).opens
  }
  for (const code of [4, 80007, 130429, '131048']) assert.deepEqual(error(code), ['number_limited'], String(code))
  assert.deepEqual(error(190), ['token_invalid'])
  assert.deepEqual(error('131031'), ['account_restricted'])
  for (const code of [131047, null, 'x', -1]) assert.deepEqual(error(code), [], String(code))
})

test('a notice about a template has what changed and nothing else', () => {
  const template = { message_template_name: 'aviso', message_template_language: 'pt_BR' }
  const news = (field: string, more: Json) => read(field, { ...template, ...more }).template
  const unsaid = { name: 'aviso', language: 'pt_BR', status: null, quality: null, category: null, reason: null }
  assert.deepEqual(news('message_template_status_update', { event: 'PAUSED', reason: 'NONE' }), {
    ...unsaid,
    status: 'PAUSED',
  })
  assert.deepEqual(news('message_template_status_update', { event: 'REJECTED', reason: 'SCAM' }), {
    ...unsaid,
    status: 'REJECTED',
    reason: 'SCAM',
  })
  assert.deepEqual(news('message_template_quality_update', { new_quality_score: 'RED' }), { ...unsaid, quality: 'RED' })
  assert.deepEqual(news('template_category_update', { new_category: 'MARKETING' }), {
    ...unsaid,
    category: 'MARKETING',
  })
  assert.deepEqual(
    news('template_category_update', { correct_category: 'MARKETING' }),
    unsaid,
    'announced, not in force',
  )
  assert.equal(read('message_template_status_update', { event: 'PAUSED' }).template, null, 'of which one?')
})

test('a notice is about the account, or a number by its digits', () => {
  const notice = read('phone_number_quality_update', { display_phone_number: '+55 (31) 8765-0001', event: 'FLAGGED' })
  assert.deepEqual([notice.wabaId, notice.number, notice.isWorthALook], ['9', '553187650001', true])
  const silent = read('account_update', { event: 'X', display_phone_number: '+' })
  assert.deepEqual([silent.number, silent.isWorthALook], [null, false])
})

test('the instant is that of the entry, otherwise its own; a repeat has the same hash', () => {
  const value = { event: 'ACCOUNT_VIOLATION', timestamp: '1780000000' }
  assert.equal(read('account_update', value).at, 1_790_000_000)
  assert.equal(read('account_update', value, { id: '9' }).at, 1_780_000_000)
  const hash = (given: Json, entry?: Json) => read('account_update', given, entry).hash
  assert.equal(hash(value), hash(structuredClone(value)))
  assert.notEqual(hash(value), hash({ ...value, event: 'ACCOUNT_DELETED' }))
  assert.notEqual(hash(value), hash(value, { ...ENTRY, time: 1_790_000_001 }))
  assert.notEqual(hash(value), hash(value, { ...ENTRY, id: '10' }))
})

test('details are plain words: flags and numbers of an object, never the object itself', () => {
  const { details } = read('business_capability_update', {
    max_daily_conversation_per_phone: 1_000,
    is_fast: true,
    nested: { secret: 'x' },
    display_phone_number: '5531',
    empty: '',
  })
  assert.equal(details, 'max_daily_conversation_per_phone: 1000 · is_fast: true')
})

test('a title is in the reader’s language; a notice without a title here keeps Meta’s name', () => {
  const languages: Language[] = ['pt-BR', 'en', 'es']
  for (const field of ['account_update', 'security', 'message_template_status_update', 'errors', 'flows']) {
    assert.equal(new Set(languages.map(language => noticeTitle({ field, event: null }, language))).size, 3, field)
  }
  for (const language of languages) {
    assert.equal(noticeTitle({ field: 'new_field', event: 'NEW' }, language), 'new_field: NEW')
    assert.equal(noticeTitle({ field: 'constructor', event: 'toString' }, language), 'constructor: toString')
    assert.notEqual(noticeTitle({ field: 'security', event: 'PIN_CHANGED' }, language), 'security: PIN_CHANGED')
  }
})

test('a field that is not a notice gives none, also one whose name every object has', () => {
  for (const field of ['messages', 'constructor', '__proto__', '']) {
    assert.equal(readNotice(field, {}, ENTRY, CONTEXT), undefined, field)
  }
})

test('whatever it contains, its texts are whole and limited, and its problems are known', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '🍞', '\0', '\ud83c'), maxLength: 2_500 })
  const field = fc.constantFrom('account_update', 'flows', 'security', 'business_username_update', 'account_alerts')
  const isWhole = (value: string | null, max: number) =>
    value === null || (value.isWellFormed() && !value.includes('\0') && value.length <= max)
  fc.assert(
    fc.property(field, text, text, (name, event, words) => {
      const notice = read(name, { event, status: event, message: words, username: words, alert_description: words })
      assert.ok(isWhole(notice.event, 200), 'event')
      assert.ok(isWhole(notice.details, 1_000), 'details')
      for (const code of [...notice.opens, ...notice.ends]) assert.ok(isProblem(code))
    }),
    { numRuns: 150 },
  )
})
