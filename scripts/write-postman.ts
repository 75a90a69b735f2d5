/**
 * docs/whazing-api.postman_collection.json: WHAZING's API as a collection for Postman, Insomnia and similar programs, from
 * openapi.json. Two variables make it run: the base URL that the panel shows, and the token.
 */
import { readFileSync } from 'node:fs'
import { writeOrCheck } from './write-or-check.ts'

interface Schema {
  $ref?: string
  examples?: unknown[]
}

interface Operation {
  operationId: string
  summary: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> }
}

interface OpenApi {
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const PREFIX = '/v1/api/external/{apiId}'
const document: OpenApi = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'))

const requests = Object.entries(document.paths)
  .filter(([path]) => path.startsWith(PREFIX))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestOf(path, method, operation)),
  )

const collection = {
  info: {
    name: "Recado: WHAZING's API",
    description: 'Set the variables `baseUrl` (as the panel shows it) and `token`.',
    version: document.info.version,
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
  variable: [
    { key: 'baseUrl', value: 'https://desk.example.com/v1/api/external/00000000-0000-0000-0000-000000000000' },
    { key: 'token', value: '' },
  ],
  item: requests,
}
writeOrCheck('docs/whazing-api.postman_collection.json', `${JSON.stringify(collection, null, 2)}\n`)

function requestOf(path: string, method: string, operation: Operation) {
  const tail = path.slice(PREFIX.length).replaceAll('{id}', ':id')
  const query = (operation.parameters ?? []).filter(parameter => parameter.in === 'query')
  const search = query.map(({ name }) => ({ key: name, value: name === 'bearertoken' ? '{{token}}' : '' }))
  const json = operation.requestBody?.content['application/json']
  const body = json?.example ?? exampleOf(json?.schema)
  return {
    name: operation.summary,
    request: {
      method: method.toUpperCase(),
      description: operation.description ?? operation.summary,
      header: body === undefined ? [] : [{ key: 'content-type', value: 'application/json' }],
      ...(body === undefined ? {} : { body: { mode: 'raw', raw: JSON.stringify(body, null, 2) } }),
      url: {
        raw: `{{baseUrl}}${tail}`,
        host: ['{{baseUrl}}'],
        path: tail.split('/').filter(part => part !== ''),
        ...(search.length === 0 ? {} : { query: search }),
      },
    },
  }
}

function exampleOf(schema: Schema | undefined): unknown {
  if (schema?.$ref === undefined) return schema === undefined ? undefined : (schema.examples?.[0] ?? {})
  return exampleOf(document.components.schemas[schema.$ref.split('/').at(-1) as string])
}
