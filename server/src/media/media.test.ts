import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { createEmulator } from '@recado/whatsapp-emulator'
import { testChannel } from '../../test/harness/channel.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import type { Caller } from '../access/index.ts'
import { sendMessage } from '../channel/send-message.ts'
import { changeDesk } from '../desk/index.ts'
import { expectMedia, findMedia, safeFileName } from './media.ts'
import { localMediaStore, newMediaKey, TooLarge } from './media-store.ts'
import { kindOf, sniffType } from './sniff.ts'

const TEXT = Buffer.from('0123456789')

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

test('what a file is, its bytes say', () => {
  const of = (bytes: string, claimed: string) => sniffType(Buffer.from(bytes, 'latin1'), claimed)
  assert.equal(of('\0\0\0\x18ftypheic', 'video/mp4'), 'image/heic')
  assert.equal(of('\0\0\0\x14ftypqt  ', 'video/mp4'), 'video/quicktime')
  assert.deepEqual([kindOf('image/heic'), kindOf('video/quicktime')], ['document', 'document'])
  assert.equal(of('\xff\xd8\xff\xe0', 'text/html'), 'image/jpeg')
  assert.equal(of('%PDF-1.7', 'image/png'), 'application/pdf')
  assert.equal(of('<html><script>', 'text/html'), 'application/octet-stream')
  assert.equal(of('<svg onload=x>', 'image/svg+xml'), 'application/octet-stream')
  assert.equal(of('olá', 'text/plain'), 'text/plain; charset=utf-8')
  assert.equal(of('\0\0\0\x18ftypmp42', 'audio/mp4'), 'audio/mp4')
  assert.equal(of('\0\0\0\x18ftypmp42', 'x/y'), 'video/mp4')
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  assert.equal(of('PK\x03\x04', docx), docx)
  assert.equal(of('PK\x03\x04', 'image/png'), 'application/zip')
  assert.equal(of('PK\x03\x04', 'application/vnd.x\r\nset-cookie: y'), 'application/zip')
  assert.deepEqual(['image/png', 'image/webp', 'audio/ogg', 'image/gif', 'text/plain; charset=utf-8'].map(kindOf), [
    'image',
    'sticker',
    'audio',
    'document',
    'document',
  ])
})

test('names of files are only names', () => {
  assert.equal(safeFileName('../../etc/passwd'), 'passwd')
  assert.equal(safeFileName('C:\\temp\\nota fiscal (2).pdf'), 'nota fiscal (2).pdf')
  assert.equal(safeFileName('a\r\nset-cookie: x.pdf'), 'a_set-cookie_ x.pdf')
  assert.equal(safeFileName('....'), 'file')
  assert.equal(safeFileName(`${'x'.repeat(300)}.pdf`).length, 120)
  assert.ok(safeFileName(`${'x'.repeat(300)}.pdf`).endsWith('.pdf'))
  // Where a pattern is tried at each of these dots, this takes minutes.
  const begun = performance.now()
  assert.equal(safeFileName(`a${'.'.repeat(1_000_000)}b.pdf`).slice(-5), 'b.pdf')
  assert.ok(performance.now() - begun < 1_000)
})

test('a file is there as a whole or not at all', async () => {
  using folder = tempFolder()
  const store = localMediaStore(folder.path)
  const address = { tenantId: 1, key: newMediaKey() }
  await assert.rejects(store.write(address, chunks('12345', '67890'), 9), TooLarge)
  await assert.rejects(store.read(address), { code: 'ENOENT' })
  assert.deepEqual(
    await readdir(folder.path, { recursive: true }).then(names => names.filter(name => name.includes('.part'))),
    [],
  )
  const written = await store.write(address, chunks('12345', '67890'), 10)
  assert.equal(written.size, 10)
  assert.equal(String(await store.read(address)), '1234567890')
  assert.throws(() => store.stream({ tenantId: 1, key: '../../../etc/passwd' }), /not a media key/)
})

test('a file is served as what it is, whole or in part, and never run', async () => {
  await using channel = await testChannel()
  const form = new FormData()
  form.append('file', new Blob([TEXT], { type: 'text/html' }), 'página.html')
  const { body } = await channel.api('POST', '/media', form)
  const url = body.url.replace('http://recado.test', channel.url)
  const get = (range?: string) => fetch(url, range === undefined ? {} : { headers: { range } })
  const whole = await get()
  assert.equal(await whole.text(), '0123456789')
  assert.equal(whole.headers.get('content-type'), 'application/octet-stream')
  assert.equal(whole.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(
    whole.headers.get('content-disposition'),
    `attachment; filename="p?gina.html"; filename*=UTF-8''p%C3%A1gina.html`,
  )
  assert.match(whole.headers.get('content-security-policy') ?? '', /sandbox/)
  for (const [range, text] of [
    ['bytes=2-4', '234'],
    ['bytes=7-', '789'],
    ['bytes=-2', '89'],
    ['bytes=5-100', '56789'],
  ]) {
    const part = await get(range)
    assert.equal(part.status, 206)
    assert.equal(await part.text(), text)
  }
  assert.equal((await get('bytes=10-')).status, 416)
  for (const range of ['bytes=1-2,4-5', 'bytes=-100', 'lines=1-2', 'bytes'])
    assert.equal((await get(range)).status, 200, range)
  assert.equal((await fetch(`${channel.url}/media/${newMediaKey()}/x.png`)).status, 404)
})

test('a file that is not here yet is fetched when somebody asks for it; one that will not come is not there', async () => {
  await using emulator = createEmulator({ accessToken: 'token' })
  await emulator.listen()
  await using channel = await testChannel({ graphUrl: emulator.url })
  const { db, tenantId, channelId } = channel
  const address = { tenantId, channelId }
  const file = emulator.control.storeMedia(TEXT, 'text/plain', 'nota.txt')
  const expect = (providerId: string) =>
    expectMedia(db, address, { providerId, mimeType: 'text/plain', fileName: 'nota.txt' })
  const media = await expect(file.id)
  const twice = await expect(file.id)
  assert.equal(twice.id, media.id)
  const answer = await fetch(`${channel.url}/media/${media.key}/nota.txt`)
  assert.equal(await answer.text(), '0123456789')
  assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal((await findMedia(db, tenantId, media.id))?.state, 'stored')
  const gone = await expect('404404')
  assert.equal((await fetch(`${channel.url}/media/${gone.key}/nota.txt`)).status, 404)
  assert.equal((await findMedia(db, tenantId, gone.id))?.state, 'failed')
})

test('an attendant sends what they have uploaded, and no file of somebody else that they only guess', async () => {
  await using channel = await testChannel()
  const { db, caller, context } = channel
  const form = new FormData()
  form.append('file', new Blob([TEXT], { type: 'text/plain' }), 'contrato.txt')
  const { body: mine } = await channel.api('POST', '/media', form)
  const mediaId = mine.id as number
  const [other] = await db<{ id: number }[]>`
    insert into users (tenant_id, name, email) values (${caller.tenantId}, 'Bia', 'bia@example.com') returning id`
  const send = (userId: number | null, profile: Caller['profile']) =>
    changeDesk(db, context.desk, desk => sendMessage(desk, { ...caller, userId, profile }, { ticketId: 1, mediaId }))
  await assert.rejects(send(other!.id, 'attendant'), { code: 'media_not_found' })
  // There is no such ticket: the file was found.
  await assert.rejects(send(caller.userId, 'attendant'), { code: 'ticket_not_found' })
  await assert.rejects(send(other!.id, 'supervisor'), { code: 'ticket_not_found' })
})

test('what is too large to go into every event and every request is told by its address alone', async () => {
  await using channel = await testChannel()
  const { tenantId, context } = channel
  const [media] = await channel.db<{ id: number }[]>`
    insert into media (tenant_id, key, file_name, mime_type, size, sha256)
    values (${tenantId}, ${newMediaKey()}, 'grande.pdf', 'application/pdf', ${8 * 1024 * 1024 + 1}, sha256('x')) returning id`
  assert.equal(await context.desk.readMedia?.({ tenantId, mediaId: media!.id }), undefined)
})
