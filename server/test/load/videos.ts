/**
 * `npm run load -- --videos 50 --endpoints 20`: files of 8 MB (the largest that go into a body) by WhatsApp to endpoints that want them
 * as base64, and what memory the program needs for it: while they come in and go out, and once more when it starts with the backlog.
 */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Db } from '../../src/base/db/db.ts'
import { eventually } from '../harness/eventually.ts'
import { EMULATOR_APP_SECRET, PHONE_NUMBER_ID, startStage } from '../harness/stage.ts'

const MB = 1_024 * 1_024

export interface VideoLoad {
  videos: number
  endpoints: number
  say: (line: string) => void
}

export async function runVideoLoad({ videos, endpoints, say }: VideoLoad): Promise<void> {
  await using stage = await startStage()
  await using receiver = await startSink()
  const company = await stage.company('Padaria', PHONE_NUMBER_ID, EMULATOR_APP_SECRET)
  stage.emulator.control.setCallback(stage.url + company.channel.path, company.channel.verifyToken)
  for (let n = 0; n < endpoints; n++) {
    const switches = { received: true, open: true, pending: true, mediaBase64: true }
    const settings = { payloadVersion: 2, switches, timeoutMs: 60_000 }
    await company.endpoint(`${receiver.url}/${n}`, settings)
  }
  const bytes = Buffer.alloc(8 * MB, 7)
  bytes.write('\0\0\0\x18ftypisom', 'latin1')
  const peak = () => Math.round(Number(/VmHWM:\s+(\d+)/.exec(statusOf(stage.program.process.pid))?.[1]) / 1_024)
  const write = (count: number) => {
    for (let n = 0; n < count; n++) {
      const { id } = stage.emulator.control.storeMedia(bytes, 'video/mp4', `${n}.mp4`)
      const from = { phone: `+55319876${String(n % 10).padStart(5, '0')}`, name: `Cliente ${n % 10}` }
      stage.emulator.control.write({ from, type: 'video', media: { mediaId: id } })
    }
  }
  const posted = async (bodies: number) => {
    const since = performance.now()
    await eventually(() => receiver.taken.size >= bodies, { timeoutMs: 1_800_000, everyMs: 500 })
    const seconds = (performance.now() - since) / 1_000
    return `${bodies} bodies of 11 MB posted in ${seconds.toFixed(0)} s`
  }
  say(`at rest: ${peak()} MB`)

  write(videos)
  say(`as they come in: ${await posted(videos * endpoints)}, peak ${peak()} MB`)

  // Nobody answers, so all of it waits; the program ends before the first time-out.
  receiver.holds = true
  write(videos)
  await eventually(async () => (await told(stage.db)) >= 2 * videos, { timeoutMs: 600_000, everyMs: 500 })
  await stage.kill()
  receiver.holds = false
  receiver.taken.clear()
  await stage.start()
  say(`after a restart with all of it waiting: ${await posted(videos * endpoints)}, peak ${peak()} MB`)
}

async function told(db: Db): Promise<number> {
  const [row] = await db<{ n: number }[]>`select count(*)::int as n from events where type = 'message'`
  return row!.n
}

/** Reads bodies and forgets them. */
async function startSink() {
  const taken = new Set<string>()
  const sink = { url: '', holds: false, taken }
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    if (sink.holds) return
    // Also one that went without its bytes, because the file had not come in time.
    if (request.headers['recado-event'] === 'message') taken.add(String(request.headers['webhook-id']))
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  sink.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(sink, {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
}

const statusOf = (pid: number | undefined) => readFileSync(`/proc/${pid}/status`, 'utf8')
