/** Until the stream is there: the lists and the open conversation are asked for again every few seconds. */
export const useLiveInterval = (): number | false => 3_000
