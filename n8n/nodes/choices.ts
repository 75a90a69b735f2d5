/** The lists to choose from in n8n, with Recado's present values. */
import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow'
import { request } from './request.ts'

/** A list of Recado, page by page. */
async function list(this: ILoadOptionsFunctions, path: string, qs: IDataObject = {}): Promise<IDataObject[]> {
  const found: IDataObject[] = []
  let after: string | undefined
  do {
    const page = await request.call(this, { method: 'GET', path, qs: { ...qs, limit: 200, ...(after && { after }) } })
    found.push(...(page.data as IDataObject[]))
    after = (page.next as string | null) ?? undefined
  } while (after !== undefined)
  return found
}

function choice(row: IDataObject): INodePropertyOptions {
  return { name: String(row.name), value: row.id as number }
}

/** Inactive entries are not offered. */
const isInUse = (row: IDataObject) => row.isActive !== false

const choices = (path: string) =>
  async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    return (await list.call(this, path)).filter(isInUse).map(choice)
  }

export const loadOptions = {
  getChannels: choices('/channels'),
  getQueues: choices('/queues'),
  /** One page is enough, because no company has more people than that. */
  async getUsers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    const page = await request.call(this, { method: 'GET', path: '/colleagues' })
    return (page.data as IDataObject[]).map(choice)
  },
  getClosingReasons: choices('/closing-reasons'),
  getTags: choices('/tags'),
  getStages: choices('/stages'),
  getFollowups: choices('/followups'),
  getWallets: choices('/wallets'),
  getCustomFields: choices('/custom-fields'),

  /** The templates of the chosen channel that WhatsApp has approved. */
  async getTemplates(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    const channelId = Number(this.getCurrentNodeParameter('channelId'))
    if (!Number.isSafeInteger(channelId) || channelId < 1) return []
    const page = await request.call(this, {
      method: 'GET',
      path: `/channels/${channelId}/templates`,
      qs: { status: 'APPROVED' },
    })
    return (page.data as IDataObject[]).map(({ name, language }) => ({
      name: `${name} (${language})`,
      value: `${name}/${language}`,
    }))
  },
}
