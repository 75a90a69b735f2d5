import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import Client from '@great-detail/whatsapp'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { type Receiver, receiver } from '../testing.ts'

/** A client that is derived from Meta's own, with the emulator as its base URL. */
let desk: Receiver
let emulator: Emulator
// biome-ignore lint/suspicious/noExplicitAny: its types want more than Meta does; what is tested is the wire
let client: any

const { phoneNumberId: phoneNumberID, wabaId: businessAccountID, accessToken, appSecret } = demoDefaults
const to = '+5531987650001'

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url })
  await emulator.listen()
  client = new Client({
    prefixUrl: emulator.url,
    graphVersion: 'v25.0',
    request: { headers: { Authorization: `Bearer ${accessToken}` }, retry: 0 },
  } as never)
})
after(async () => {
  await emulator.close()
  await desk.close()
})
beforeEach(() => {
  emulator.control.reset()
  desk.posts.length = 0
})

test('sends messages and marks them as read', async () => {
  const { id } = emulator.control.text({ phone: to, name: 'Ana' }, 'oi')
  for (const content of [
    { type: 'text', text: { body: 'Olá' } },
    { type: 'image', image: { link: 'https://example.invalid/a.jpg' } },
    { type: 'reaction', reaction: { message_id: id, emoji: '👍' } },
    { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Sim?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Sim' } }] },
      },
    },
  ]) {
    const answer = await client.message.createMessage({ phoneNumberID, to, ...content }).json()
    assert.equal(answer.contacts[0].wa_id, '553187650001')
  }
  const read = await client.message.createStatus({ phoneNumberID, message_id: id, status: 'read' }).json()
  assert.deepEqual(read, { success: true })
  await emulator.control.settled()
  assert.equal(desk.statuses().filter(status => status.status === 'delivered').length, 5)
})

test('uploads, finds, downloads and deletes a file', async () => {
  const file = new Blob(['%PDF-1.4'], { type: 'application/pdf' })
  const { id: mediaID } = await client.media
    .upload({ phoneNumberID, mimeType: 'application/pdf', file, filename: 'a.pdf' })
    .json()
  const { url, mime_type } = await client.media.getURL({ mediaID, phoneNumberID }).json()
  assert.equal(mime_type, 'application/pdf')
  const downloaded = await client.media.download({
    mediaURL: url,
    request: { headers: { Authorization: `Bearer ${accessToken}` } },
  })
  assert.equal(await downloaded.text(), '%PDF-1.4')
  assert.deepEqual(await client.media.delete({ mediaID }).json(), { success: true })
})

test('reads numbers with field lists, profiles, the account and its subscription', async () => {
  const one = await client.phoneNumbers
    .getPhoneNumber({ phoneNumberID, fields: ['verified_name', 'status', ['health_status', ['can_send_message']]] })
    .json()
  assert.deepEqual(
    [one.verified_name, one.status, one.health_status.can_send_message],
    ['Padaria Demo', 'CONNECTED', 'AVAILABLE'],
  )
  const all = await client.phoneNumbers.listPhoneNumbers({ businessAccountID }).json()
  assert.equal(all.data[0].id, phoneNumberID)
  await client.businessProfile.updateBusinessProfile({ phoneNumberID, description: 'Padaria', vertical: 'GROCERY' })
  const profile = await client.businessProfile
    .getBusinessProfile({ phoneNumberID, fields: ['description', 'vertical'] })
    .json()
  assert.deepEqual(profile.data[0], { description: 'Padaria', vertical: 'GROCERY', messaging_product: 'whatsapp' })
  assert.deepEqual(await client.subscribedApps.createSubscription({ businessAccountID }).json(), { success: true })
  assert.equal((await client.subscribedApps.listSubscriptions({ businessAccountID }).json()).data.length, 1)
  const account = await client.whatsappBusinessAccount.get(businessAccountID, { fields: ['name', 'currency'] }).json()
  assert.deepEqual(account, { name: 'Emulator', currency: 'BRL', id: businessAccountID })
})

test('lists templates by several categories and statuses, makes, edits and deletes them', async () => {
  const list = await client.template
    .list(businessAccountID, { category: ['UTILITY', 'MARKETING'], status: ['APPROVED'], fields: ['name'], limit: 1 })
    .json()
  assert.deepEqual([list.data.length, typeof list.paging.next], [1, 'string'])
  const made = await client.template
    .create(businessAccountID, {
      name: 'pedido_saiu',
      language: 'pt_BR',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Seu pedido saiu.' }],
    })
    .json()
  await emulator.control.settled()
  const shown = await client.template.get(made.id, { fields: ['name', 'status'] }).json()
  assert.equal(shown.status, 'APPROVED')
  assert.deepEqual(await client.template.update(made.id, { category: 'MARKETING' }).json(), { success: true })
  assert.deepEqual(await client.template.delete(businessAccountID, { name: 'pedido_saiu' }).json(), { success: true })
})

test('its webhook class verifies what the emulator posts, and answers the handshake', async () => {
  emulator.control.text({ phone: to, name: 'Ana' }, 'Olá 👋 a/b')
  await emulator.control.verifyCallback()
  await emulator.control.settled()
  const [post] = desk.posts
  const notification = await client.webhook.eventNotification({
    method: 'POST',
    query: {},
    headers: post!.headers,
    body: post!.body.toString(),
  })
  await notification.verifySignature(appSecret)
  const query = Object.fromEntries(desk.asked[0]!.searchParams)
  const registration = await client.webhook.register({ method: 'GET', query, headers: {} })
  assert.equal(registration.verifyToken, demoDefaults.verifyToken)
})
