import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
  NodeOperationError,
} from 'n8n-workflow'
import { loadOptions } from '../choices.ts'
import { contactFields } from './contact-fields.ts'
import { contactOperations } from './contact-operations.ts'
import { messageFields } from './message-fields.ts'
import { messageOperations } from './message-operations.ts'
import type { Operation } from './operation.ts'
import { ticketFields } from './ticket-fields.ts'
import { ticketOperations } from './ticket-operations.ts'

const OPERATIONS: Record<string, Record<string, Operation>> = {
  contact: contactOperations,
  message: messageOperations,
  ticket: ticketOperations,
}

/** Sends, looks up and changes what Recado has. */
export class Recado implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Recado',
    name: 'recado',
    icon: { light: 'file:../../icons/recado.svg', dark: 'file:../../icons/recado.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Send WhatsApp messages and work on tickets and contacts of a Recado desk',
    defaults: { name: 'Recado' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'recadoApi', required: true }],
    properties: [
      {
        displayName: 'Resource',
        name: 'resource',
        type: 'options',
        noDataExpression: true,
        options: [
          { name: 'Contact', value: 'contact' },
          { name: 'Message', value: 'message' },
          { name: 'Ticket', value: 'ticket' },
        ],
        default: 'message',
      },
      ...contactFields,
      ...messageFields,
      ...ticketFields,
    ],
  }

  methods = { loadOptions }

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const found: INodeExecutionData[] = []
    for (let item = 0; item < this.getInputData().length; item++) {
      const made = this.continueOnFail() ? await orItsError.call(this, item) : await operate.call(this, item)
      found.push(...made)
    }
    return [found]
  }
}

async function operate(this: IExecuteFunctions, item: number): Promise<INodeExecutionData[]> {
  const operation = operationOf.call(this, item)
  const made = this.helpers.returnJsonArray(await operation.call(this, item))
  return this.helpers.constructExecutionMetaData(made, { itemData: { item } })
}

/** When the workflow is set to go on after errors, an item says what went wrong. */
async function orItsError(this: IExecuteFunctions, item: number): Promise<INodeExecutionData[]> {
  try {
    return await operate.call(this, item)
  } catch (error) {
    const { message, description } = error as NodeOperationError
    return [{ json: { error: message, description: description ?? null }, pairedItem: { item } }]
  }
}

function operationOf(this: IExecuteFunctions, item: number): Operation {
  const resource = String(this.getNodeParameter('resource', item))
  const operation = String(this.getNodeParameter('operation', item))
  const found = OPERATIONS[resource]?.[operation]
  if (found !== undefined) return found
  throw new NodeOperationError(this.getNode(), `There is no operation "${operation}" of "${resource}"`, {
    itemIndex: item,
  })
}
