import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createEmulator } from '@recado/whatsapp-emulator'
import { ANA, postFrom, testChannel } from '../../test/harness/channel.ts'
import { testDatabase } from '../../test/harness/database.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import type { Caller } from '../access/index.ts'
import { sendMessage } from '../channel/send/send-message.ts'
import { changeDesk } from '../desk/index.ts'
import { folderStore } from './folder-store.ts'
import { addStoredMedia, claimMedia, expectMedia, findMedia, safeFileName } from './media.ts'
import { NoFile, newMediaKey, TooLarge } from './media-store.ts'
import { kindOf, sniffType } from './sniff.ts'

const TEXT = Buffer.from('0123456789')

async function* chunks(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

test('the bytes of a file show what it is', () => {
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
  // If a pattern were tried at each of these dots, this would take minutes.
  const begun = performance.now()
  assert.equal(safeFileName(`a${'.'.repeat(1_000_000)}b.pdf`).slice(-5), 'b.pdf')
  assert.ok(performance.now() - begun < 1_000)
})

test('a file is there as a whole or not at all', async () => {
  using folder = tempFolder()
  const store = folderStore(folder.path)
  const address = { tenantId: 1, key: newMediaKey() }
  await assert.rejects(store.write(address, chunks('12345', '67890'), 9), TooLarge)
  await assert.rejects(store.read(address), NoFile)
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
  const { db, tenantId, context } = channel
  const address = { tenantId, key: newMediaKey() }
  const written = await context.store.write(address, chunks(String(TEXT)), 100)
  const file = { ...address, userId: null, fileName: 'página.html', claimedType: 'text/html', written }
  const url = `${channel.url}/media/${address.key}/${(await addStoredMedia({ db, store: context.store }, file)).file_name}`
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

test('a file that is not here yet is fetched when somebody asks for it; one that will never come is a 404', async () => {
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
  // The file is lost from the disk. While WhatsApp has it, it is fetched again; later it is missing until somebody puts it back.
  const lose = () => channel.context.store.remove({ tenantId, key: media.key })
  await lose()
  const again = await fetch(`${channel.url}/media/${media.key}/nota.txt`)
  assert.deepEqual([again.status, await again.text()], [200, '0123456789'])
  await lose()
  await db`update media set created_at = now() - interval '8 days' where id = ${media.id}`
  const lost = await fetch(`${channel.url}/media/${media.key}/nota.txt`)
  assert.deepEqual([lost.status, ((await lost.json()) as { code: string }).code], [410, 'media_missing'])
  assert.equal((await findMedia(db, tenantId, media.id))?.state, 'missing')
  await channel.context.store.write({ tenantId, key: media.key }, chunks(String(TEXT)), 100)
  assert.equal((await fetch(`${channel.url}/media/${media.key}/nota.txt`)).status, 200)
  assert.equal((await findMedia(db, tenantId, media.id))?.state, 'stored')
  const gone = await expect('404404')
  assert.equal((await fetch(`${channel.url}/media/${gone.key}/nota.txt`)).status, 410)
  assert.equal((await findMedia(db, tenantId, gone.id))?.state, 'failed')
  assert.equal((await db`select reason from media where id = ${gone.id}`)[0]!.reason, 'refused')
})

test('on a full disk nothing is stored by halves, whoever uploads is told, and what customers sent comes when there is room', async () => {
  await using emulator = createEmulator({ accessToken: 'token' })
  await emulator.listen()
  await using channel = await testChannel({ graphUrl: emulator.url })
  const { db, tenantId, channelId } = channel
  const { store } = channel.context
  const { write } = store
  // As the disk says it, in the middle of a file.
  store.write = (at, source, limit) =>
    write(
      at,
      (async function* () {
        for await (const chunk of source) {
          yield chunk.subarray(0, 1)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        }
      })(),
      limit,
    )
  const file = emulator.control.storeMedia(TEXT, 'text/plain', 'nota.txt')
  const media = await expectMedia(
    db,
    { tenantId, channelId },
    { providerId: file.id, mimeType: 'text/plain', fileName: 'nota.txt' },
  )
  const url = `${channel.url}/media/${media.key}/nota.txt`
  const opened = fetch(url)
  const tried = await eventually(async () => {
    const [row] = await db`select state, error from media where id = ${media.id} and error is not null`
    return row
  })
  assert.equal(tried.state, 'waiting', 'it is not given up')
  assert.match(tried.error, /ENOSPC/)
  const upload = () => {
    const form = new FormData()
    form.append('file', new Blob(['a,b'], { type: 'text/csv' }), 'a.csv')
    return channel.api('POST', '/media', form)
  }
  const refused = await upload()
  assert.deepEqual([refused.status, refused.body.code], [503, 'disk_full'])
  assert.match(refused.body.detail, /made room/)
  const left = await db`select id from media where tenant_id = ${tenantId} and id <> ${media.id}`
  assert.equal(left.length, 0)
  store.write = write
  assert.equal((await upload()).status, 201)
  await db`update media set due_at = now() where id = ${media.id}`
  assert.equal(await (await fetch(url)).text(), '0123456789')
  assert.equal(await (await opened).text(), '0123456789', 'also for whoever had opened it before')
})

test('what WhatsApp does not take is refused when it is uploaded, with its own limits', async () => {
  await using channel = await testChannel()
  const upload = async (head: string, size: number, type = 'application/octet-stream') => {
    const bytes = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(Math.max(0, size - head.length))])
    const form = new FormData()
    form.append('file', new Blob([bytes], { type }), 'arquivo')
    const { status, body } = await channel.api('POST', '/media', form)
    return status === 201 ? body.kind : `${body.code} ${/at most (\S+ \S+)/.exec(body.detail)?.[1] ?? ''}`.trim()
  }
  const MB = 1024 * 1024
  const webp = (kind: string) => `RIFF\0\0\0\0WEBP${kind}`
  const opus = `OggS${'\0'.repeat(24)}OpusHead`
  const tried: [given: [head: string, size: number, type?: string], expected: string][] = [
    [['', 0], 'media_empty'],
    [['<html>', 10, 'text/html'], 'media_type_not_allowed'],
    [['GIF89a', 10], 'media_type_not_allowed'],
    [['PK\x03\x04', 10, 'application/zip'], 'media_type_not_allowed'],
    [['\0\0\0\x18ftypheic', 20], 'media_type_not_allowed'],
    [['OggS', 60], 'media_type_not_allowed'],
    [[opus, 60], 'audio'],
    [['\xff\xd8\xff', 5 * MB], 'image'],
    [['\xff\xd8\xff', 5 * MB + 1], 'media_too_large 5 MB'],
    [['\0\0\0\x18ftypisom', 16 * MB + 1], 'media_too_large 16 MB'],
    [[webp('VP8 '), 100 * 1024], 'sticker'],
    [[webp('VP8 '), 100 * 1024 + 1], 'media_too_large 100 KB'],
    [[`${webp('VP8X')}\x0a\0\0\0\x02`, 500 * 1024], 'sticker'],
    [['%PDF-1.7', 17 * MB], 'document'],
    [['a,b', 0, 'text/csv'], 'document'],
  ]
  for (const [given, expected] of tried) assert.equal(await upload(...given), expected, JSON.stringify(given))
  const [left] = await channel.db<{ count: number }[]>`select count(*)::int as count from media`
  assert.equal(left!.count, 6)
})

test('a file at a host that nobody allowed is not asked for, and everybody can see why', async () => {
  const meta = createServer((_request, response) =>
    response.end(JSON.stringify({ id: '7', url: 'https://media.cdn.example/x?secret=1', file_size: 10 })),
  )
  await new Promise<void>(resolve => meta.listen(0, '127.0.0.1', resolve))
  const { port } = meta.address() as AddressInfo
  try {
    await using channel = await testChannel({ graphUrl: `http://127.0.0.1:${port}` })
    const { db, tenantId, channelId } = channel
    await channel.post(postFrom(ANA, { type: 'image', image: { id: '7', mime_type: 'image/jpeg' } }))
    await channel.run()
    const media = await eventually(async () => {
      const [row] = await db<{ id: number; key: string }[]>`select id, key from media where reason = 'unknown_host'`
      return row
    })
    assert.equal((await findMedia(db, tenantId, media.id))?.state, 'waiting')
    const ticketId = await eventually(async () => (await db`select id from tickets`)[0]?.id)
    const [message] = (await channel.api('GET', `/tickets/${ticketId}/messages`)).body.data
    assert.deepEqual([message.media.state, message.media.trouble.reason], ['waiting', 'unknown_host'])
    await channel.api('POST', `/channels/${channelId}/test`)
    const { problems } = (await channel.api('GET', `/channels/${channelId}`)).body.health
    const seen = problems.find((problem: { code: string }) => problem.code === 'media_host')
    assert.deepEqual([seen.details, seen.severity], ['media.cdn.example', 'warning'])
  } finally {
    await new Promise(resolve => meta.close(resolve))
  }
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
  // The refusal is about the ticket, so the file was found.
  await assert.rejects(send(caller.userId, 'attendant'), { code: 'ticket_not_found' })
  await assert.rejects(send(other!.id, 'supervisor'), { code: 'ticket_not_found' })
})

test('a file that is too large for events and requests is given by its address alone', async () => {
  await using channel = await testChannel()
  const { tenantId, context } = channel
  const [media] = await channel.db<{ id: number }[]>`
    insert into media (tenant_id, key, file_name, mime_type, size, sha256)
    values (${tenantId}, ${newMediaKey()}, 'grande.pdf', 'application/pdf', ${8 * 1024 * 1024 + 1}, sha256('x')) returning id`
  assert.equal(await context.desk.readMedia?.({ tenantId, mediaId: media!.id }), undefined)
})

test('what waits of one company does not keep what came later of another one waiting', async () => {
  await using database = await testDatabase()
  const { db } = database
  const company = async (count: number, dueAgo: string) => {
    const [tenant] = await db<{ id: number }[]>`insert into tenants (name) values ('Acme') returning id`
    await db`
      insert into media (tenant_id, key, file_name, mime_type, state, due_at)
      select ${tenant!.id}, ${tenant!.id} || '-' || n, 'f', 'image/png', 'waiting', now() - ${dueAgo}::interval
      from generate_series(1, ${count}::integer) n`
    return tenant!.id
  }
  const [many, few] = [await company(50, '1 hour'), await company(2, '1 minute')]
  const claimed = await claimMedia(db, 60_000, 8)
  assert.deepEqual(
    [many, few].map(id => claimed.filter(media => media.tenant_id === id).length),
    [6, 2],
  )
  assert.equal((await claimMedia(db, 60_000, 8)).length, 8, 'and where nobody else waits, it has all places')
})
