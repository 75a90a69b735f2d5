/**
 * A whole number is one that JavaScript can count to: above 2^53 it is no longer the one that was sent, and PostgreSQL
 * refuses it above 2^63. Done to what validates and not to the schemas, which would say it a thousand times.
 */

/** Their values are data, not schemas. */
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
