/**
 * The limit above which others count as slowed, relative to the same run without a hammer, so that a slow machine is not a
 * failure.
 */
import type { HammerResult } from './run-hammer.ts'

/** A message takes some 20 ms when nobody hammers; fifty times that is the promised second. */
const FACTOR = 50

export const tooSlow = ({ baseline, doors }: HammerResult): string[] =>
  doors
    .filter(({ medianMs }) => medianMs > FACTOR * baseline.medianMs)
    .map(({ door, medianMs }) => `${door}: ${Math.round(medianMs / baseline.medianMs)} times as long`)
