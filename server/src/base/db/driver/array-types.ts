/**
 * Arrays of PostgreSQL for postgres.js, which otherwise asks every new connection for the types of arrays, in a query that
 * nobody waits for: when the connection is lost meanwhile, its rejection ends the process. Only arrays of one dimension, because
 * we use no others.
 */

/** The type of the array, and how an element is read. Booleans and instants are not among them: write `::text[]`. */
const ARRAYS = {
  integers: { oid: 1007, read: Number },
  smallints: { oid: 1005, read: Number },
  bigints: { oid: 1016, read: Number },
  floats: { oid: 1022, read: Number },
  texts: { oid: 1009, read: String },
  varchars: { oid: 1015, read: String },
  names: { oid: 1003, read: String },
  uuids: { oid: 2951, read: String },
  booleans: { oid: 1000, read: (text: string) => text === 't' },
  jsons: { oid: 199, read: JSON.parse },
  jsonbs: { oid: 3807, read: JSON.parse },
  dates: { oid: 1182, read: (text: string) => new Date(text) },
  instants: { oid: 1185, read: (text: string) => new Date(text) },
}

export const arrayTypes = Object.fromEntries(
  Object.entries(ARRAYS).map(([name, { oid, read }]) => [
    name,
    { to: oid, from: [oid], serialize: writeArray, parse: (text: string) => readArray(text, read) },
  ]),
)

/** Everything but numbers is quoted. */
function writeArray(values: unknown): unknown {
  if (!Array.isArray(values)) return values
  return `{${values.map(writeElement).join(',')}}`
}

function writeElement(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number') return String(value)
  const text =
    value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : `${value}`
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** `{1,null,"a \"b\""}`: an element is quoted, or a word without comma, brace and quote. */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs

function readArray(text: string, read: (element: string) => unknown): unknown[] {
  if (text === '{}') return []
  return Array.from(text.matchAll(ELEMENT), ([, quoted, word]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gs, '$1'))
    return word === 'NULL' ? null : read(word as string)
  })
}
