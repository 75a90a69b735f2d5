import type { Ids } from '../world/ids.ts'
import { signatureOf } from './webhook-body.ts'

export type Attempt = { at: string; status: number | null; error: string | null; durationMs: number }

export type DeliveryState = 'queued' | 'retrying' | 'delivered' | 'given-up' | 'no-callback'

/** One POST to a callback, with its results. */
export type Delivery = {
  id: string
  url: string | null
  body: string
  signature: string
  state: DeliveryState
  attempts: Attempt[]
  /** The id of the delivery whose bytes this one repeats, as a duplicate or because of a request by hand. */
  repeats: string | null
}

export type DeliveryLog = ReturnType<typeof createDeliveryLog>

type NewDelivery = { url: string | null; body: string; repeats?: string | null; signature?: string | undefined }

/** Remembers the newest deliveries. */
export function createDeliveryLog(ids: Ids, appSecret: string, maxEntries: number) {
  let entries: Delivery[] = []
  return {
    add({ url, body, repeats = null, signature }: NewDelivery): Delivery {
      const delivery: Delivery = {
        id: ids.deliveryId(),
        url,
        body,
        signature: signature ?? signatureOf(appSecret, Buffer.from(body)),
        state: 'queued',
        attempts: [],
        repeats,
      }
      entries.push(delivery)
      if (entries.length > maxEntries) entries.splice(0, entries.length - maxEntries)
      return delivery
    },
    list: (): Delivery[] => entries,
    find: (id: string): Delivery | undefined => entries.find(delivery => delivery.id === id),
    clear(): void {
      entries = []
    },
  }
}
