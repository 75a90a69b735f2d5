/** n8n beside a desk: the packed nodes, a company with a key for them, and customers who write. */
import { eventually } from './eventually.ts'
import { type Credential, execute, loadN8nPackage, type N8nPackage, startWorkflow, type Workflow } from './n8n.ts'
import { type Company, type Stage, startStage, textOf } from './stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

export interface N8nStage extends AsyncDisposable {
  stage: Stage
  company: Company
  n8n: N8nPackage
  credential: Credential
  /** The action node. */
  node: Json
  /** Runs it for one item and returns the result. */
  one: (parameters: Record<string, unknown>) => Promise<Json>
  /** The message at the emulator whose request matches. */
  sentBy: (find: (request: Json) => unknown) => Promise<Json>
  /** A workflow that by default begins with messages of the company's channel. */
  trigger: (parameters?: Record<string, unknown>) => Promise<Workflow>
  newNumber: () => string
  /** A new customer writes; returns their ticket. */
  writes: (text: string) => Promise<Json>
}

export async function startN8nStage(): Promise<N8nStage> {
  await using starting = new AsyncDisposableStack()
  const n8n = starting.use(await loadN8nPackage())
  const stage = starting.use(await startStage())
  const company = await stage.company()
  // With a slash at its end, as people paste it.
  const credential = { baseUrl: `${stage.url}/`, apiKey: company.apiKey }
  const node = new n8n.Recado()
  let lastNumber = 5_531_988_100_000
  const newNumber = () => String(++lastNumber)
  const running = starting.move()
  return {
    stage,
    company,
    n8n,
    credential,
    node,
    async one(parameters) {
      const [item] = await execute(node, credential, [parameters])
      return item.json
    },
    sentBy: find => eventually(() => stage.emulator.control.outbound().find(message => find(message.request))),
    trigger: (parameters = {}) =>
      startWorkflow(new n8n.RecadoTrigger(), credential, {
        source: 'channel',
        channelId: company.channel.id,
        events: ['received'],
        respond: 'lastNode',
        ...parameters,
      }),
    newNumber,
    async writes(text) {
      const number = newNumber()
      await company.post(textOf(text, { waId: number, name: `Cliente ${number}` }))
      return eventually(async () => {
        const { body } = await company.call('GET', '/tickets?limit=200')
        return body.data.find((ticket: Json) => ticket.contact.number === number && ticket.status !== 'closed')
      })
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
