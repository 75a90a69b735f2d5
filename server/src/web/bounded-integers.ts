/**
 * Limits whole numbers to what JavaScript can represent: above 2^53 it is no longer the number that was sent, and PostgreSQL
 * refuses it above 2^63. It is done in the validators and not in the schemas, where it would stand a thousand times.
 */

/** The values of these keys are data, not schemas. */
const LITERAL = new Set(['example', 'examples', 'default', 'enum', 'const', 'required'])

export function boundIntegers<T>(schema: T): T {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(boundIntegers) as T
  const bounded = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, LITERAL.has(key) ? value : boundIntegers(value)]),
  )
  const { type } = bounded
  if (type === 'integer' || (Array.isArray(type) && type.includes('integer'))) {
    bounded.maximum ??= Number.MAX_SAFE_INTEGER
    bounded.minimum ??= Number.MIN_SAFE_INTEGER
  }
  return bounded as T
}
