import type { IDataObject, IExecuteFunctions } from 'n8n-workflow'

/** What a resource can do for one item; each entry of a list becomes an item. */
export type Operation = (this: IExecuteFunctions, itemIndex: number) => Promise<IDataObject | IDataObject[]>
