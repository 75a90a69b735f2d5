/** The trigger's fields, in the form of Recado's endpoints. */
import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow'

/** Only an endpoint of a channel can have these. */
const OF_CHANNELS = ['newTicket', 'transferred', 'closed']
const EVENTS = [
  'received',
  'sent',
  ...OF_CHANNELS,
  'messageStatus',
  'messageEdited',
  'messageDeleted',
  'messageReaction',
]

/** The endpoint that this workflow needs. */
export function readSettings(this: IHookFunctions): IDataObject {
  const isOfQueue = this.getNodeParameter('source') === 'queue'
  const field = isOfQueue ? 'queueId' : 'channelId'
  const id = Number(this.getNodeParameter(field))
  if (!Number.isSafeInteger(id) || id < 1) {
    throw new NodeOperationError(this.getNode(), `Choose the ${isOfQueue ? 'queue' : 'channel'} to listen to`)
  }
  const events = this.getNodeParameter(isOfQueue ? 'queueEvents' : 'events', []) as string[]
  const options = this.getNodeParameter('options', {}) as IDataObject
  const statuses = (options.statuses as string[] | undefined) ?? ['open', 'pending']
  const possible = isOfQueue ? EVENTS.filter(event => !OF_CHANNELS.includes(event)) : EVENTS
  return {
    [field]: id,
    name: nameOf.call(this),
    url: this.getNodeWebhookUrl('default'),
    enabled: true,
    // The time for the workflow's work; Recado waits at most a minute.
    timeoutMs: 60_000,
    payloadVersion: options.payloadVersion === 1 ? 1 : 2,
    switches: {
      ...Object.fromEntries(possible.map(event => [event, events.includes(event)])),
      open: statuses.includes('open'),
      pending: statuses.includes('pending'),
      groups: options.groups === true,
      mediaBase64: options.mediaBase64 === true && options.payloadVersion !== 1,
    },
  }
}

/** The name by which people find the workflow in Recado's panel. */
function nameOf(this: IHookFunctions): string {
  const { name, id } = this.getWorkflow()
  const isTest = this.getMode() === 'manual'
  return `n8n: ${name ?? id ?? 'workflow'}${isTest ? ' (test)' : ''}`.slice(0, 200)
}
