import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator, type HistoryInput } from '../index.ts'
import { graph, post, type Receiver, receiver } from '../testing.ts'

/** The history of a number from the phone app. */
let desk: Receiver
let emulator: Emulator

const ana = { phone: '+5531987650001', name: 'Ana Prado' }
const old: HistoryInput = {
  threads: [
    {
      with: ana,
      messages: [
        { from: 'customer', at: 1_789_900_000, text: 'Olá' },
        { from: 'phone-app', at: 1_789_900_100, media: { kind: 'image', caption: 'Vitrine' }, status: 'DELIVERED' },
        { from: 'phone-app', at: 1_780_000_000, media: { kind: 'video' }, isOld: true },
      ],
    },
    {
      with: '+5521977770003',
      messages: [{ from: 'customer', at: 1_789_900_200, raw: { type: 'location', location: {} } }],
    },
  ],
}

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url, now: () => new Date(1_790_000_600_000) })
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

test('old messages come in threads, their files afterwards', async () => {
  emulator.control.history.send(old)
  await emulator.control.settled()
  const [texts, files] = desk.values('history')
  assert.deepEqual(texts.history[0].metadata, { phase: 0, chunk_order: 1, progress: 100 })
  const [first, second] = texts.history[0].threads
  assert.equal(first.id, '553187650001')
  assert.deepEqual(
    first.messages.map((message: { type: string }) => message.type),
    ['text', 'media_placeholder', 'media_placeholder'],
  )
  assert.deepEqual(
    [first.messages[1].from, first.messages[1].to, first.messages[1].history_context],
    ['551140020001', '553187650001', { status: 'DELIVERED' }],
  )
  assert.equal(second.messages[0].type, 'location')
  assert.equal(desk.values('history').length, 2, 'a file older than 14 days does not come')
  assert.deepEqual([files.messages[0].id, files.messages[0].type], [first.messages[1].id, 'image'])
  assert.equal(files.messages[0].image.caption, 'Vitrine')
  assert.equal((await graph(emulator, files.messages[0].image.id)).status, 200)
  assert.deepEqual(emulator.control.chats(), [], 'history opens no window')
})

test('a long history comes in chunks', async () => {
  emulator.control.history.send({ ...old, chunkSize: 2, phase: 2 })
  await emulator.control.settled()
  assert.deepEqual(
    desk
      .values('history')
      .flatMap(value => value.history ?? [])
      .map(part => part.metadata),
    [
      { phase: 2, chunk_order: 1, progress: 50 },
      { phase: 2, chunk_order: 2, progress: 100 },
    ],
  )
})

test('what was prepared is sent when the desk asks for it, and can be declined', async () => {
  const path = `${demoDefaults.phoneNumberId}/smb_app_data`
  const ask = (sync_type: string) => post(emulator, path, { messaging_product: 'whatsapp', sync_type })
  emulator.control.history.prepare(old)
  assert.match((await ask('history')).body.request_id, /^5\d+$/)
  await emulator.control.settled()
  assert.equal(desk.values('history').length, 2)
  emulator.control.history.prepare('declined')
  await ask('history')
  await emulator.control.settled()
  assert.equal(desk.values('history').at(-1).history[0].errors[0].code, 2593109)
  assert.equal((await ask('everything')).status, 400)
})

test('the phone book is sent entry by entry, and whole when asked for', async () => {
  emulator.control.history.contacts([
    { phone: ana.phone, fullName: 'Ana Prado' },
    { phone: '+5521977770003', fullName: 'Bia' },
  ])
  emulator.control.history.contacts([{ phone: '+5521977770003', action: 'remove' }])
  await post(emulator, `${demoDefaults.phoneNumberId}/smb_app_data`, { sync_type: 'smb_app_state_sync' })
  await emulator.control.settled()
  const [added, removed, all] = desk.values('smb_app_state_sync')
  assert.deepEqual(added.state_sync[0], {
    type: 'contact',
    contact: { full_name: 'Ana Prado', first_name: 'Ana', phone_number: '553187650001' },
    action: 'add',
    metadata: { timestamp: '1790000600' },
  })
  assert.deepEqual(removed.state_sync[0].contact, { phone_number: '5521977770003' })
  assert.deepEqual(
    all.state_sync.map((entry: { contact: { full_name: string } }) => entry.contact.full_name),
    ['Ana Prado'],
  )
})
