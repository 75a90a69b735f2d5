import { randomUUID } from 'node:crypto'
import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow'
import { readId, readJson } from '../ids.ts'
import { ask, refusal, request } from '../request.ts'
import type { Operation } from './operation.ts'
import { setExternalKey } from './ticket-operations.ts'

export const messageOperations: Record<string, Operation> = {
  async getMany(item) {
    const path = `/tickets/${readId.call(this, 'ticketId', 'Ticket ID', item)}/messages`
    const qs = { limit: this.getNodeParameter('limit', item, 50) as number }
    const page = await request.call(this, { method: 'GET', path, qs, itemIndex: item })
    return page.data as IDataObject[]
  },

  sendText(item) {
    return send.call(this, item, { body: String(this.getNodeParameter('body', item)) })
  },

  sendButtons(item) {
    const { button = [] } = this.getNodeParameter('buttons', item, {}) as { button?: { id: string; title: string }[] }
    if (button.length === 0) {
      throw new NodeOperationError(this.getNode(), 'Add at least one button', { itemIndex: item })
    }
    const buttons = button.map(({ id, title }) => ({ type: 'reply', reply: { id: id || title, title } }))
    const body = { text: String(this.getNodeParameter('body', item)) }
    return send.call(this, item, { interactive: { type: 'button', body, action: { buttons } } })
  },

  sendInteractive(item) {
    const interactive = readJson.call(this, this.getNodeParameter('interactive', item), 'Interactive', item)
    return send.call(this, item, { interactive: interactive as IDataObject })
  },

  sendLocation(item) {
    const place = String(this.getNodeParameter('place', item, '')).trim()
    const location = {
      latitude: Number(this.getNodeParameter('latitude', item)),
      longitude: Number(this.getNodeParameter('longitude', item)),
      ...(place && { name: place }),
    }
    return send.call(this, item, { location })
  },

  sendTemplate(item) {
    const [name = '', code = ''] = String(this.getNodeParameter('template', item)).split('/')
    if (name === '' || code === '') {
      throw new NodeOperationError(this.getNode(), 'A template is its name and its language, like hello_world/en_US', {
        itemIndex: item,
      })
    }
    const components = readJson.call(this, this.getNodeParameter('components', item, '[]'), 'Components', item)
    const isFilled = Array.isArray(components) && components.length > 0
    return send.call(this, item, { template: { name, language: { code }, ...(isFilled ? { components } : {}) } })
  },

  async sendFile(item) {
    const caption = String(this.getNodeParameter('caption', item, ''))
    const file =
      this.getNodeParameter('source', item) === 'url' ? linkOf.call(this, item) : await upload.call(this, item)
    return send.call(this, item, { ...file, ...(caption && { body: caption }) })
  },
}

/** Sends into the chosen ticket, now or later; the item is the message with its ticket. */
async function send(this: IExecuteFunctions, item: number, content: IDataObject): Promise<IDataObject> {
  const { externalKey, idempotencyKey, sendAt } = this.getNodeParameter('options', item, {}) as Options
  const ticket = `/tickets/${await ticketOf.call(this, item, externalKey)}`
  if (externalKey) await setExternalKey.call(this, ticket, externalKey, item)
  return request.call(this, {
    method: 'POST',
    path: sendAt ? `${ticket}/scheduled-messages` : `${ticket}/messages`,
    body: { ...content, ...(sendAt && { sendAt: new Date(sendAt).toISOString() }) },
    headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
    itemIndex: item,
  })
}

interface Options {
  externalKey?: string
  idempotencyKey?: string
  sendAt?: string
}

async function ticketOf(this: IExecuteFunctions, item: number, externalKey: string | undefined): Promise<number> {
  if (this.getNodeParameter('to', item, 'ticket') === 'ticket') return readId.call(this, 'ticketId', 'Ticket ID', item)
  const body = {
    channelId: readId.call(this, 'channelId', 'Channel', item),
    number: String(this.getNodeParameter('number', item)),
    status: 'pending',
    ...(externalKey && { externalKey }),
  }
  const reply = await ask.call(this, { method: 'POST', path: '/tickets', body, itemIndex: item })
  if (reply.status === 201) return reply.body.id as number
  // The refusal names the active ticket, and the message belongs there.
  const active = (reply.body.params as IDataObject | undefined)?.ticketId
  if (reply.body.code === 'ticket_already_active' && typeof active === 'number') return active
  throw refusal.call(this, reply, item)
}

function linkOf(this: IExecuteFunctions, item: number): IDataObject {
  const url = String(this.getNodeParameter('fileUrl', item))
  return { mediaLink: { kind: this.getNodeParameter('fileKind', item, 'document') as string, url } }
}

/** Uploads the item's file. The body is made by hand, because n8n gives community nodes no FormData. */
async function upload(this: IExecuteFunctions, item: number): Promise<IDataObject> {
  const field = String(this.getNodeParameter('binaryField', item, 'data'))
  const { fileName = 'file', mimeType } = this.helpers.assertBinaryData(item, field)
  const bytes = await this.helpers.getBinaryDataBuffer(item, field)
  const boundary = `recado${randomUUID()}`
  const name = fileName.replaceAll(/[\r\n"\\]/g, '_')
  const type = mimeType.replaceAll(/[\r\n]/g, '')
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  const { id } = await request.call(this, {
    method: 'POST',
    path: '/media',
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    itemIndex: item,
  })
  return { mediaId: id }
}
