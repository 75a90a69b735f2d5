import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow'
import { optionalId, readId, readIds } from '../ids.ts'
import { request } from '../request.ts'
import type { Operation } from './operation.ts'

export const ticketOperations: Record<string, Operation> = {
  get(item) {
    return request.call(this, { method: 'GET', path: pathOf.call(this, item), itemIndex: item })
  },

  async getMany(item) {
    const { status, ...ids } = this.getNodeParameter('filters', item, {}) as IDataObject
    const qs: IDataObject = { limit: this.getNodeParameter('limit', item, 50) as number }
    if (Array.isArray(status) && status.length > 0) qs.status = status
    for (const [name, value] of Object.entries(ids)) {
      const id = optionalId.call(this, value, name, item)
      if (id !== undefined) qs[name] = id
    }
    const page = await request.call(this, { method: 'GET', path: '/tickets', qs, itemIndex: item })
    return page.data as IDataObject[]
  },

  create(item) {
    const status = optional.call(this, 'userId', 'User', item) === undefined ? 'pending' : 'open'
    return openTicket.call(this, item, { status })
  },

  accept(item) {
    return act.call(this, item, 'accept', { userId: readId.call(this, 'userId', 'User', item) })
  },

  reopen(item) {
    return act.call(this, item, 'reopen', { userId: readId.call(this, 'userId', 'User', item) })
  },

  return(item) {
    return act.call(this, item, 'return', {})
  },

  transfer(item) {
    const queueId = optional.call(this, 'queueId', 'Queue', item)
    const userId = optional.call(this, 'userId', 'User', item)
    if (queueId === undefined && userId === undefined) {
      throw new NodeOperationError(this.getNode(), 'Choose a queue, a user, or both, to transfer the ticket to', {
        itemIndex: item,
      })
    }
    const note = String(this.getNodeParameter('note', item, '')).trim()
    return act.call(this, item, 'transfer', { ...given({ queueId, userId }), ...(note && { note }) })
  },

  close(item) {
    return act.call(
      this,
      item,
      'close',
      given({ closingReasonId: optional.call(this, 'closingReasonId', 'Reason', item) }),
    )
  },

  addNote(item) {
    return act.call(this, item, 'notes', { body: String(this.getNodeParameter('note', item)) })
  },

  setTags(item) {
    const tagIds = readIds.call(this, this.getNodeParameter('tagIds', item), 'Tag', item)
    const path = `${pathOf.call(this, item)}/tags`
    return request.call(this, { method: 'PUT', path, body: { tagIds }, itemIndex: item })
  },

  update(item) {
    const externalKey = String(this.getNodeParameter('externalKey', item, '')) || null
    return setExternalKey.call(this, pathOf.call(this, item), externalKey, item)
  },
}

/** Opens a ticket with the person who has the number. */
export function openTicket(this: IExecuteFunctions, item: number, more: IDataObject): Promise<IDataObject> {
  const body = {
    channelId: readId.call(this, 'channelId', 'Channel', item),
    number: String(this.getNodeParameter('number', item)),
    ...given({
      queueId: optional.call(this, 'queueId', 'Queue', item),
      userId: optional.call(this, 'userId', 'User', item),
      externalKey: String(this.getNodeParameter('externalKey', item, '')) || undefined,
    }),
    ...more,
  }
  return request.call(this, { method: 'POST', path: '/tickets', body, itemIndex: item })
}

export function setExternalKey(this: IExecuteFunctions, path: string, externalKey: string | null, item: number) {
  return request.call(this, { method: 'PATCH', path, body: { externalKey }, itemIndex: item })
}

function act(this: IExecuteFunctions, item: number, what: string, body: IDataObject): Promise<IDataObject> {
  return request.call(this, { method: 'POST', path: `${pathOf.call(this, item)}/${what}`, body, itemIndex: item })
}

function pathOf(this: IExecuteFunctions, item: number): string {
  return `/tickets/${readId.call(this, 'ticketId', 'Ticket ID', item)}`
}

function optional(this: IExecuteFunctions, field: string, label: string, item: number): number | undefined {
  return optionalId.call(this, this.getNodeParameter(field, item, ''), label, item)
}

/** Leaves out fields that were not given. */
function given(all: Record<string, number | string | undefined>): IDataObject {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
