/** Reading JSON that others wrote: whatever is not as expected is simply not there. */
export type Json = Record<string, unknown>

export function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectIn) : []
}

/** Text without NUL, which PostgreSQL cannot store; numbers are taken for ids that somebody forgot to quote. */
export function textIn(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const text = value.replaceAll('\u0000', '').toWellFormed()
  return text === '' ? null : text
}

export function numberIn(value: unknown): number | null {
  if (value === null || value === '' || typeof value === 'boolean') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}
