import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/harness/database.ts'
import { deskDeps, makeCompany, textFrom, toldOf } from '../../../test/harness/desk.ts'
import { changeDesk, type DeskDeps } from '../desk.ts'
import { closeTicket } from '../ticket/close-ticket.ts'
import { receiveMessages } from './receive-message.ts'
import { writeMessage } from './write-message.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase({ max: 5 })
})
after(() => database[Symbol.asyncDispose]())

async function companyWithFile(wantsBytes: boolean) {
  const { db } = database
  const company = await makeCompany(db)
  const [media] = await db<{ id: number }[]>`
    insert into media (tenant_id, key, file_name, mime_type, size, sha256)
    values (${company.tenantId}, ${`key${company.tenantId}`}, 'nota fiscal.pdf', 'application/pdf', 5, sha256('bytes')) returning id`
  await db`
    insert into endpoints (tenant_id, channel_id, name, url, payload_version, media_base64, secret)
    values (${company.tenantId}, ${company.channelId}, 'n8n', 'https://example.com', 2, ${wantsBytes}, 'sealed')`
  return { ...company, mediaId: media!.id }
}

it('a file is told with its absolute address, and with its bytes where they are wanted', async () => {
  const company = await companyWithFile(true)
  const { tenantId, channelId, mediaId } = company
  const deps: DeskDeps = { ...deskDeps, readMedia: async () => Buffer.from('bytes') }
  const message = textFrom('5511987654321', { mediaType: 'document', body: 'nota fiscal.pdf', mediaId })
  await changeDesk(database.db, deps, desk => receiveMessages(desk, { tenantId, channelId, messages: [message] }))
  const told = (await toldOf(database.db, tenantId)).at(-1)
  assert.equal(told?.v1.mediaUrl, `https://desk.example.com/media/key${tenantId}/nota%20fiscal.pdf`)
  assert.equal(told?.v2.mediaBase64, null)
  const [event] = await database.db<{ body_v2_media: string }[]>`
    select body_v2_media from events where tenant_id = ${tenantId} and type = 'message'`
  assert.equal(JSON.parse(event!.body_v2_media).mediaBase64, Buffer.from('bytes').toString('base64'))
})

it('bytes that no endpoint wants are not read', async () => {
  const { tenantId, channelId, mediaId } = await companyWithFile(false)
  const deps: DeskDeps = { ...deskDeps, readMedia: async () => assert.fail('read') }
  const message = textFrom('5511987654321', { mediaType: 'image', mediaId })
  await changeDesk(database.db, deps, desk => receiveMessages(desk, { tenantId, channelId, messages: [message] }))
})

it('a file without a caption has its name as the text', async () => {
  const { tenantId, channelId, mediaId } = await companyWithFile(false)
  const by = { tenantId, userId: null, profile: 'admin' as const }
  await changeDesk(database.db, deskDeps, async desk => {
    const [reception] = await receiveMessages(desk, { tenantId, channelId, messages: [textFrom('5511987654321')] })
    const ticketId = reception?.outcome === 'stored' ? reception.ticketId : 0
    await writeMessage(desk, { by, ticketId, body: '', mediaType: 'document', mediaId })
    await closeTicket(desk, { by, ticketId })
  })
  const told = (await toldOf(database.db, tenantId)).slice(-2)
  assert.equal(told[0]?.v1.messageBody, 'nota fiscal.pdf')
  assert.equal(told[1]?.v1.messageBody, 'nota fiscal.pdf')
})
