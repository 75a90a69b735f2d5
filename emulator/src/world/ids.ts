/** Ids that look like Meta's and are counted, never drawn: the same calls give the same ids. */
export type Ids = {
  wamid(): string
  mediaId(): string
  traceId(): string
  deliveryId(): string
}

/**
 * `epoch` sets two runs apart. A desk drops repeats by message id and keeps them in its database, so an emulator that
 * starts counting at one again would see its messages swallowed as repeats: the command line passes its start time.
 */
export function createIds(epoch: number): Ids {
  const counts = { message: 0, media: 0, trace: 0, delivery: 0 }
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return {
    wamid: () => `wamid.${base64(`emulator${epoch.toString(36)}n${pad(++counts.message, 8)}`)}`,
    mediaId: () => `7${pad(epoch, 10)}${pad(++counts.media, 6)}`,
    traceId: () => `A${base64(`trace${pad(++counts.trace, 11)}`).replaceAll('=', '')}`,
    deliveryId: () => `d${++counts.delivery}`,
  }
}

const pad = (count: number, width: number) => String(count).padStart(width, '0')
