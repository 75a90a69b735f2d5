import { parseArgs } from 'node:util'
import { candidates } from './candidates/index.ts'
import { phases } from './phases/index.ts'

export interface Options {
  only: string[]
  phases: string[]
  repetitions: number
  events: number
  seconds: number
  installServers: boolean
  nodeSink: boolean
  peersPost: 'request' | 'dispatch'
  /** How many of PostgreSQL's most expensive statements are printed after each phase. */
  statements: number
  write: boolean
  /** How many messages the panel is measured over, instead of everything else. */
  panel: number | undefined
  /** How many tickets reports are measured over, instead of everything else. */
  reports: number | undefined
  /** As many attempts are lists of deliveries measured over, instead of everything else. */
  deliveries: number | undefined
}

const usage = `npm run bench -- [options]
  --only <names>         ${candidates.map(({ name }) => name).join(', ')}
  --phases <names>       ${phases.map(({ name }) => name).join(', ')}
  --repetitions <n>      of every phase but kill and million (3); the tables show medians
  --events <n>           of the phases that drain (20000)
  --seconds <n>          of the open-loop phases (10)
  --install-servers      fetch redis-server, rabbitmq-server and nats-server as Debian packages (as root)
  --node-sink            use the Node sink although there is a C compiler
  --peers-dispatch       let the peers post by undici.dispatch, as Recado does, instead of undici.request
  --statements <n>       print the n statements of each phase that cost PostgreSQL most (0)
  --reports [n]          measures reports over a year of n tickets (1000000), and nothing else
  --deliveries [n]       measures lists of deliveries over n attempts (1000000), and nothing else
  --panel [n]            measures the panel in a real browser over n messages (1000000), and nothing else
  --write                write RESULTS.md and results.svg (by itself only when nothing was left out)`

const namesIn = (value: string | undefined, all: readonly { name: string }[]): string[] => {
  const names = value?.split(',').map(name => name.trim()) ?? all.map(({ name }) => name)
  for (const name of names)
    if (!all.some(each => each.name === name))
      throw new Error(`${name} is none of ${all.map(each => each.name).join(', ')}`)
  return names
}

export function readOptions(args: string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      phases: { type: 'string' },
      repetitions: { type: 'string', default: '3' },
      events: { type: 'string', default: '20000' },
      seconds: { type: 'string', default: '10' },
      'install-servers': { type: 'boolean', default: false },
      'node-sink': { type: 'boolean', default: false },
      statements: { type: 'string', default: '0' },
      'peers-dispatch': { type: 'boolean', default: false },
      panel: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      reports: { type: 'boolean', default: false },
      deliveries: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  })
  if (values.help) {
    console.log(usage)
    return undefined
  }
  if (positionals.length > (values.reports || values.deliveries || values.panel ? 1 : 0))
    throw new Error(`what is ${positionals.at(-1)}?`)
  const complete = !values.only && !values.phases && values.events === '20000' && values.repetitions !== '1'
  return {
    only: namesIn(values.only, candidates),
    phases: namesIn(values.phases, phases),
    repetitions: Number(values.repetitions),
    events: Number(values.events),
    seconds: Number(values.seconds),
    installServers: values['install-servers'],
    nodeSink: values['node-sink'],
    statements: Number(values.statements),
    peersPost: values['peers-dispatch'] ? 'dispatch' : 'request',
    write: values.write || complete,
    panel: values.panel ? Number(positionals[0] ?? 1_000_000) : undefined,
    reports: values.reports ? Number(positionals[0] ?? 1_000_000) : undefined,
    deliveries: values.deliveries ? Number(positionals[0] ?? 1_000_000) : undefined,
  }
}
