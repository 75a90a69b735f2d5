/** What the reference and the Postman collection show runs exactly as it is written there. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type ExternalStage, startExternalStage } from '../../test/harness/external.ts'
import { textOf } from '../../test/harness/stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is what it asserts
type Json = any

const DOCS = new URL('../../../docs/', import.meta.url)

let external: ExternalStage
let { stage, company, call, newNumber, latest } = {} as ExternalStage

before(async () => {
  external = await startExternalStage()
  ;({ stage, company, call, newNumber, latest } = external)
})
after(() => external[Symbol.asyncDispose]())

/** Replaces ids and numbers of the documents by ones that exist here. */
async function asDocumented(): Promise<(text: string) => string> {
  const number = newNumber()
  await company.post(textOf('Oi', { waId: number, name: 'Documentada' }))
  const ticket = await latest(number)
  const later = { number, body: 'depois', sendAt: Date.now() + 3_600_000 }
  const { scheduleId } = (await call('POST', '/schedulemessage', later)).body
  return text =>
    text
      .replaceAll('5511999990001', number)
      .replaceAll('9561', String(ticket.id))
      .replace(/"scheduleId": 77/, `"scheduleId": ${scheduleId}`)
      .replace(/"queueId": ("?)\d+/, `"queueId": $1${company.support}`)
      .replace(/"userId": \d+/, `"userId": ${company.bia.id}`)
}

/** A request that names a missing tag, stage or contact gets a 404 with a sentence; an active ticket gives a 409. */
function requireAnswered(name: string, answer: { status: number; body: Json }): void {
  assert.ok(
    answer.status < 400 || [404, 409].includes(answer.status),
    `${name}: ${answer.status} ${JSON.stringify(answer.body)}`,
  )
  assert.notEqual(answer.body?.code, 'route_not_found', name)
}

test('every request of the Postman collection runs as it is written', async () => {
  const asHere = await asDocumented()
  const collection = JSON.parse(readFileSync(new URL('whazing-api.postman_collection.json', DOCS), 'utf8'))
  for (const { name, request } of collection.item) {
    if (request.url.path[0] === 'params') continue
    const path = asHere(request.url.path.map((part: string) => (part === ':id' ? '9561' : part)).join('/'))
    requireAnswered(
      name,
      await call(request.method, path === '' ? '' : `/${path}`, request.body && asHere(request.body.raw)),
    )
  }
})

test('the reference has a request for each route, in both languages, and each runs', async () => {
  const line = /^call (\w+) +(\S+)(?: +'(.*)')?$/gm
  const [english, portuguese] = ['whazing-api.md', 'whazing-api.pt-BR.md'].map(page =>
    [...readFileSync(new URL(page, DOCS), 'utf8').matchAll(line)].map(found => found.slice(0, 4)),
  )
  assert.deepEqual(portuguese, english)
  const routes = Object.entries((await (await fetch(`${stage.url}/api/v1/openapi.json`)).json()).paths as Json)
    .filter(([path]) => path.startsWith('/v1/api/external/'))
    .flatMap(([path, methods]) =>
      Object.keys(methods as Json).map(
        method => `${method.toUpperCase()} ${path.replace('/v1/api/external/{apiId}', '').replace('{id}', '') || '/'}`,
      ),
    )
  const named = english!.map(([, method, path]) => `${method} ${path!.replaceAll('"', '').replace(/\?.*|\d+/g, '')}`)
  for (const route of routes) assert.ok(named.includes(route), `${route} has no request in the reference`)
  const asHere = await asDocumented()
  for (const [all, method, path, body] of english!) {
    if (path!.includes('/params')) continue
    requireAnswered(all!, await call(method!, asHere(path!.replaceAll('"', '')), body && asHere(body)))
  }
})
