import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { goalsOf, verdictOf } from './goals.ts'
import { drawPicture } from './picture.ts'
import { type Report, type Table, tablesOf } from './tables.ts'

const folder = join(import.meta.dirname, '..')

const markdownTable = ({ title, head, rows }: Table): string =>
  [`### ${title}`, '', line(head), line(head.map((_, at) => (at ? '--:' : '---'))), ...rows.map(line)].join('\n')

const line = (cells: string[]): string => `| ${cells.join(' | ')} |`

const goalSection = (report: Report): string[] => {
  const rows = goalsOf(report).map(each => [each.text, each.found, verdictOf(each)])
  return rows.length > 0 ? [markdownTable({ title: 'What Recado must reach', head: ['', 'found', ''], rows })] : []
}

const list = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')

/** Doubts that hold for every run; those of a single run are added by what was measured. */
const doubts = [
  'Everything shares one machine: producer, worker, database or broker, and sink. A rate is that of the whole, and a candidate whose server does much of the work in another process is held back by the cores it has to share.',
  'The sink answers at once over the loopback interface. Real receivers take 20 to 500 ms, and then every candidate is bound by its concurrency and not by its CPU; what differs there is what one slow receiver does to the others.',
  'Speeds of shared machines move by a factor of two within an hour. Compare ratios to the raw limit measured just before, not rates.',
  'Recado signs each delivery and writes a row of its log for each attempt; no peer does either.',
  'Peers were configured by us, from their documentation, for this work (see the settings). Their authors may know better.',
  'Redis and NATS lose up to a second, or what the system had not yet written, when the machine dies; PostgreSQL and RabbitMQ’s confirms do not. Only the latter two are called durable in the tables.',
  'Statements are those that the server counts: PostgreSQL’s by pg_stat_statements (begin and commit included), Redis’ commands with those that scripts call. They are not round trips.',
  'A drain’s rate is taken between the first and the last arrival, so that a poll’s wait or a process’s start is no part of it; for the candidates that poll, the time to the first delivery comes on top.',
]

const runDoubts = (report: Report): string[] => [
  ...(report.sink === 'Node'
    ? ['The sink was the Node one (no C compiler, or --node-sink): it may itself be what bounds the fastest rates.']
    : []),
  ...(report.options.repetitions < 3
    ? [`Only ${report.options.repetitions} repetition(s): no median deserves that name.`]
    : []),
  ...report.missing.map(title => `${title} is not installed on this machine and was not measured.`),
  ...report.measured.flatMap(({ candidate, failures }) =>
    Object.entries(failures).map(([phase, why]) => `${candidate.title} could not be measured in “${phase}”: ${why}`),
  ),
]

export function writeResults(report: Report): void {
  const { machine, options, measured, minutes } = report
  const versions = [...new Set(measured.flatMap(each => each.versions))]
  const packages = [...new Set(measured.flatMap(each => each.candidate.packages))]
  const sections = [
    '# What the bench measured',
    `Written by \`npm run bench\` on ${machine.at}, in one run of ${minutes} minutes; [README.md](README.md) says how it measures.`,
    '![Drain as a part of the raw limit, and the others’ rate while one endpoint hangs](results.svg)',
    '## The machine',
    list([
      `${machine.cores} cores, ${machine.processor}, ${machine.memoryGb} GB`,
      machine.system,
      `Node ${machine.node}${versions.length ? `, ${versions.join(', ')}` : ''}; the peers’ packages as pinned in peers.json (${packages.join(', ')})`,
      `${options.events.toLocaleString('en-US')} events, 500 tickets, 4 endpoints, ${options.repetitions} repetitions, open loop for ${options.seconds} s; sink in ${report.sink}`,
    ]),
    '## The numbers',
    'Medians of the repetitions; the worst of them for order, loss, repeats and memory. kill -9 and 1,000,000 waiting are measured once.',
    ...tablesOf(report).map(markdownTable),
    ...goalSection(report),
    '## Doubts',
    list([...runDoubts(report), ...doubts]),
    '## Settings of each',
    ...measured.map(({ candidate }) => `**${candidate.title}** (${candidate.kept})\n\n${list(candidate.settings)}`),
  ]
  writeFileSync(join(folder, 'RESULTS.md'), `${sections.join('\n\n')}\n`)
  writeFileSync(join(folder, 'results.svg'), drawPicture(report))
  console.log('\nwritten: bench/RESULTS.md, bench/results.svg')
}
