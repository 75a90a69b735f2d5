import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { bearer, graph, post, send } from '../testing.ts'

/** The things of a number: profile, PIN, settings, tokens and uploads. */
let emulator: Emulator

const { phoneNumberId, accessToken } = demoDefaults
const profilePath = `${phoneNumberId}/whatsapp_business_profile`

before(async () => {
  emulator = createEmulator()
  await emulator.listen()
})
after(() => emulator.close())
beforeEach(() => emulator.control.reset())

const profile = (fields: object) => post(emulator, profilePath, { messaging_product: 'whatsapp', ...fields })

test("a profile stores what fits Meta's limits, and an empty text removes a value", async () => {
  const full = {
    about: 'Pães',
    address: 'Rua A',
    description: 'Padaria',
    email: 'a@example.invalid',
    vertical: 'GROCERY',
    websites: ['https://example.invalid', 'https://example.invalid/2'],
  }
  assert.deepEqual((await profile(full)).body, { success: true })
  const shown = await graph(emulator, `${profilePath}?fields=about,address,description,email,vertical,websites`)
  assert.deepEqual(shown.body.data[0], { ...full, messaging_product: 'whatsapp' })
  await profile({ address: '' })
  assert.equal('address' in (await graph(emulator, profilePath)).body.data[0], false)
})

const excesses: [what: string, fields: object, code: number][] = [
  ['a long about', { about: 'x'.repeat(140) }, 100],
  ['an empty about', { about: '' }, 131009],
  ['a long address', { address: 'x'.repeat(257) }, 100],
  ['a long description', { description: 'x'.repeat(513) }, 100],
  ['a long e-mail', { email: `${'x'.repeat(128)}@a.b` }, 100],
  ['no e-mail', { email: 'Ana' }, 131009],
  ['an unknown vertical', { vertical: 'constructor' }, 131009],
  ['three websites', { websites: ['https://a', 'https://b', 'https://c'] }, 131009],
  ['a website without a scheme', { websites: ['example.invalid'] }, 131009],
  ['another product', { messaging_product: 'sms', about: 'a' }, 100],
]

for (const [what, fields, code] of excesses) {
  test(`a profile refuses ${what}`, async () => {
    const answer = await profile(fields)
    assert.deepEqual([answer.status, answer.body.error.code], [400, code])
  })
}

test('a PIN is set, asked for, and wrong', async () => {
  const register = (pin: string) => post(emulator, `${phoneNumberId}/register`, { messaging_product: 'whatsapp', pin })
  assert.equal((await register('12')).body.error.code, 131009)
  assert.deepEqual((await post(emulator, phoneNumberId, { pin: '123456' })).body, { success: true })
  assert.equal((await register('654321')).body.error.code, 133005)
  await post(emulator, `${phoneNumberId}/deregister`, {})
  const text = { to: '+5531987650001', type: 'text', text: { body: 'oi' } }
  assert.equal((await send(emulator, text)).body.error.code, 133010)
  assert.equal((await graph(emulator, `${phoneNumberId}?fields=status`)).body.status, 'DISCONNECTED')
  assert.deepEqual((await register('123456')).body, { success: true })
  assert.equal((await send(emulator, text)).status, 200)
})

test('settings are merged, and nonsense is refused', async () => {
  await post(emulator, `${phoneNumberId}/settings`, { calling: { status: 'ENABLED' } })
  await post(emulator, `${phoneNumberId}/settings`, { calling: { callback_permission_status: 'ENABLED' } })
  const { calling } = (await graph(emulator, `${phoneNumberId}/settings`)).body
  assert.deepEqual(calling, { status: 'ENABLED', callback_permission_status: 'ENABLED' })
  assert.equal((await post(emulator, `${phoneNumberId}/settings`, { __proto__: 1, what: {} })).status, 400)
  await post(emulator, `${phoneNumberId}/whatsapp_commerce_settings`, { is_catalog_visible: true })
  const commerce = await graph(emulator, `${phoneNumberId}/whatsapp_commerce_settings`)
  assert.equal(commerce.body.data[0].is_catalog_visible, true)
})

test('only people who wrote within a day can be blocked, and their messages are not posted', async () => {
  const ana = '+5531987650001'
  const path = `${phoneNumberId}/block_users`
  const body = { messaging_product: 'whatsapp', block_users: [{ user: ana }, { user: '+5511911112222' }] }
  emulator.control.text({ phone: ana, name: 'Ana' }, 'oi')
  const answer = await post(emulator, path, body)
  assert.deepEqual([answer.status, answer.body.error.code], [400, 139100])
  assert.equal(answer.body.block_users.added_users[0].wa_id, '553187650001')
  assert.equal(answer.body.block_users.failed_users[0].errors[0].code, 131047)
  assert.equal((await graph(emulator, path)).body.data[0].wa_id, '553187650001')
  assert.equal(emulator.control.text(ana, 'ninguém lê').id, null)
  emulator.control.reset()
  emulator.control.text(ana, 'oi')
  emulator.control.advanceClock(86_400_000)
  assert.equal((await post(emulator, path, { block_users: [{ user: ana }] })).status, 400)
})

test('a token shows whether it is valid', async () => {
  const ask = async () => (await graph(emulator, `debug_token?input_token=${accessToken}`)).body.data
  const good = await ask()
  assert.deepEqual([good.is_valid, good.scopes.length], [true, 2])
  const other = await graph(emulator, 'debug_token?input_token=other')
  assert.equal(other.body.data.is_valid, false)
  assert.equal((await graph(emulator, 'me')).body.name, 'Emulator')
})

test('a resumable upload gives a handle, which a template and a profile name', async () => {
  const { body: session } = await post(emulator, '900000000000001/uploads?file_length=6&file_type=image/png', {})
  const part = async (offset: string, bytes: string) => {
    const response = await fetch(`${emulator.url}/v25.0/${session.id}`, {
      method: 'POST',
      headers: { ...bearer, authorization: `OAuth ${accessToken}`, file_offset: offset, 'content-type': 'image/png' },
      body: bytes,
    })
    return (await response.json()) as { h?: string; error?: { code: number } }
  }
  await part('0', 'abc')
  assert.equal((await part('0', 'abc')).error?.code, 100)
  const { h } = await part('3', 'def')
  assert.match(h ?? '', /^4:/)
  assert.deepEqual((await profile({ profile_picture_handle: h })).body, { success: true })
  const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [h] } }
  const components = [header, { type: 'BODY', text: 'Veja' }]
  const template = { name: 'vitrine', language: 'pt_BR', category: 'MARKETING', components }
  assert.equal((await post(emulator, `${demoDefaults.wabaId}/message_templates`, template)).status, 200)
})
