/**
 * `webhook-id` is `msg_<endpoint>_<ticket>_<sequence>`. Only id, timestamp and body are signed, so the order has to be
 * in the id to be signed too. The sequence counts from 1 without a gap per endpoint and ticket.
 */
export interface Sequence {
  endpoint: number
  ticket: number
  sequence: number
}

/** Reads a `webhook-id`; null when it is another kind of id, such as a test's. */
export function parseSequence(id: string): Sequence | null {
  const match = /^msg_([1-9]\d*)_([1-9]\d*)_([1-9]\d*)$/.exec(id)
  if (!match) return null
  const [endpoint, ticket, sequence] = match.slice(1).map(Number) as [number, number, number]
  return [endpoint, ticket, sequence].every(Number.isSafeInteger) ? { endpoint, ticket, sequence } : null
}

export function formatSequence({ endpoint, ticket, sequence }: Sequence): string {
  return `msg_${endpoint}_${ticket}_${sequence}`
}

/** Returns the name of the lane: the ordered line of one endpoint and one ticket. */
export function laneOf({ endpoint, ticket }: Sequence): string {
  return `${endpoint}_${ticket}`
}
