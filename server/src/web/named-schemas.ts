/**
 * Schemas with a name (`named` of schema.ts) stand once in openapi.json and are referred to. This is done in the finished
 * document, because the validators need whole schemas: a `$id` in them would have to be registered with each compiler.
 */
import { isDeepStrictEqual } from 'node:util'

type Node = Record<string, unknown>

/** A name that `named` gave. A property that is called `title` has a schema as its value, not a text. */
const NAME = /^[A-Z][A-Za-z0-9]*$/

/** Moves every named schema below `node` into `schemas`, and leaves a reference in its place. */
export function hoistNamed(node: unknown, schemas: Node): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'object' || value === null || LITERAL.has(key)) continue
    hoistNamed(value, schemas)
    const name = (value as Node).title
    if (typeof name === 'string' && NAME.test(name)) (node as Node)[key] = hoist(name, value as Node, schemas)
  }
}

/** The values of these keys are data, not schemas. */
const LITERAL = new Set(['example', 'examples', 'default', 'enum', 'const', 'required'])

/**
 * A reference may have a description of its own; in everything else, schemas with one name must be equal. The examples of a whole
 * body were moved beside it before.
 */
function hoist(name: string, { title: _, ...schema }: Node, schemas: Node): Node {
  const reference = { $ref: `#/components/schemas/${name}` }
  const known = schemas[name] as Node | undefined
  if (known === undefined) schemas[name] = schema
  if (known === undefined || isDeepStrictEqual(known, schema)) return reference
  const { description, examples, ...rest } = schema
  const { description: __, examples: knownExamples, ...knownRest } = known
  if (examples !== undefined && knownExamples === undefined) known.examples = examples
  if (!isDeepStrictEqual(knownRest, rest)) throw new Error(`two different schemas are named ${name}`)
  return { ...reference, ...(description === undefined ? {} : { description }) }
}
