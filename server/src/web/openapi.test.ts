import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifySchema } from 'fastify'
import { accessPlugin, accessRoutes, openAccess, sessionRoutes } from '../access/index.ts'
import { openDb } from '../base/db/db.ts'
import { createLog } from '../base/log.ts'
import { keyring } from '../base/seal.ts'
import { createHttp, type Http } from './http.ts'
import { OPENAPI_PATH, type OpenapiDocument, openapiPlugin } from './openapi.ts'

const published = (): OpenapiDocument =>
  JSON.parse(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8'))

async function describe(addRoutes?: (app: Http) => void): Promise<OpenapiDocument> {
  // It is never used, because a pool connects with its first statement.
  await using db = openDb({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
  const access = openAccess({
    db,
    log: createLog('silent'),
    keyring: keyring([Buffer.alloc(32)]),
    publicUrl: 'http://127.0.0.1',
    dataDir: '/nowhere',
  })
  const app = createHttp({ log: createLog('silent') })
  await app.register(openapiPlugin, { version: '1.2.3' })
  await app.register(sessionRoutes(access), { prefix: '/api/auth' })
  await app.register(
    async api => {
      await api.register(accessPlugin, access)
      await api.register(accessRoutes(access))
    },
    { prefix: '/api/v1' },
  )
  addRoutes?.(app)
  await app.ready()
  app.swagger()
  const answer = await app.inject(OPENAPI_PATH)
  await app.close()
  return answer.json()
}

test('the document is OpenAPI 3.1 and complete: operationId, tag, responses and security everywhere', async () => {
  const document = await describe()
  assert.equal(document.openapi, '3.1.0')
  assert.equal(document.info.version, '1.2.3')
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
  )
  assert.ok(operations.length > 10)
  const ids = operations.map(({ operation }) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length)
  for (const { name, path, operation } of operations) {
    assert.match(operation.operationId ?? '', /^[a-z][a-zA-Z]+$/, name)
    assert.equal(operation.tags?.length, 1, name)
    assert.ok(Array.isArray(operation.security), name)
    assert.ok(
      Object.keys(operation.responses).some(status => status.startsWith('2')),
      name,
    )
    assert.ok(operation.responses['429'] && operation.responses.default, name)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
    const declared = (operation.parameters ?? []).filter(({ in: place }) => place === 'path').map(({ name }) => name)
    assert.deepEqual(declared, inPath, name)
  }
})

test('every reference leads somewhere', async () => {
  const document = await describe()
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(match => match[1] as string)
  assert.ok(references.length > 0)
  for (const reference of new Set(references)) {
    const target = reference
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document)
    assert.ok(target, reference)
  }
})

test('open routes say so, guarded ones name how to sign in, idempotent ones take the key', async () => {
  const { paths } = await describe(app => {
    app.post('/api/v1/things', { config: { idempotent: true }, schema: { operationId: 'createThing' } }, async () => 1)
  })
  assert.deepEqual(paths['/api/v1/setup']?.post?.security, [])
  assert.deepEqual(paths['/api/auth/change-password']?.post?.security, [{ session: [] }])
  assert.deepEqual(paths['/api/v1/things']?.post?.security, [{ apiKey: [] }, { apiKeyHeader: [] }, { session: [] }])
  const headers = paths['/api/v1/things']?.post?.parameters?.filter(parameter => parameter.in === 'header')
  assert.deepEqual(
    headers?.map(header => header.name),
    ['idempotency-key'],
  )
  assert.equal(paths['/api/v1/openapi.json'], undefined)
})

test('a route of the API without an operationId, or with one in use, is a mistake of ours', async () => {
  const add = (schema: FastifySchema) => (app: Http) => void app.get('/api/v1/things', { schema }, async () => 1)
  await assert.rejects(describe(add({})), /needs an operationId/)
  await assert.rejects(describe(add({ operationId: 'getMe' })), /used twice/)
})

/** What the recommended rules of the linters of OpenAPI look at, in the document that is published. */
test('every operation names a failure, every component has a user, and no two paths are one', () => {
  const document = published()
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  )
  assert.ok(operations.length > 150)
  for (const { name, operation } of operations) {
    assert.ok(
      Object.keys(operation.responses).some(status => status.startsWith('4')),
      `${name} names no failure`,
    )
    assert.ok((operation as { summary?: string }).summary, `${name} has no summary`)
    for (const scheme of operation.security?.flatMap(Object.keys) ?? assert.fail(name)) {
      assert.ok(document.components.securitySchemes?.[scheme], `${name}: ${scheme}`)
    }
    const places = (operation.parameters ?? []).map(one => `${one.in} ${one.name}`)
    assert.equal(new Set(places).size, places.length, `${name} has a parameter twice`)
    for (const parameter of (operation.parameters ?? []) as { name: string; description?: string; schema?: object }[]) {
      const words = parameter.description ?? (parameter.schema as { description?: string } | undefined)?.description
      assert.ok(words, `${name}: nothing says what ${parameter.name} is`)
    }
  }
  const text = JSON.stringify(document)
  for (const kind of ['schemas', 'responses', 'parameters', 'headers'])
    for (const name of Object.keys(document.components[kind] ?? {}))
      assert.ok(text.includes(`"$ref":"#/components/${kind}/${name}"`), `nobody uses ${kind}/${name}`)
  const paths = Object.keys(document.paths)
  const shapes = paths.map(path => path.replace(/\{\w+\}/g, '{}'))
  assert.equal(new Set(shapes).size, shapes.length)
  for (const path of paths) assert.ok(path === '/' || !path.endsWith('/'), path)
})

test('what several routes return has a name, so that a client has one type of it', () => {
  const seen = new Map<string, string>()
  for (const [path, item] of Object.entries(published().paths))
    for (const [method, { responses }] of Object.entries(item)) {
      if (!path.startsWith('/api/')) continue
      walk(responses, `${method} ${path}`, (node, place) => {
        const { properties } = node as { properties?: object }
        if (properties === undefined || Object.keys(properties).length < 5) return
        const shape = JSON.stringify(properties)
        assert.equal(seen.get(shape), undefined, `${place} is the same`)
        seen.set(shape, place)
      })
    }
})

test('every example is what its schema says, and an enum has values of its type', () => {
  const document = published()
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema({ $id: 'recado', ...document })
  let examples = 0
  walk(document, 'recado#', (node, place) => {
    const { type, enum: values, properties } = node as { type?: string; enum?: unknown[]; properties?: object }
    if (Array.isArray(values) && typeof type === 'string')
      for (const value of values) assert.equal(typeof value, type === 'integer' ? 'number' : type, place)
    // A property may be called `examples`.
    if (!Array.isArray(node.examples) || !(type ?? properties ?? node.anyOf ?? node.$ref)) return
    const check = ajv.getSchema(place) ?? assert.fail(place)
    for (const example of node.examples) {
      examples++
      assert.ok(check(example), `${place}: ${JSON.stringify(example)}: ${ajv.errorsText(check.errors)}`)
    }
  })
  assert.ok(examples > 25, `${examples} examples`)
})

function walk(node: unknown, place: string, see: (node: Record<string, unknown>, place: string) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) see(node as Record<string, unknown>, place)
  for (const [key, inner] of Object.entries(node)) {
    walk(inner, `${place}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`, see)
  }
}

test('no PATCH has a default in its body, because that would change a field that the caller left out', () => {
  const document = published()
  const bodies = Object.values(document.paths).flatMap(methods => methods.patch?.requestBody ?? [])
  assert.ok(bodies.length > 10)
  const seen = new Set<unknown>()
  for (const waiting: unknown[] = [...bodies]; waiting.length > 0; ) {
    const node = waiting.pop()
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    assert.equal('default' in node, false, JSON.stringify(node))
    if ('$ref' in node) waiting.push(document.components.schemas?.[String(node.$ref).split('/').at(-1)!])
    waiting.push(...Object.values(node))
  }
})
