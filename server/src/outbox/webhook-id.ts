/** `msg_<endpoint>_<ticket>_<sequence>`: the same on every attempt and every replay, and without a dot. */
export function webhookId(endpointId: number, ticketId: number, sequence: number): string {
  return `msg_${endpointId}_${ticketId}_${sequence}`
}
