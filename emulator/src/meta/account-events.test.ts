import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { graph, type Receiver, receiver, send } from '../testing.ts'

/** What Meta reports about accounts, numbers and people's settings. */
let desk: Receiver
let emulator: Emulator

const phone = '+5531987650001'

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url, now: () => new Date(1_790_000_800_000) })
  await emulator.listen()
})
after(async () => {
  await emulator.close()
  await desk.close()
})
beforeEach(() => {
  emulator.control.reset()
  desk.posts.length = 0
})

async function only(field: string) {
  await emulator.control.settled()
  const values = desk.values(field)
  assert.equal(values.length, 1, field)
  return values[0]
}

test('an account is restricted, banned, or loses its partner', async () => {
  const { account } = emulator.control
  account.update('ACCOUNT_VIOLATION', { violation_info: { violation_type: 'ADULT' } })
  assert.deepEqual(await only('account_update'), {
    event: 'ACCOUNT_VIOLATION',
    violation_info: { violation_type: 'ADULT' },
  })
  assert.deepEqual(
    [desk.posts[0]?.json.entry[0].id, desk.posts[0]?.json.entry[0].time],
    [demoDefaults.wabaId, 1_790_000_800],
  )
})

test('the quality of a number changes, in the webhook and in the number’s fields', async () => {
  emulator.control.account.quality({ event: 'FLAGGED', quality: 'RED', limit: 'TIER_2K' })
  assert.deepEqual(await only('phone_number_quality_update'), {
    display_phone_number: '551140020001',
    event: 'FLAGGED',
    old_limit: 'TIER_250',
    current_limit: 'TIER_2K',
    max_daily_conversations_per_business: 'TIER_2K',
  })
  const { body } = await graph(emulator, `${demoDefaults.phoneNumberId}?fields=quality_rating,status`)
  assert.deepEqual([body.quality_rating, body.status], ['RED', 'FLAGGED'])
})

test('alerts, limits, names, reviews and security events have their own fields', async () => {
  const { account } = emulator.control
  account.alert({ type: 'OBA_APPROVED', severity: 'INFORMATIONAL' })
  account.capability({ max_daily_conversations_per_business: 'TIER_10K' })
  account.name({ decision: 'APPROVED', name: 'Padaria Nova' })
  account.review('REJECTED')
  account.security('PIN_CHANGED')
  account.field('some_future_field', { anything: true })
  assert.equal((await only('account_alerts')).alert_info.alert_type, 'OBA_APPROVED')
  assert.equal((await only('business_capability_update')).max_daily_conversations_per_business, 'TIER_10K')
  assert.equal((await only('phone_number_name_update')).requested_verified_name, 'Padaria Nova')
  assert.equal((await only('account_review_update')).decision, 'REJECTED')
  assert.equal((await only('security')).event, 'PIN_CHANGED')
  assert.deepEqual(await only('some_future_field'), { anything: true })
  assert.equal((await graph(emulator, demoDefaults.phoneNumberId)).body.verified_name, 'Padaria Nova')
})

test('a person who stops marketing gets no marketing template until they allow it again', async () => {
  const which = { name: 'hello_world', language: 'en_US' }
  emulator.control.templates.set([{ ...which, category: 'MARKETING', components: [{ type: 'BODY', text: 'Oferta' }] }])
  emulator.control.account.preference({ phone, name: 'Ana' }, 'stop')
  const value = await only('user_preferences')
  assert.equal(value.contacts[0].wa_id, '553187650001')
  assert.deepEqual(
    [value.user_preferences[0].value, value.user_preferences[0].detail, value.user_preferences[0].wa_id],
    ['stop', 'User requested to stop marketing messages', '553187650001'],
  )
  const template = { name: which.name, language: { code: which.language } }
  await send(emulator, { to: phone, type: 'template', template })
  emulator.control.account.preference(phone, 'resume')
  await send(emulator, { to: phone, type: 'template', template })
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(status => status.errors?.[0].code ?? status.status),
    [131050, 'sent', 'delivered'],
  )
})

test('a person continues under another BSUID, in a field or in a system message', async () => {
  const { account } = emulator.control
  const { userId: before } = emulator.control.customer({ phone, name: 'Ana' })
  account.userId(phone, 'BR.111')
  const [update] = (await only('user_id_update')).user_id_update
  assert.deepEqual(update.user_id, { previous: before, current: 'BR.111' })
  emulator.control.write({ from: phone, type: 'user_id_changed', newUserId: 'BR.222' })
  emulator.control.write({ from: phone, type: 'identity_changed' })
  await emulator.control.settled()
  const [changed, identity] = desk.messages()
  assert.deepEqual(
    [changed.system.type, changed.system.previous_user_id, changed.system.user_id, identity.system.type],
    ['user_changed_user_id', 'BR.111', 'BR.222', 'customer_identity_changed'],
  )
})

test('calls ring, end and are refused, and a call opens the window', async () => {
  const { calls } = emulator.control
  const id = calls.ring({ with: { phone, name: 'Ana' } })
  calls.end({ with: phone, id, seconds: 42 })
  calls.status({ with: phone, id }, 'REJECTED')
  await send(emulator, { to: phone, type: 'text', text: { body: 'Ligou?' } })
  await emulator.control.settled()
  const [ring, end, status] = desk.values('calls')
  assert.deepEqual([ring.calls[0].event, ring.calls[0].from, ring.calls[0].id], ['connect', '553187650001', id])
  assert.deepEqual([end.calls[0].status, end.calls[0].duration], ['COMPLETED', 42])
  assert.deepEqual([status.statuses[0].status, status.statuses[0].type], ['REJECTED', 'call'])
  assert.equal(desk.statuses().filter(each => each.status === 'failed').length, 0)
})

test('nothing reports a lost subscription', async () => {
  emulator.control.account.subscribe(false)
  emulator.control.text(phone, 'ninguém ouve')
  assert.equal(emulator.control.deliveries().at(-1)?.state, 'no-callback')
  assert.deepEqual((await graph(emulator, `${demoDefaults.wabaId}/subscribed_apps`)).body, { data: [] })
})
