/** `msg_<endpoint>_<ticket>_<sequence>`: the same on every attempt and every replay, and without a dot. */
export function webhookId(endpointId: number, ticketId: number, sequence: number): string {
  return `msg_${endpointId}_${ticketId}_${sequence}`
}

/** The parts of a `webhookId`; undefined when the text is not one. */
export function parseWebhookId(id: string): { endpointId: number; ticketId: number; sequence: number } | undefined {
  const [, endpointId, ticketId, sequence] = /^msg_(\d{1,15})_(\d{1,15})_(\d{1,15})$/.exec(id) ?? []
  if (endpointId === undefined) return undefined
  return { endpointId: Number(endpointId), ticketId: Number(ticketId), sequence: Number(sequence) }
}
