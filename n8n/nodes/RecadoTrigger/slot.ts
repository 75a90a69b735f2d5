/**
 * What a workflow stores about its endpoint, in n8n's static data. A test ("Listen for test event") has an endpoint of its own,
 * so that it neither moves nor removes the one of the workflow that is active.
 */
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow'

export interface Slot {
  endpointId?: number
  secret?: string
  /** Ids of events that began a run, oldest first. */
  seen?: string[]
}

export function readSlot(this: IHookFunctions | IWebhookFunctions): Slot {
  const data = this.getWorkflowStaticData('node')
  const name = this.getMode() === 'manual' ? 'test' : 'production'
  data[name] ??= {}
  return data[name] as Slot
}

export function clearSlot(this: IHookFunctions): void {
  const data: IDataObject = this.getWorkflowStaticData('node')
  delete data[this.getMode() === 'manual' ? 'test' : 'production']
}
