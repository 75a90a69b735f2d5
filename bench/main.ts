/** `npm run bench`: measures Recado and its peers on this machine, in one run, on the same work. README.md says how. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { candidates } from './candidates/index.ts'
import { benchDeliveries } from './deliveries/main.ts'
import { type Measured, measureCandidate } from './measure.ts'
import { type Options, readOptions } from './options.ts'
import { benchPanel } from './panel/main.ts'
import { installPeers } from './peers.ts'
import { printGoals } from './report/goals.ts'
import { readMachine } from './report/machine.ts'
import { writeResults } from './report/results.ts'
import { printTables, type Report } from './report/tables.ts'
import { benchReports } from './reports/main.ts'
import { installServers, isInstalled } from './servers/index.ts'
import { type Sink, startSink } from './sink/start.ts'
import { ENDPOINTS } from './work.ts'

const options = readOptions(process.argv.slice(2))
if (options?.panel !== undefined) await benchPanel(options.panel)
else if (options?.reports !== undefined) await benchReports(options.reports)
else if (options?.deliveries !== undefined) await benchDeliveries(options.deliveries)
else if (options) await bench(options)

async function bench(options: Options): Promise<void> {
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'recado-bench-'))
  chmodSync(folder, 0o755) // PostgreSQL's account has to reach its data
  try {
    await using sink = await startSink({ folder }, { endpoints: ENDPOINTS, fallback: options.nodeSink })
    const reportOf = ({ measured, missing }: Found, repetitions: number): Report => ({
      measured,
      missing,
      options: { ...options, repetitions },
      machine: readMachine(),
      sink: sink.language,
      minutes: Math.round((Date.now() - started) / 60_000),
    })
    // Written after each repetition, so that a run that is cut short has still shown its results.
    const keep = (found: Found, repetitions: number) => {
      if (options.write) writeResults(reportOf(found, repetitions))
    }
    const found = await measureAll({ sink, folder, keep }, options)
    printTables(reportOf(found, options.repetitions))
    printGoals(reportOf(found, options.repetitions))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Found {
  measured: Measured[]
  missing: string[]
}

async function measureAll(
  deps: { sink: Sink; folder: string; keep(found: Found, repetitions: number): void },
  options: Options,
): Promise<Found> {
  const chosen = candidates.filter(({ name }) => options.only.includes(name))
  if (options.installServers) installServers(chosen.flatMap(({ servers }) => servers))
  const here = chosen.filter(({ servers }) => servers.every(isInstalled))
  const missing = chosen.filter(candidate => !here.includes(candidate)).map(({ title }) => title)
  for (const title of missing) console.log(`${title}: not installed on this machine`)
  installPeers([...new Set(here.flatMap(({ packages }) => packages))])
  const measured = here.map((candidate): Measured => {
    return { candidate, versions: [], rawPerSecond: [], phases: {}, failures: {} }
  })
  for (let repetition = 0; repetition < options.repetitions; repetition++) {
    for (const into of measured) {
      const { candidate } = into
      const say = (text: string) => console.log(`[${repetition + 1}/${options.repetitions}] ${candidate.name}: ${text}`)
      await measureCandidate({ ...deps, say }, { candidate, repetition, options, into })
    }
    deps.keep({ measured, missing }, repetition + 1)
  }
  return { measured, missing }
}
