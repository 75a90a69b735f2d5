/** Measures what another company's customers notice while one company hammers: the time from Meta's post to the receiver. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describeApi } from '../../src/app/web.ts'
import { eventually } from '../harness/eventually.ts'
import { ownPort } from '../harness/own-port.ts'
import { startReceiver } from '../harness/receiver.ts'
import { OTHER_PHONE_NUMBER_ID, signIn, startStage, textOf } from '../harness/stage.ts'
import type { HammerData } from './hammer.ts'

export interface HammerOptions {
  seed: number
  /** Messages of the other company at each door, one after the other. */
  probes: number
  /** How long a door is hammered before the first message. */
  warmUpMs: number
  doors?: readonly string[] | undefined
  say: (line: string) => void
}

export interface DoorResult {
  door: string
  medianMs: number
  worstMs: number
  requests: number
}

export interface HammerResult {
  /** Without a hammer, before everything. */
  baseline: DoorResult
  doors: DoorResult[]
  /** The process that was hammered is still the one that was started. */
  isAlive: boolean
}

const RUN_UP = 10

export async function runHammer({ seed, probes, warmUpMs, doors, say }: HammerOptions): Promise<HammerResult> {
  await using stage = await startStage({ env: { API_REQUESTS_PER_MINUTE: '1000000' } })
  await using receiver = await startReceiver()
  const victim = await stage.company('Padaria')
  await victim.endpoint(receiver.url, { payloadVersion: 1 })
  const bully = await stage.company('Martelo', OTHER_PHONE_NUMBER_ID)
  const nobody = `http://127.0.0.1:${await ownPort()}`
  // Endpoints that respond, and one where nothing listens.
  await using theirs = await startReceiver()
  await bully.endpoint(theirs.url)
  await bully.endpoint(`${nobody}/`)
  const door = await bully.make('POST', '/external-apis', {
    channelId: bully.channel.id,
    name: 'n',
    requestsPerMinute: 60_000,
  })

  const data: HammerData = {
    ...{ url: stage.url, seed, apiKey: bully.apiKey, email: bully.ana.email, nobody },
    cookie: await signIn(stage.url, bully.ana.email),
    channel: bully.channel,
    door: { apiId: door.apiId, token: door.token },
    document: JSON.parse(JSON.stringify(await describeApi())),
  }
  const worker = new Worker(new URL('hammer.ts', import.meta.url), { workerData: data })
  const ask = async (message: unknown) => {
    worker.postMessage(message)
    return (await once(worker, 'message'))[0]
  }

  let number = 0
  /** Sends one message of a customer of the other company; returns the time until their receiver has it. */
  const probe = async (): Promise<number> => {
    const text = `probe ${seed} ${++number}`
    const from = performance.now()
    const payload = textOf(text)
    // A connection that was idle for too long ends while it is used again; Meta repeats as well.
    await victim.post(payload).catch(() => victim.post(payload))
    await eventually(() => receiver.requests.some(request => request.body.includes(`"${text}"`)), {
      timeoutMs: 60_000,
      everyMs: 2,
    })
    const took = performance.now() - from
    receiver.requests.length = 0
    return took
  }
  const measure = async (name: string, requests: () => Promise<number>): Promise<DoorResult> => {
    const times: number[] = []
    for (let n = 0; n < probes; n++) times.push(await probe())
    times.sort((a, b) => a - b)
    const result = {
      door: name,
      medianMs: times[times.length >> 1]!,
      worstMs: times.at(-1)!,
      requests: await requests(),
    }
    const ms = (value: number) => `${Math.round(value)} ms`.padStart(9)
    say(
      `${name.padEnd(24)} median ${ms(result.medianMs)}  worst ${ms(result.worstMs)}  ${String(result.requests).padStart(7)} requests`,
    )
    return result
  }

  try {
    for (let n = 0; n < RUN_UP; n++) await probe()
    const baseline = await measure('nobody hammers', async () => 0)
    const results: DoorResult[] = []
    for (const name of doors ?? ((await ask('doors')) as string[])) {
      await ask({ door: name })
      await new Promise(done => setTimeout(done, warmUpMs))
      results.push(await measure(name, () => ask('stop')))
    }
    return { baseline, doors: results, isAlive: stage.program.process.exitCode === null }
  } catch (error) {
    throw new Error(`${stage.program.process.exitCode ?? 'alive'}: ${stage.program.log().slice(-4_000)}`, {
      cause: error,
    })
  } finally {
    await worker.terminate()
  }
}
