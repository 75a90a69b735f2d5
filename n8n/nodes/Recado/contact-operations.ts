import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow'
import { optionalId, readId, readIds } from '../ids.ts'
import { ask, refusal, request } from '../request.ts'
import type { Operation } from './operation.ts'

export const contactOperations: Record<string, Operation> = {
  async get(item) {
    return one.call(this, await idOf.call(this, item), item)
  },

  async getMany(item) {
    const { search, ...ids } = this.getNodeParameter('filters', item, {}) as IDataObject
    const qs: IDataObject = { limit: this.getNodeParameter('limit', item, 50) as number, ...(search ? { search } : {}) }
    for (const [name, value] of Object.entries(ids)) {
      const id = optionalId.call(this, value, name, item)
      if (id !== undefined) qs[name] = id
    }
    const page = await request.call(this, { method: 'GET', path: '/contacts', qs, itemIndex: item })
    return page.data as IDataObject[]
  },

  async create(item) {
    const number = String(this.getNodeParameter('number', item))
    const { name, email, ...rest } = changesOf.call(this, item)
    const body = { number, ...(name ? { name } : {}), ...(email ? { email } : {}) }
    const made = await request.call(this, { method: 'POST', path: '/contacts', body, itemIndex: item })
    return Object.keys(rest).length === 0 ? made : change.call(this, made.id as number, rest, item)
  },

  async upsert(item) {
    const number = String(this.getNodeParameter('number', item))
    const reply = await ask.call(this, { method: 'POST', path: '/contacts', body: { number }, itemIndex: item })
    // The refusal names the contact that has the number, in either spelling, so that one is used.
    const taken = (reply.body.params as IDataObject | undefined)?.contactId as number | undefined
    const id = reply.status === 201 ? (reply.body.id as number) : taken
    if (id === undefined) throw refusal.call(this, reply, item)
    const changes = changesOf.call(this, item)
    return Object.keys(changes).length === 0 ? one.call(this, id, item) : change.call(this, id, changes, item)
  },

  async update(item) {
    const changes = changesOf.call(this, item)
    if (Object.keys(changes).length > 0) return change.call(this, await idOf.call(this, item), changes, item)
    throw new NodeOperationError(this.getNode(), 'There is nothing to change: add a field', { itemIndex: item })
  },

  async setTags(item) {
    const tagIds = readIds.call(this, this.getNodeParameter('tagIds', item), 'Tag', item)
    return change.call(this, await idOf.call(this, item), { tagIds }, item)
  },
}

function one(this: IExecuteFunctions, id: number, itemIndex: number): Promise<IDataObject> {
  return request.call(this, { method: 'GET', path: `/contacts/${id}`, itemIndex })
}

function change(this: IExecuteFunctions, id: number, body: IDataObject, itemIndex: number): Promise<IDataObject> {
  return request.call(this, { method: 'PATCH', path: `/contacts/${id}`, body, itemIndex })
}

async function idOf(this: IExecuteFunctions, item: number): Promise<number> {
  if (this.getNodeParameter('by', item, 'id') === 'id') return readId.call(this, 'contactId', 'Contact ID', item)
  const number = String(this.getNodeParameter('number', item))
  const page = await request.call(this, { method: 'GET', path: '/contacts', qs: { number }, itemIndex: item })
  const [found] = page.data as IDataObject[]
  if (found !== undefined) return found.id as number
  throw new NodeOperationError(this.getNode(), `No contact has the number ${number}`, { itemIndex: item })
}

/** The collection of fields in the form of PATCH /contacts. An empty list clears. */
function changesOf(this: IExecuteFunctions, item: number): IDataObject {
  const { custom, name, email, tagIds, ...ids } = this.getNodeParameter('fields', item, {}) as IDataObject
  const changes: IDataObject = {}
  if (name) changes.name = name
  if (email !== undefined) changes.email = email || null
  if (tagIds !== undefined) changes.tagIds = readIds.call(this, tagIds, 'Tag', item)
  for (const [field, value] of Object.entries(ids)) {
    changes[field] = optionalId.call(this, value, field, item) ?? null
  }
  const rows = ((custom as IDataObject | undefined)?.field ?? []) as { fieldId: unknown; value: string }[]
  const fields = rows.map(row => ({
    fieldId: optionalId.call(this, row.fieldId, 'Custom field', item),
    value: row.value === '' ? null : row.value,
  }))
  if (fields.length > 0) changes.fields = fields
  return changes
}
