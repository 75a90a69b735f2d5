/**
 * `npm run load`: sends by WHAZING's API at a rate, against the whole program, and the proof that none is lost or doubled.
 *
 *   npm run load -- --rate 300 --seconds 60 --channels 4 --people 1500 --seed 7
 *
 * A WhatsApp number takes 80 messages a second, so 300 need four. Customers, WhatsApp and the receiver are in this process.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { demoDefaults } from '@recado/whatsapp-emulator'
import { startReceiver } from '../harness/receiver.ts'
import { startStage } from '../harness/stage.ts'
import { type Door, runSendLoad } from './send-load.ts'

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '60' },
    channels: { type: 'string', default: '4' },
    people: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '7' },
  },
})
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

/** Of the program itself, without PostgreSQL; Linux only. */
function cpuSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}
