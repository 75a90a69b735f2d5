/**
 * One logger, made once. JSON lines to stderr (stdout is for what a command answers), or short lines for a person
 * when stderr is a terminal. Secrets are blacked out by the names of their keys, at the top and one level down.
 */
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const SECRETS = [
  ...['authorization', 'cookie', 'password', 'secret', 'token', 'apiKey', 'accessToken', 'appSecret', 'secretKey'],
  ...['access_token', 'app_secret', 'api_key', 'verify_token', 'databaseUrl'],
  ...['["set-cookie"]', '["x-n8n-api-key"]', '["webhook-signature"]', '["x-hub-signature-256"]'],
]

export function createLog(level: LogLevel, destination: DestinationStream = defaultDestination()): Log {
  const below = (key: string) => (key.startsWith('[') ? `*${key}` : `*.${key}`)
  const paths = SECRETS.flatMap(key => [key, below(key), key.startsWith('[') ? `headers${key}` : `headers.${key}`])
  return pino({ level, base: null, redact: { paths, censor: '[hidden]' } }, destination)
}

function defaultDestination(): DestinationStream {
  if (process.stderr.isTTY) return { write: line => process.stderr.write(forPeople(line)) }
  return inOneWrite(pino.destination({ fd: 2, sync: true }))
}

/** Characters; whoever logs more than this in one turn writes more often. */
const MOST_GATHERED = 65_536

/**
 * Lines of one turn of the event loop go out in one write: a system call per line costs more than the line. A process
 * that exits writes what it has; only kill -9 loses a turn's lines.
 */
export function inOneWrite(destination: DestinationStream): DestinationStream {
  let gathered = ''
  let written = false
  const flush = () => {
    const lines = gathered
    gathered = ''
    if (lines !== '') destination.write(lines)
  }
  return {
    write(line) {
      if (!written) process.on('exit', flush)
      written = true
      if (gathered === '') setImmediate(flush)
      gathered += line
      if (gathered.length > MOST_GATHERED) flush()
    },
  }
}

function forPeople(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & { err?: { stack?: string } }
  const details = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const clock = new Date(Number(time)).toISOString().slice(11, 19)
  const words = [clock, pino.levels.labels[Number(level)], msg, ...details].join(' ')
  return err?.stack === undefined ? `${words}\n` : `${words}\n${err.stack}\n`
}
