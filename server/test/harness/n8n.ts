/**
 * The part of n8n that its nodes see: the package as `npm pack` makes it, a stand-in for n8n-workflow, and the functions that n8n
 * passes to a node. n8n itself is more than a gigabyte. The stand-in behaves like n8n: static data is read for each request and
 * written after it, and a workflow that responds with its last node responds 500 when it fails.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { tempFolder } from './temp-folder.ts'

// biome-ignore lint/suspicious/noExplicitAny: the package is what is tested, so nothing of it is taken for granted
type Loose = any

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** What the nodes use of n8n-workflow at run time. */
const N8N_WORKFLOW = `
class NodeOperationError extends Error {
  constructor(node, error, options = {}) {
    super(options.message ?? (typeof error === 'string' ? error : error.message))
    Object.assign(this, { node, description: options.description ?? null, context: { itemIndex: options.itemIndex } })
  }
}
class NodeApiError extends NodeOperationError {
  constructor(node, response, options = {}) {
    super(node, options.message ?? response.message ?? 'unknown', options)
    this.httpCode = options.httpCode ?? null
  }
}
module.exports = { NodeConnectionTypes: { Main: 'main' }, NodeOperationError, NodeApiError }
`

export interface N8nPackage extends AsyncDisposable {
  folder: string
  manifest: Loose
  files: string[]
  Recado: Loose
  RecadoTrigger: Loose
  RecadoApi: Loose
}

/** Builds and packs the package, unpacks it as n8n would install it, and loads its classes as n8n does. */
export async function loadN8nPackage(): Promise<N8nPackage> {
  await using stack = new AsyncDisposableStack()
  const { path } = stack.use(tempFolder())
  const run = promisify(execFile)
  const args = ['pack', '-w', 'n8n-nodes-recado', '--json', '--pack-destination', path]
  const { stdout } = await run('npm', args, { cwd: ROOT, maxBuffer: 8_000_000 })
  // The build's own lines come before the JSON.
  const packed: Loose = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m))))[0]
  await run('tar', ['-xzf', join(path, packed.filename), '-C', path])
  const folder = join(path, 'package')
  const stoodIn = join(folder, 'node_modules', 'n8n-workflow')
  mkdirSync(stoodIn, { recursive: true })
  writeFileSync(join(stoodIn, 'index.js'), N8N_WORKFLOW)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const require = createRequire(join(folder, 'package.json'))
  const load = (file: string) => require(join(folder, file))
  const [credential] = manifest.n8n.credentials
  const [node, trigger] = manifest.n8n.nodes
  const whole = stack.move()
  return {
    folder,
    manifest,
    files: packed.files.map((file: Loose) => file.path),
    Recado: load(node).Recado,
    RecadoTrigger: load(trigger).RecadoTrigger,
    RecadoApi: load(credential).RecadoApi,
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}

export interface Credential {
  baseUrl: string
  apiKey: string
}

/** What every kind of node's functions have. */
function common(credential: Credential) {
  return {
    getNode: () => ({ name: 'Recado' }),
    getCredentials: async () => credential,
    helpers: {
      /** Uses the credential's `authenticate`; no status is an error if the node asks for that. */
      async httpRequestWithAuthentication(_name: string, options: Loose) {
        const url = new URL(options.url)
        for (const [name, value] of Object.entries(options.qs ?? {})) {
          for (const one of [value].flat()) url.searchParams.append(name, String(one))
        }
        const isBinary = Buffer.isBuffer(options.body)
        const response = await fetch(url, {
          method: options.method,
          headers: {
            ...(options.body === undefined || isBinary ? {} : { 'content-type': 'application/json' }),
            ...options.headers,
            authorization: `Bearer ${credential.apiKey}`,
          },
          ...(options.body === undefined ? {} : { body: isBinary ? options.body : JSON.stringify(options.body) }),
        })
        const text = await response.text()
        if (!options.ignoreHttpStatusErrors && !response.ok) throw new Error(`status ${response.status}`)
        return { statusCode: response.status, body: text === '' ? '' : JSON.parse(text) }
      },
    },
  }
}

/** Runs the action node once, with an item for each set of parameters. */
export async function execute(
  node: Loose,
  credential: Credential,
  items: Record<string, unknown>[],
  {
    continueOnFail = false,
    binary,
  }: { continueOnFail?: boolean; binary?: { bytes: Buffer; fileName: string; mimeType: string } } = {},
): Promise<Loose[]> {
  const base = common(credential)
  const functions = {
    ...base,
    getInputData: () => items.map(() => ({ json: {} })),
    getNodeParameter: (name: string, item: number, fallback?: unknown) => items[item]![name] ?? fallback,
    continueOnFail: () => continueOnFail,
    helpers: {
      ...base.helpers,
      assertBinaryData: () => binary,
      getBinaryDataBuffer: async () => binary!.bytes,
      returnJsonArray: (data: Loose) => [data].flat().map(json => ({ json })),
      constructExecutionMetaData: (data: Loose[], { itemData }: Loose) =>
        data.map(one => ({ ...one, pairedItem: itemData })),
    },
  }
  const [found] = await node.execute.call(functions)
  return found
}

export function choices(node: Loose, credential: Credential, method: string, parameters: Record<string, unknown> = {}) {
  const functions = { ...common(credential), getCurrentNodeParameter: (name: string) => parameters[name] }
  return node.methods.loadOptions[method].call(functions)
}

export interface Workflow extends AsyncDisposable {
  url: string
  /** The static data that n8n keeps in its database. */
  staticData: Loose
  parameters: Record<string, unknown>
  /** Runs that began, with the item of the trigger. */
  runs: Loose[]
  /** The work of a run; it fails by throwing. */
  work: (item: Loose) => Promise<void>
  activate: (mode?: 'trigger' | 'manual') => Promise<void>
  deactivate: (mode?: 'trigger' | 'manual') => Promise<void>
}

/** A workflow that begins with the trigger, behind n8n's web server. */
export async function startWorkflow(
  trigger: Loose,
  credential: Credential,
  parameters: Record<string, unknown>,
): Promise<Workflow> {
  const functionsOf = (staticData: Loose, mode: string) => ({
    ...common(credential),
    getMode: () => mode,
    getNodeParameter: (name: string, fallback?: unknown) => workflow.parameters[name] ?? fallback,
    getNodeWebhookUrl: () => `${workflow.url}/${mode === 'manual' ? 'webhook-test' : 'webhook'}`,
    getWorkflow: () => ({ id: 'w1', name: 'Atendimento' }),
    getWorkflowStaticData: () => staticData,
  })
  const server = createServer(async (incoming, response) => {
    const rawBody = await buffer(incoming)
    const staticData = structuredClone(workflow.staticData)
    const mode = incoming.url?.startsWith('/webhook-test') ? 'manual' : 'webhook'
    const functions = {
      ...functionsOf(staticData, mode),
      getHeaderData: () => incoming.headers,
      getRequestObject: () => Object.assign(incoming, { rawBody }),
      getResponseObject: () => response,
    }
    try {
      const result = await trigger.webhook.call(functions)
      workflow.staticData = staticData
      if (result.noWebhookResponse) return
      const [[item]] = result.workflowData
      workflow.runs.push(item.json)
      const work = workflow.work(item.json)
      if (workflow.parameters.respond === 'onReceived') work.catch(() => {})
      else await work
      response.writeHead(200).end()
    } catch (error) {
      response.writeHead(500).end(JSON.stringify({ message: String(error) }))
    }
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const hook = (method: string, mode: string) =>
    trigger.webhookMethods.default[method].call(functionsOf(workflow.staticData, mode))
  const workflow: Workflow = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    staticData: {},
    parameters,
    runs: [],
    work: async () => {},
    async activate(mode = 'trigger') {
      if (!(await hook('checkExists', mode))) await hook('create', mode)
    },
    deactivate: (mode = 'trigger') => hook('delete', mode),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
  return workflow
}
