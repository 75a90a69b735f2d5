import { once } from 'node:events'
import { type App, type Part, startApp } from '../app/app.ts'
import { type Config, publicUrlOf, readConfig } from '../base/config.ts'
import { openDataDir } from '../base/data-dir.ts'
import { openDb } from '../base/db/db.ts'
import { refuseUnreachable } from '../base/db/migrate.ts'
import { refuseSecondCopy } from '../base/embedded/data-lock.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../base/embedded/embedded-postgres.ts'
import { portToListen } from '../base/free-port.ts'
import { createLog } from '../base/log.ts'
import { OperatorError } from '../base/operator-error.ts'
import { type DemoDesk, type DemoEdge, lookForDesk, startDemo } from '../demo/index.ts'
import { isLoopback } from '../web/from-here.ts'
import { type Command, readOptions } from './command.ts'

export const serve: Command = {
  summary: 'runs Recado until it gets a signal to stop (SIGTERM or Ctrl-C)',
  options: {
    '--only web|dispatcher': 'runs one part alone; needs DATABASE_URL and RECADO_SECRET_KEY',
    '--demo': 'the same as DEMO=true',
    '--json': 'prints what it announces as one line of JSON',
  },
  async run(args) {
    const flag = { type: 'boolean' } as const
    const options = readOptions(args, { only: { type: 'string' }, demo: flag, json: flag })
    const config = readConfig({ ...process.env, ...(options.demo ? { DEMO: 'true' } : {}) })
    const only = readPart(options.only, config)
    // This is checked before anything is set up, so that a fault is reported at once and not after a minute of work.
    const dataDir = openDataDir(config.dataDir)
    if (config.databaseUrl === undefined) refuseSecondCopy(dataDir)
    await portToListen(config)
    const stopped = stopSignal()
    await using stack = new AsyncDisposableStack()
    const say = (message: string) => console.error(message)
    const log = createLog(config.logLevel)
    const postgres = config.databaseUrl
      ? undefined
      : stack.use(await startEmbeddedPostgres({ dataDir, say, keepUp: message => log.error(message) }))
    const databaseUrl = config.databaseUrl ?? (postgres as EmbeddedPostgres).url
    const edge = (await wantsDemo(config, databaseUrl, say))
      ? stack.use(await startDemo(config.port, dataDir))
      : undefined
    const settings = edge === undefined ? config : behindDemo(config, edge)
    let demo: ReturnType<typeof describe> | undefined
    const app = stack.use(
      await startApp({
        config: settings,
        databaseUrl,
        log,
        checks: postgres === undefined ? [] : [async () => postgres.trouble],
        demo: () => demo && { email: demo.email, password: demo.password, phone: demo.phone },
        ...(only === undefined ? {} : { only }),
      }),
    )
    const apiUrl = publicUrlOf({ host: config.host, publicUrl: undefined }, app.port)
    const desk = await edge?.connect({ db: app.db, dataDir: config.dataDir, apiUrl })
    if (edge !== undefined && desk === undefined) throw new OperatorError(NO_DEMO)
    demo = edge && desk && describe(edge, desk)
    console.log(options.json ? JSON.stringify(announcement(app, demo)) : welcome(app, config, demo))
    const lost = await Promise.race([stopped, ...(postgres === undefined ? [] : [postgres.ended])])
    if (lost !== undefined) endOnLoss(lost)
    log.info('stopping')
  },
}

function readPart(only: string | undefined, config: Config): Part | undefined {
  if (only === undefined) return undefined
  if (only !== 'web' && only !== 'dispatcher') throw new OperatorError('--only takes `web` or `dispatcher`.')
  if (config.databaseUrl === undefined || config.secretKeys === undefined) {
    throw new OperatorError(
      'Parts that run alone share one database and one key: set DATABASE_URL and RECADO_SECRET_KEY, the same for all.',
    )
  }
  return only
}

/** Both npm and the terminal may pass on one Ctrl-C, so signals within this time count as one. */
const SAME_SIGNAL_MS = 1_000

/** A second signal ends the program at once, for whoever does not want to wait. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, ignore)
  setTimeout(endAtOnceOnSignal, SAME_SIGNAL_MS).unref()
}

const ignore = () => {}

function endAtOnceOnSignal(): void {
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(130))
}

/** Nothing of ours may take long then, because whoever watches this process starts it again. */
const END_ON_LOSS_MS = 1_500

function endOnLoss(log: string): void {
  console.error(
    `PostgreSQL has ended and cannot be started again, so Recado ends too. It said last:\n${log}\nStarting again recovers; nothing is lost.`,
  )
  process.exitCode = 1
  setTimeout(() => process.exit(), END_ON_LOSS_MS).unref()
}

const NO_GRAPH =
  'WA_GRAPH_BASE_URL is ignored: the demo brings its own stand-in for WhatsApp. Without DEMO the setting is used.'
const NO_DEMO = 'The database belongs to a desk that is not the demo: DEMO is ignored.'

/**
 * The data of a demo belong to the demo, and those of a real desk to a real one. Whoever mixes them up gets a refusal, and can
 * only go on by an explicit setting.
 */
async function wantsDemo(config: Config, url: string, say: (message: string) => void): Promise<boolean> {
  await using db = openDb({ url, max: 1 })
  await refuseUnreachable(db)
  const found = await lookForDesk({ db, dataDir: config.dataDir })
  if (!config.demo) {
    if (found.kind === 'demo' && !config.keepDemoData) throw new OperatorError(demoData(config, found.company))
    return false
  }
  if (found.kind === 'real') {
    say(
      `${NO_DEMO}\nIt holds ${found.company}: ${found.users} users, ${found.tickets} tickets. For the demo give it a folder of its own: DATA_DIR=./demo-data npm start`,
    )
    return false
  }
  if (found.kind === 'demo' && !found.isOurs) throw new OperatorError(demoElsewhere(config))
  if (!isLoopback(config.host) || (config.publicUrl && !isLoopback(new URL(config.publicUrl).hostname))) {
    say(
      'WARNING: others can reach this demo. Its WhatsApp is a stand-in, and its webhooks reach programs of this machine.',
    )
  }
  if (config.graphBaseUrl !== readConfig({}).graphBaseUrl) say(NO_GRAPH)
  return true
}

const demoElsewhere = ({ dataDir }: Config) =>
  `The database at DATABASE_URL holds the demo, but the login that it was made with is not in ${dataDir}: demo.json is not there.\n` +
  'Name the DATA_DIR that it was made with, or an empty database.'

const demoData = ({ databaseUrl, dataDir }: Config, company: string) =>
  `${databaseUrl === undefined ? dataDir : 'The database at DATABASE_URL'} holds the demo (${company}, with its customers and its login). ` +
  'A server for real customers begins with data of its own: set DATA_DIR to another folder, or DATABASE_URL to another database.\n' +
  'For the demo itself: npm start. To go on with its data and without its stand-ins: KEEP_DEMO_DATA=true.'

/** WhatsApp is the emulator, and webhooks may be posted to the receiver on this machine. */
function behindDemo(config: Config, edge: DemoEdge): Config {
  const allowedNetworks = [...config.allowedNetworks, '127.0.0.1/32']
  return { ...config, graphBaseUrl: edge.whatsAppUrl, allowedNetworks }
}

function describe(edge: DemoEdge, desk: DemoDesk) {
  const { email, password, apiKey, channelId, endpointId } = desk
  return { phone: edge.whatsAppUrl, receiver: edge.receiver.url, email, password, apiKey, channelId, endpointId }
}

function announcement(app: App, demo: ReturnType<typeof describe> | undefined) {
  return {
    url: app.url,
    pid: process.pid,
    setupCode: (demo === undefined ? app.setupCode : undefined) ?? null,
    demo: demo ?? null,
  }
}

function welcome(app: App, config: Config, demo: ReturnType<typeof describe> | undefined): string {
  const lines = [`Recado is ready: ${app.url}`, '']
  if (demo !== undefined) {
    lines.push(
      `  panel      ${app.url}   ${demo.email} / ${demo.password}`,
      `  phone      ${demo.phone}   write as a customer here`,
      `  receiver   ${demo.receiver}   what your system would get`,
      `  API key    ${demo.apiKey}`,
    )
  }
  if (demo === undefined && app.setupCode !== undefined) {
    lines.push(`  there is no administrator yet; the setup code is ${app.setupCode}`)
  }
  lines.push(
    `  API        ${app.url}/api/v1/openapi.json`,
    `  data       ${config.dataDir}`,
    '',
    'Stop it with Ctrl-C.',
  )
  return lines.join('\n')
}
