/** WHAZING's API on a stage: two companies, a door to the first one's channel, and calls as its clients make them. */

import { eventually } from './eventually.ts'
import { type ScriptedReceiver, startReceiver } from './receiver.ts'
import type { Company, Stage } from './stage.ts'
import { OTHER_PHONE_NUMBER_ID, startStage } from './stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of a response is what it asserts
type Json = any

export interface ExternalStage extends AsyncDisposable {
  stage: Stage
  company: Company
  other: Company
  receiver: ScriptedReceiver
  door: { id: number; address: string; token: string }
  /** A form is sent as a form, a string as it is, everything else as JSON. */
  call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; headers: Headers; body: Json }>
  /** Waits until the emulator has got this text. */
  sent: (text: string) => Promise<unknown>
  /** The events told of a ticket so far. */
  eventsOf: (ticketId: number) => Json[]
  newNumber: () => string
  /** The newest ticket of a number; waits until there is one. */
  latest: (number: string) => Promise<Json>
}

export async function startExternalStage(): Promise<ExternalStage> {
  await using starting = new AsyncDisposableStack()
  const stage = starting.use(await startStage())
  const company = await stage.company()
  const other = await stage.company('Outra', OTHER_PHONE_NUMBER_ID)
  const receiver = starting.use(await startReceiver())
  await company.endpoint(receiver.url)
  const door = await company.make('POST', '/external-apis', { channelId: company.channel.id, name: 'n8n' })
  let lastNumber = 5_531_988_000_000

  const call: ExternalStage['call'] = async (method, path, body, given = {}) => {
    const isForm = body instanceof FormData
    const headers = {
      authorization: `Bearer ${door.token}`,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...given,
    }
    const url = `${stage.url}${new URL(door.address).pathname}${path}`
    const text = isForm || typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: text as string }) })
    const result = await response.text()
    return { status: response.status, headers: response.headers, body: result === '' ? null : JSON.parse(result) }
  }
  const running = starting.move()
  return {
    stage,
    company,
    other,
    receiver,
    door,
    call,
    sent: text =>
      eventually(() =>
        stage.emulator.control.outbound().find(message => (message.request as Json).text?.body === text),
      ),
    eventsOf: ticketId =>
      receiver.requests.map(request => request.json() as Json).filter(body => body.ticket?.id === ticketId),
    newNumber: () => String(++lastNumber),
    latest: number =>
      eventually(async () => {
        const result = await call('POST', '/showticket', { number })
        return result.status === 200 ? result.body : undefined
      }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
