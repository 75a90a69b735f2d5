/**
 * The description of /api: OpenAPI 3.1 from the same schemas with which the routes validate. What holds for every route
 * (who may ask, problem responses, Idempotency-Key) is added here, so that no route has to repeat it.
 */
import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { REFUSALS } from '../refusal/table.ts'
import { hoistNamed } from './named-schemas.ts'
import { describeParameter } from './parameter-words.ts'
import { Problem } from './problem.ts'

export interface OpenapiDocument {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

interface Operation {
  operationId?: string
  tags?: string[]
  security?: Record<string, string[]>[]
  parameters?: Record<string, unknown>[]
  requestBody?: unknown
  responses: Record<string, unknown>
}

export const OPENAPI_PATH = '/api/v1/openapi.json'

/**
 * Register it at the root, before any route, so that it sees every route of the server. It serves the document and offers it as
 * `app.swagger()`.
 */
export const openapiPlugin = fastifyPlugin(
  async (app: FastifyInstance, options: { version: string }): Promise<void> => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Recado',
          version: options.version,
          description:
            'The service desk and its webhooks. JSON in camelCase, ids are integers, instants are ISO 8601 in UTC. Lists ' +
            'are pages `{ data, next }`: ask for the next one with `?after=<next>`. Errors are problem details (RFC 9457) ' +
            'whose `code` never changes its meaning.',
          license: { name: 'MIT', identifier: 'MIT' },
        },
        servers: [{ url: '/' }],
        components: { securitySchemes: SECURITY_SCHEMES, responses: problemResponses() },
      },
      // A schema that was added with a name keeps that name.
      refResolver: { buildLocalReference: (schema, _base, _fragment, i) => String(schema.$id ?? `schema${i}`) },
      transform: ({ schema, url, route }) => ({ schema: describeRoute(schema, url, route), url }),
      transformObject: document => finish((document as unknown as { openapiObject: OpenapiDocument }).openapiObject),
    })
    app.get(OPENAPI_PATH, { config: { isPublic: true }, schema: { hide: true } }, async () => app.swagger())
  },
)

const SECURITY_SCHEMES = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer rk_...`.' },
  apiKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'The same key in a header of its own.',
  },
  externalToken: { type: 'http', scheme: 'bearer', description: "The token of an address of WHAZING's API." },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'recado.session_token',
    description: 'Set by signIn; named `__Secure-recado.session_token` where PUBLIC_URL is https.',
  },
} as const

/** WHAZING's API has errors in its own shape, and a token for one channel. */
const EXTERNAL_PATH = '/v1/api/external/'
const BY_TOKEN = [{ externalToken: [] }]

const BY_ANYBODY_KNOWN = [{ apiKey: [] }, { apiKeyHeader: [] }, { session: [] }]

/** One shared response per status that a refusal can have; its description lists the codes. */
function problemResponses() {
  const codesByStatus = Map.groupBy(Object.entries(REFUSALS), ([, { status }]) => status)
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const responses = [...codesByStatus].map(([status, refusals]) => {
    const description = refusals.map(([code, { en }]) => `\`${code}\`: ${en[0]}`).join('; ')
    return [`Problem${status}`, { description, content, ...(status === 429 ? { headers: QUOTA_HEADERS } : {}) }]
  })
  return {
    Problem: { description: 'Any other problem', content },
    ExternalFailure: {
      description: "What was wrong, as WHAZING's clients read it",
      content: { 'application/json': { schema: EXTERNAL_FAILURE } },
    },
    ...Object.fromEntries(responses),
  }
}

const EXTERNAL_FAILURE = {
  type: 'object',
  required: ['error', 'message', 'code', 'requestId'],
  properties: {
    error: { type: 'string', description: 'The sentence; on a 409 of /createticket the active ticket, as JSON.' },
    message: { type: 'string', description: 'What happened and what to do.' },
    code: { type: 'string', description: 'Stable: use it in your program.' },
    requestId: { type: 'string', description: "Also in Recado's log, in the line of this request." },
  },
} as const

const QUOTA_HEADERS = {
  'retry-after': { schema: { type: 'integer' }, description: 'Seconds to wait.' },
  'ratelimit-limit': { schema: { type: 'integer' } },
  'ratelimit-remaining': { schema: { type: 'integer' } },
  'ratelimit-reset': { schema: { type: 'integer' }, description: 'Seconds until the count starts again.' },
}

const IDEMPOTENCY_HEADERS = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'Send the request again with the same key and get the first response again, for 24 hours.',
    },
  },
}

function describeRoute(schema: FastifySchema | undefined, url: string, route: RouteOptions): FastifySchema {
  const isExternal = url.startsWith(EXTERNAL_PATH)
  if (!(url.startsWith('/api/') || isExternal) || schema?.hide) return { hide: true }
  if (!schema?.operationId) throw new Error(`${route.method} ${url}: a route of the API needs an operationId`)
  return {
    ...schema,
    ...(route.config?.idempotent ? { headers: IDEMPOTENCY_HEADERS } : {}),
    security: schema.security ?? (isExternal ? BY_TOKEN : route.config?.isPublic ? [] : BY_ANYBODY_KNOWN),
  }
}

function finish(document: OpenapiDocument): OpenapiDocument {
  const schemas = { ...document.components.schemas, Problem: problemWithCodes() }
  hoistNamed(document.paths, schemas)
  document.components.schemas = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)))
  const seen = new Set<string>()
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of Object.values(item)) {
      const id = operation.operationId ?? ''
      if (seen.has(id)) throw new Error(`${path}: the operationId ${id} is used twice`)
      seen.add(id)
      for (const parameter of operation.parameters ?? []) {
        letDefaultBeLeftOut(parameter)
        describeParameter(parameter, path)
      }
      if (path.startsWith(EXTERNAL_PATH)) {
        for (const status of ['400', '403', '429', 'default']) {
          operation.responses[status] ??= { $ref: '#/components/responses/ExternalFailure' }
        }
        continue
      }
      for (const status of problemsOf(operation)) {
        operation.responses[status] ??= { $ref: `#/components/responses/Problem${status}` }
      }
      operation.responses.default ??= { $ref: '#/components/responses/Problem' }
    }
  }
  foldUnnamed(document)
  return document
}

/** A status that no operation names is told of where every operation refers to for the rest. */
function foldUnnamed({ components, paths }: OpenapiDocument): void {
  const { responses = {} } = components as { responses?: Record<string, { description: string }> }
  const text = JSON.stringify(paths)
  for (const name of Object.keys(responses)) {
    if (text.includes(`"#/components/responses/${name}"`)) continue
    const { description } = responses[name]!
    const rest = responses.Problem!
    responses.Problem = { ...rest, description: `${rest.description}; ${name.slice('Problem'.length)} ${description}` }
    delete responses[name]
  }
}

/** For the handler a property with a default is always there, and its type says so; the caller may leave it out. */
function letDefaultBeLeftOut(parameter: Record<string, unknown>): void {
  const { schema } = parameter as { schema?: { default?: unknown } }
  if (parameter.in === 'query' && schema?.default !== undefined) parameter.required = false
}

function problemWithCodes() {
  const { $id: _, properties, ...rest } = JSON.parse(JSON.stringify(Problem))
  return { ...rest, properties: { ...properties, code: { ...properties.code, enum: Object.keys(REFUSALS) } } }
}

function problemsOf({ security, parameters = [], requestBody }: Operation): number[] {
  const takesInput = parameters.length > 0 || requestBody !== undefined
  const isGuarded = security !== undefined && security.length > 0
  const namesSomething = parameters.some(parameter => parameter.in === 'path')
  return [
    ...(takesInput ? [400] : []),
    ...(isGuarded ? [401, 403] : []),
    ...(namesSomething ? [404] : []),
    ...(requestBody === undefined ? [] : [409, 422]),
    429,
  ]
}
