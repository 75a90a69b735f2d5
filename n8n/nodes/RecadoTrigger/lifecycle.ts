/** The endpoint is made when the workflow is activated, follows its settings, and is deleted when it is deactivated. */
import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow'
import { ask, refusal, request } from '../request.ts'
import { readSettings } from './settings.ts'
import { clearSlot, readSlot } from './slot.ts'

/** Whether the endpoint exists. One with other settings is changed, which keeps what waits for it. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
  const { endpointId, secret } = readSlot.call(this)
  if (endpointId === undefined || secret === undefined) return false
  const path = `/endpoints/${endpointId}`
  const reply = await ask.call(this, { method: 'GET', path })
  if (reply.status === 404) return false
  if (reply.status !== 200) throw refusal.call(this, reply)
  const { channelId, queueId, ...settings } = readSettings.call(this)
  if (reply.body.channelId !== (channelId ?? null) || reply.body.queueId !== (queueId ?? null)) {
    await remove.call(this, endpointId)
    return false
  }
  if (!hasSettings(reply.body, settings)) await request.call(this, { method: 'PATCH', path, body: settings })
  return true
}

export async function create(this: IHookFunctions): Promise<boolean> {
  const made = await request.call(this, { method: 'POST', path: '/endpoints', body: readSettings.call(this) })
  if (typeof made.secret !== 'string') {
    throw new NodeOperationError(this.getNode(), 'Recado made an endpoint without a secret; is it up to date?')
  }
  const slot = readSlot.call(this)
  slot.endpointId = made.id as number
  slot.secret = made.secret
  slot.seen = []
  return true
}

/** What still waits for it is deleted too, unless the endpoint is to be kept. */
export async function drop(this: IHookFunctions): Promise<boolean> {
  const { endpointId } = readSlot.call(this)
  if (endpointId === undefined) return true
  const { keepEndpoint } = this.getNodeParameter('options', {}) as IDataObject
  if (keepEndpoint === true && this.getMode() !== 'manual') return true
  await remove.call(this, endpointId)
  return true
}

/** If somebody has removed it already, that is the same result. */
async function remove(this: IHookFunctions, endpointId: number): Promise<void> {
  const reply = await ask.call(this, { method: 'DELETE', path: `/endpoints/${endpointId}` })
  if (reply.status !== 404 && reply.status >= 300) throw refusal.call(this, reply)
  clearSlot.call(this)
}

function hasSettings(endpoint: IDataObject, settings: IDataObject): boolean {
  return Object.entries(settings).every(([name, value]) =>
    typeof value === 'object' && value !== null
      ? hasSettings(endpoint[name] as IDataObject, value as IDataObject)
      : endpoint[name] === value,
  )
}
