/** When somebody else was slowed: in relation to the same run without a hammer, so that a slow machine is no fault. */
import type { HammerResult } from './run-hammer.ts'

/** A message takes some 20 ms when nobody hammers: fifty times that is the second that is promised. */
const FACTOR = 50

export const tooSlow = ({ baseline, doors }: HammerResult): string[] =>
  doors
    .filter(({ medianMs }) => medianMs > FACTOR * baseline.medianMs)
    .map(({ door, medianMs }) => `${door}: ${Math.round(medianMs / baseline.medianMs)} times as long`)
