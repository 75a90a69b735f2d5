/** Reads JSON that others wrote. Values that are not as expected count as missing. */
export type Json = Record<string, unknown>

export function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectIn) : []
}

/** Text without what PostgreSQL cannot store; a number counts as an id that somebody forgot to quote. */
export function textIn(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const text = cleanText(value)
  return text === '' ? null : text
}

/** WhatsApp's ids are far shorter; an index of PostgreSQL takes up to 2,700 bytes. */
const MAX_ID_LENGTH = 500

export function idIn(value: unknown): string | null {
  const text = textIn(value)
  return text === null || text.length > MAX_ID_LENGTH ? null : text
}

export function numberIn(value: unknown): number | null {
  if (value === null || value === '' || typeof value === 'boolean' || typeof value === 'object') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/**
 * The end of the year 2099. Our contract ends at eleven digits; a number with more digits is in milliseconds or a smaller unit.
 */
const MAX_SECONDS = 4_102_444_799
const MAX_DIGITS = 99_999_999_999
/** Seconds, milliseconds, microseconds, nanoseconds. */
const UNITS = [1, 1e3, 1e6, 1e9]

/** An instant in whole Unix seconds, in whatever unit it was written; null when it cannot be one. */
export function secondsIn(value: unknown): number | null {
  const given = numberIn(value)
  if (given === null) return null
  const unit = UNITS.find(one => given / one <= MAX_DIGITS) ?? 1
  const seconds = Math.trunc(given / unit)
  return seconds < 1 || seconds > MAX_SECONDS ? null : seconds
}

/** Meta's objects are nested some ten deep. A deeper value would exhaust the stack of code that writes it as JSON again. */
const MAX_DEPTH = 60

/**
 * A copy for which two things hold: its objects have no prototype, so that no key finds anything but what was sent; and
 * no text of it, keys included, has a NUL or half a surrogate pair, which PostgreSQL refuses.
 */
export function cleanJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map(item => cleanJson(item, depth + 1))
  const copy: Json = Object.create(null)
  for (const [key, item] of Object.entries(value)) copy[cleanText(key)] = cleanJson(item, depth + 1)
  return copy
}

const cleanText = (text: string): string => {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}
