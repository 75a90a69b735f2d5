/**
 * Checks a body against the contract: the schema of its event, and the document's key order, which JSON Schema cannot express. It
 * needs `ajv`, which only people who test bodies have to install.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { extraEventNames, type PayloadVersion } from '../src/event.ts'

interface Schema {
  $id?: string
  $ref?: string
  $defs?: Record<string, Schema>
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
}

interface Contract {
  ajv: Ajv2020
  schemas: Map<string, Schema>
}

type Folder = 'v1' | 'v2' | 'extra'

const contracts = new Map<Folder, Contract>()

/** Throws an Error that names the path when `body` (the posted text) is not exactly what the version promises. */
export function assertContract(body: string, version: PayloadVersion): void {
  const value = JSON.parse(body) as Record<string, unknown>
  const name = 'Type' in value ? String(value.Type) : 'message'
  const { ajv, schemas } = loadContract(extraEventNames.some(extra => extra === name) ? 'extra' : `v${version}`)
  const schema = schemas.get(`${name}.schema.json`)
  if (!schema) throw new Error(`version ${version} has no event ${name}`)
  if (!ajv.validate(schema.$id!, value)) {
    throw new Error(`${name} version ${version}: ${ajv.errorsText(ajv.errors, { dataVar: 'body' })}`)
  }
  assertKeyOrder(schemas, schema, value, name)
}

function loadContract(folderName: Folder): Contract {
  const known = contracts.get(folderName)
  if (known) return known
  const folder = new URL(`../schemas/${folderName}/`, import.meta.url)
  const schemas = new Map(
    readdirSync(folder).map(file => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Schema]),
  )
  const ajv = new Ajv2020({ allErrors: true })
  for (const schema of schemas.values()) ajv.addSchema(schema)
  const contract = { ajv, schemas }
  contracts.set(folderName, contract)
  return contract
}

function assertKeyOrder(schemas: Map<string, Schema>, schema: Schema, value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return
  const { items, properties } = describe(schemas, schema)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) assertKeyOrder(schemas, items ?? {}, item, `${path}[${index}]`)
    return
  }
  const [actual, expected] = [Object.keys(value), Object.keys(properties ?? {})]
  if (actual.join() !== expected.join()) {
    throw new Error(`${path}: keys are [${actual.join(', ')}], the contract's order is [${expected.join(', ')}]`)
  }
  for (const [key, child] of Object.entries(value)) assertKeyOrder(schemas, properties![key]!, child, `${path}.${key}`)
}

/** Follows a reference, and takes the object's branch of "object or null". */
function describe(schemas: Map<string, Schema>, schema: Schema): Schema {
  if (schema.anyOf) return describe(schemas, schema.anyOf.find(branch => branch.$ref) ?? {})
  if (!schema.$ref) return schema
  const [file, name] = schema.$ref.split('#/$defs/') as [string, string]
  return describe(schemas, schemas.get(file)!.$defs![name]!)
}
