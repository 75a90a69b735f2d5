/** Ids that look like Meta's and are counted, never random: the same calls give the same ids. */
export type Ids = {
  wamid(): string
  callId(): string
  mediaId(): string
  groupId(): string
  flowId(): string
  joinRequestId(): string
  requestId(): string
  uploadId(): string
  /** The id of a QR code: 14 characters. */
  qrCode(): string
  traceId(): string
  deliveryId(): string
}

/**
 * `epoch` makes the ids of two runs different. A desk drops repeats by message id and keeps the ids in its database. If an
 * emulator began to count at one again, its messages would be dropped as repeats, so the command line passes its start time.
 */
export function createIds(epoch: number): Ids {
  const counts = new Map<string, number>()
  const next = (what: string): number => {
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return count
  }
  const run = epoch.toString(36)
  return {
    wamid: () => `wamid.${base64(`emulator${run}n${pad(next('message'), 8)}`)}`,
    callId: () => `wacid.${base64(`emulator${run}c${pad(next('call'), 8)}`)}`,
    mediaId: () => `7${pad(epoch, 10)}${pad(next('media'), 6)}`,
    groupId: () => base64(`capi_group:${run}:${pad(next('group'), 8)}`).replaceAll('=', ''),
    flowId: () => `6${pad(epoch, 10)}${pad(next('flow'), 5)}`,
    joinRequestId: () => base64(`join${run}n${pad(next('join'), 8)}`).replaceAll('=', ''),
    requestId: () => `5${pad(epoch, 10)}${pad(next('request'), 5)}`,
    uploadId: () => `upload:${base64(`emulator${run}u${pad(next('upload'), 8)}`).replaceAll('=', '')}`,
    qrCode: () => `QR${pad(next('qr'), 12)}`,
    traceId: () => `A${base64(`trace${pad(next('trace'), 11)}`).replaceAll('=', '')}`,
    deliveryId: () => `d${next('delivery')}`,
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const pad = (count: number, width: number) => String(count).padStart(width, '0')
