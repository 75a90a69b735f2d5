/** What people and other nodes put into a field: ids arrive as numbers, as text, or not at all. */
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow'

/** Reads a whole number above zero from a required field. */
export function readId(this: IExecuteFunctions, field: string, label: string, itemIndex: number): number {
  const value = this.getNodeParameter(field, itemIndex, '')
  const id = optionalId.call(this, value, label, itemIndex)
  if (id !== undefined) return id
  throw new NodeOperationError(this.getNode(), `${label} is empty`, {
    itemIndex,
    description: 'Does the expression in this field find anything in this item?',
  })
}

/** The same for an optional field; n8n uses an empty text, null or 0 for "nothing". */
export function optionalId(this: IExecuteFunctions, value: unknown, label: string, itemIndex: number) {
  if (value === undefined || value === null || value === '' || value === 0) return undefined
  const id = typeof value === 'string' ? Number(value.trim()) : value
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id
  throw new NodeOperationError(this.getNode(), `${label} is a whole number, such as 9561`, {
    itemIndex,
    description: `It is ${JSON.stringify(value)}.`,
  })
}

/** A list of ids: from n8n's own list, or from a text such as `1, 2`. */
export function readIds(this: IExecuteFunctions, value: unknown, label: string, itemIndex: number): number[] {
  const all = Array.isArray(value) ? value : String(value ?? '').split(',')
  return all
    .filter(one => String(one).trim() !== '')
    .map(one => optionalId.call(this, one, label, itemIndex))
    .filter(id => id !== undefined)
}

/** JSON that a person wrote or an expression made. */
export function readJson(this: IExecuteFunctions, value: unknown, label: string, itemIndex: number): unknown {
  if (typeof value !== 'string') return value
  if (value.trim() === '') return undefined
  try {
    return JSON.parse(value)
  } catch (error) {
    throw new NodeOperationError(this.getNode(), `${label} is not valid JSON`, {
      itemIndex,
      description: (error as Error).message,
    })
  }
}
