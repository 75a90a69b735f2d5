import {
  type IDataObject,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow'
import { loadOptions } from '../choices.ts'
import { verified } from './genuine.ts'
import { checkExists, create, drop } from './lifecycle.ts'
import { hasBegun, hasFailed, rememberBegun } from './repeats.ts'
import { readSlot } from './slot.ts'

const MESSAGE_EVENTS = [
  { name: 'Message Deleted', value: 'messageDeleted' },
  { name: 'Message Edited', value: 'messageEdited' },
  { name: 'Message Reaction', value: 'messageReaction' },
  { name: 'Message Received', value: 'received' },
  { name: 'Message Sent', value: 'sent' },
  { name: 'Message Status', value: 'messageStatus', description: 'Delivered, read, played or failed' },
]

/** Starts a workflow with each event, once, in the order of its ticket. */
export class RecadoTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Recado Trigger',
    name: 'recadoTrigger',
    icon: { light: 'file:../../icons/recado.svg', dark: 'file:../../icons/recado.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ ($parameter["source"] === "queue" ? $parameter["queueEvents"] : $parameter["events"]).join(", ") }}',
    description: 'Starts the workflow with messages and tickets of a Recado desk',
    defaults: { name: 'Recado Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'recadoApi', required: true }],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: '={{ $parameter["respond"] }}',
        responseData: 'noData',
        path: 'recado',
      },
    ],
    properties: [
      {
        displayName: 'Listen To',
        name: 'source',
        type: 'options',
        options: [
          { name: 'Channel', value: 'channel', description: 'All that happens on a WhatsApp number' },
          { name: 'Queue', value: 'queue', description: 'The messages of the tickets in a queue' },
        ],
        default: 'channel',
      },
      {
        displayName: 'Channel Name or ID',
        name: 'channelId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getChannels' },
        required: true,
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        displayOptions: { show: { source: ['channel'] } },
      },
      {
        displayName: 'Queue Name or ID',
        name: 'queueId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getQueues' },
        required: true,
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        displayOptions: { show: { source: ['queue'] } },
      },
      {
        displayName: 'Events',
        name: 'events',
        type: 'multiOptions',
        options: [
          ...MESSAGE_EVENTS,
          { name: 'Ticket Closed', value: 'closed' },
          { name: 'Ticket New', value: 'newTicket', description: 'Opened by a customer or by a user' },
          { name: 'Ticket Transferred', value: 'transferred' },
        ],
        required: true,
        default: ['received'],
        displayOptions: { show: { source: ['channel'] } },
      },
      {
        displayName: 'Events',
        name: 'queueEvents',
        type: 'multiOptions',
        options: MESSAGE_EVENTS,
        required: true,
        default: ['received'],
        displayOptions: { show: { source: ['queue'] } },
      },
      {
        displayName: 'Respond',
        name: 'respond',
        type: 'options',
        options: [
          {
            name: 'After the Work',
            value: 'lastNode',
            description: 'When the workflow has ended. If it fails, Recado sends the event again.',
          },
          {
            name: 'Immediately',
            value: 'onReceived',
            description: 'For work of more than a minute. If it fails, the event does not come again.',
          },
        ],
        default: 'lastNode',
      },
      {
        displayName: 'Options',
        name: 'options',
        type: 'collection',
        placeholder: 'Add option',
        default: {},
        options: [
          {
            displayName: 'Files in Base64',
            name: 'mediaBase64',
            type: 'boolean',
            default: false,
            description: 'Whether files of up to 8 MB come inside of the event, as mediaBase64',
          },
          {
            displayName: 'Format',
            name: 'payloadVersion',
            type: 'options',
            options: [
              { name: '1', value: 1, description: 'The bodies that WHAZING documented first' },
              { name: '2', value: 2, description: 'With mediaBase64, dataJson, ticket.isGroup and contactmessage' },
            ],
            default: 2,
          },
          {
            displayName: 'Groups',
            name: 'groups',
            type: 'boolean',
            default: false,
            description: 'Whether events of groups come as well',
          },
          {
            displayName: 'Keep Endpoint When Deactivated',
            name: 'keepEndpoint',
            type: 'boolean',
            default: false,
            description:
              'Whether Recado goes on keeping events for the workflow while it is off, and sends them when it is on again',
          },
          {
            displayName: 'Tickets',
            name: 'statuses',
            type: 'multiOptions',
            options: [
              { name: 'Open', value: 'open', description: 'Somebody serves them' },
              { name: 'Pending', value: 'pending', description: 'They wait, or a bot answers' },
            ],
            default: ['open', 'pending'],
            description: 'Messages of which tickets come',
          },
        ],
      },
    ],
  }

  methods = { loadOptions }

  webhookMethods = {
    default: {
      checkExists(this: IHookFunctions): Promise<boolean> {
        return checkExists.call(this)
      },
      create(this: IHookFunctions): Promise<boolean> {
        return create.call(this)
      },
      delete(this: IHookFunctions): Promise<boolean> {
        return drop.call(this)
      },
    },
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    const incoming = this.getRequestObject()
    if (incoming.rawBody === undefined) await incoming.readRawBody()
    const { rawBody } = incoming
    const slot = readSlot.call(this)
    const id = await verified.call(this, slot, rawBody)
    if (id === undefined) return respond.call(this, 401, 'The signature is not one of this endpoint.')
    const headers = this.getHeaderData()
    if (headers['recado-event'] === 'test') return respond.call(this, 200, 'This workflow listens.')
    if (hasBegun(slot, id)) {
      // When Recado cannot be reached, this throws, so n8n responds with an error, and the event comes again.
      const isDone = this.getNodeParameter('respond') === 'onReceived' || !(await hasFailed.call(this, id))
      if (isDone) return respond.call(this, 200, 'This event has been worked on.')
    }
    rememberBegun(slot, id)
    return { workflowData: [[{ json: toItem(id, headers, rawBody) }]] }
  }
}

function toItem(id: string, headers: IDataObject, body: Buffer): IDataObject {
  const [, , ticketId, sequence] = id.split('_')
  return {
    id,
    event: headers['recado-event'],
    ticketId: Number(ticketId),
    sequence: Number(sequence),
    attempt: Number(headers['recado-attempt']),
    occurredAt: headers['recado-occurred-at'],
    body: JSON.parse(body.toString('utf8')) as IDataObject,
  }
}

function respond(this: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
  const response = this.getResponseObject()
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ message }))
  return { noWebhookResponse: true }
}
