import type { Emulation } from '../emulation.ts'
import { type BusinessAccount, type Flow, isObject, type World } from '../world/state.ts'
import { FLOW, onlyFields } from './fields.ts'
import { GraphError, invalid, type Json, missing, unknownObject } from './graph-error.ts'
import { accountAt, baseUrlOf, type GraphRequest, type On, success } from './graph-route.ts'
import { isMultipart, readForm } from './multipart.ts'
import { pageOf } from './paging.ts'

/** Flows: forms that a customer fills in the chat. Their JSON is kept and looked at lightly, not run. */
export function flowRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation
  const flowAt = (request: GraphRequest) => {
    const found = findFlow(world, request.params.id)
    if (!found) throw unknownObject(request.method, request.params.id)
    return found
  }

  on('GET', '/:id/flows', ({ request, parameters }) => {
    const flows = [...accountAt(emulation, request).flows.values()]
    return pageOf(
      request,
      flows.map(flow => onlyFields(describeFlow(flow, baseUrlOf(request)), parameters.fields, FLOW)),
    )
  })

  on('POST', '/:id/flows', async ({ request, parameters }) => {
    const account = accountAt(emulation, request)
    const given: Json = isMultipart(request.body) ? Object.fromEntries(await readForm(request.body)) : parameters
    return createFlow(world, account, { ...parameters, ...given })
  })

  on('GET', '/:id/assets', ({ request }) => {
    const { flow } = flowAt(request)
    const download_url = `${baseUrlOf(request)}/${flow.id}/flow.json`
    return pageOf(request, [{ name: 'flow.json', asset_type: 'FLOW_JSON', download_url }])
  })

  on('GET', '/:id/flow.json', ({ request }) => flowAt(request).flow.json)

  on('POST', '/:id/assets', async ({ request }) => {
    const { flow } = flowAt(request)
    if (flow.status === 'DEPRECATED') throw new GraphError(139002, 'A deprecated Flow cannot be changed.')
    const file = (await readForm(request.body)).get('file')
    if (!(file instanceof File)) throw missing('file')
    const problems = setJson(flow, await file.text())
    return { success: true, validation_errors: problems }
  })

  on('POST', '/:id/publish', ({ request }) => {
    const { flow } = flowAt(request)
    if (problemsOf(flow.json).length > 0) {
      throw new GraphError(139002, undefined, { message: '(#139002) Publishing Flow in invalid state' })
    }
    flow.status = 'PUBLISHED'
    return success
  })

  on('POST', '/:id/deprecate', ({ request }) => {
    const { flow } = flowAt(request)
    if (flow.status !== 'PUBLISHED') throw new GraphError(139003, 'Only a published Flow can be deprecated.')
    flow.status = 'DEPRECATED'
    return success
  })
}

function createFlow(world: World, account: BusinessAccount, parameters: Json): Json {
  const { name, categories, flow_json, endpoint_uri, publish } = parameters
  if (typeof name !== 'string' || name === '') throw missing('name')
  if ([...account.flows.values()].some(flow => flow.name === name)) {
    throw new GraphError(100, undefined, { subcode: 4016019, message: `(#100) There is a Flow named ${name} already.` })
  }
  const flow: Flow = {
    id: world.ids.flowId(),
    name,
    categories: categoriesOf(categories),
    status: 'DRAFT',
    json: {},
    endpointUri: typeof endpoint_uri === 'string' ? endpoint_uri : null,
  }
  const problems = flow_json === undefined ? [] : setJson(flow, flow_json)
  if ((publish === true || publish === 'true') && problems.length === 0) flow.status = 'PUBLISHED'
  account.flows.set(flow.id, flow)
  return { id: flow.id, success: true, ...(flow_json !== undefined && { validation_errors: problems }) }
}

function categoriesOf(given: unknown): string[] {
  const list = typeof given === 'string' && given.startsWith('[') ? (JSON.parse(given) as unknown) : given
  if (list === undefined) return ['OTHER']
  if (!Array.isArray(list) || list.length === 0) throw invalid('categories must be a list.')
  return list.map(String)
}

function setJson(flow: Flow, given: unknown): Json[] {
  const json = typeof given === 'string' ? parsed(given) : given
  if (!isObject(json)) {
    return [{ error: 'INVALID_JSON', error_type: 'JSON_SCHEMA_ERROR', message: 'The Flow is not a JSON object.' }]
  }
  flow.json = json
  return problemsOf(json)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemsOf(json: Json): Json[] {
  const problem = (message: string) => ({ error: 'INVALID_PROPERTY_VALUE', error_type: 'FLOW_JSON_ERROR', message })
  return [
    ...(typeof json.version === 'string' ? [] : [problem('The property "version" is required.')]),
    ...(Array.isArray(json.screens) && json.screens.length > 0 ? [] : [problem('A Flow needs at least one screen.')]),
  ]
}

export function findFlow(world: World, id: string): { account: BusinessAccount; flow: Flow } | undefined {
  for (const account of world.accounts.values()) {
    const flow = account.flows.get(id)
    if (flow) return { account, flow }
  }
  return undefined
}

export function updateFlow(flow: Flow, parameters: Json): Json {
  const { name, categories, endpoint_uri } = parameters
  if (typeof name === 'string' && name !== '') flow.name = name
  if (categories !== undefined) flow.categories = categoriesOf(categories)
  if (typeof endpoint_uri === 'string') flow.endpointUri = endpoint_uri
  return success
}

export function deleteFlow({ account, flow }: { account: BusinessAccount; flow: Flow }): Json {
  if (flow.status !== 'DRAFT') throw new GraphError(139004, 'Only a draft can be deleted.')
  account.flows.delete(flow.id)
  return success
}

export function describeFlow(flow: Flow, baseUrl: string): Json {
  return {
    id: flow.id,
    name: flow.name,
    status: flow.status,
    categories: flow.categories,
    validation_errors: Object.keys(flow.json).length > 0 ? problemsOf(flow.json) : [],
    json_version: String(flow.json.version ?? '7.0'),
    ...(flow.endpointUri && { endpoint_uri: flow.endpointUri }),
    preview: { preview_url: `${baseUrl}/${flow.id}/flow.json`, expires_at: '2099-01-01T00:00:00+0000' },
  }
}
