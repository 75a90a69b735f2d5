import type { IDataObject, IExecuteFunctions } from 'n8n-workflow'

/** What a resource can do for one item; a list becomes an item each. */
export type Operation = (this: IExecuteFunctions, itemIndex: number) => Promise<IDataObject | IDataObject[]>
