/**
 * `npm run load`: the whole program under load, and the proof that nothing is lost, doubled or out of order. Customers, WhatsApp and
 * the receiver are in this process.
 *
 *   npm run load -- --rate 300 --seconds 60 --channels 4 --people 1500 --seed 7
 *
 * sends by WHAZING's API; a WhatsApp number takes 80 messages a second, so 300 need four.
 *
 *   npm run load -- --files 1000 --people 40
 *
 * has customers send files to two processes that share a database and a bucket.
 *
 *   npm run load -- --videos 50 --endpoints 20
 *
 * measures the memory that files in bodies need (videos.ts).
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { demoDefaults } from '@recado/whatsapp-emulator'
import { startReceiver } from '../harness/receiver.ts'
import { startS3 } from '../harness/s3.ts'
import { PHONE_NUMBER_ID, startStage } from '../harness/stage.ts'
import { runFilesLoad } from './files-load.ts'
import { type Door, runSendLoad } from './send-load.ts'
import { runVideoLoad } from './videos.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '60' },
    channels: { type: 'string', default: '4' },
    people: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '7' },
    files: { type: 'string' },
    videos: { type: 'string' },
    endpoints: { type: 'string', default: '20' },
  },
})
const say = (line: string) => console.log(line)
if (values.videos !== undefined)
  await runVideoLoad({ videos: Number(values.videos), endpoints: Number(values.endpoints), say })
else if (values.files !== undefined) await loadFiles(Number(values.files))
else await loadSends()

async function loadFiles(messages: number): Promise<void> {
  await using bucket = await startS3()
  const secret = { RECADO_SECRET_KEY: randomBytes(32).toString('base64') }
  await using stage = await startStage({ env: { ...bucket.env, ...secret } })
  await using other = await stage.another()
  await using receiver = await startReceiver()
  const company = await stage.company()
  await company.endpoint(receiver.url)
  const people = Math.min(Number(values.people), messages)
  console.log(`${messages} files of ${people} people to two processes`)
  const { seconds, faults } = await runFilesLoad({
    emulator: stage.emulator,
    company,
    phoneNumberId: PHONE_NUMBER_ID,
    urls: [stage.url, other.url],
    receiver,
    messages,
    people,
    quiet: () => stage.quiet({ timeoutMs: 600_000, everyMs: 100 }),
  })
  for (const fault of faults.slice(0, 20)) console.log(fault)
  console.log(
    `After ${seconds.toFixed(1)} s: ${faults.length === 0 ? 'all arrived once, in order, with their files' : `${faults.length} FAULTS`}.`,
  )
  process.exitCode = faults.length === 0 ? 0 : 1
}

async function loadSends(): Promise<void> {
  const [rate, seconds, channels, people, seed] = ['rate', 'seconds', 'channels', 'people', 'seed'].map(name =>
    Number(values[name as keyof typeof values]),
  ) as [number, number, number, number, number]

  const numberOf = (index: number) => String(420_000_000_000_002 + index)
  const numbers = Array.from({ length: channels }, (_, index) => ({
    ...demoDefaults,
    phoneNumberId: numberOf(index),
    displayPhoneNumber: `5511400200${String(index).padStart(2, '0')}`,
  }))
  await using stage = await startStage({ emulator: { numbers } })
  await using receiver = await startReceiver()
  const doors: Door[] = []
  for (let index = 0; index < channels; index++) {
    const company = await stage.company(`Loja ${index}`, numberOf(index))
    await company.endpoint(receiver.url)
    const given = { channelId: company.channel.id, name: 'load', requestsPerMinute: 60_000 }
    const door = await company.make('POST', '/external-apis', given)
    doors.push({ path: new URL(door.address).pathname, token: door.token })
  }
  const { pid } = stage.program.process
  const before = cpuSeconds(pid)
  console.log(`${rate} sends/s for ${seconds} s to ${channels} x ${people} people (seed ${seed})`)
  const result = await runSendLoad({
    stage,
    receiver,
    doors,
    rate,
    seconds,
    people,
    seed,
    say: line => console.log(line),
  })
  const { lost, doubled, ...figures } = result
  const usedMs = ((cpuSeconds(pid) - before) / figures.sends) * 1_000
  console.log(JSON.stringify({ ...figures, serverCpuMsPerSend: Number(usedMs.toFixed(2)) }, null, 2))
  for (const problem of [...lost, ...doubled].slice(0, 20)) console.log(problem)
  const isWhole = lost.length + doubled.length === 0
  console.log(isWhole ? 'None is lost, none is doubled.' : `LOST ${lost.length}, DOUBLED ${doubled.length}`)
  process.exitCode = isWhole ? 0 : 1
}

/** Of the program itself, without PostgreSQL; Linux only. */
function cpuSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}
