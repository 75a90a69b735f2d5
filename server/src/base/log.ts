/**
 * One logger, made once. JSON lines to stderr (stdout is for what a command prints), or short lines for a person
 * when stderr is a terminal. Secrets are blacked out by the names of their keys, however deep they lie.
 */
import { type DestinationStream, type Logger, pino } from 'pino'
import { type LoggedError, logError } from './log-error.ts'

export type Log = Logger

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Names are written in lower case here. */
const SECRETS = new Set([
  ...['authorization', 'cookie', 'set-cookie', 'password', 'secret', 'token', 'apikey', 'accesstoken', 'appsecret'],
  ...['secretkey', 'access_token', 'app_secret', 'api_key', 'verify_token', 'databaseurl'],
  ...['x-n8n-api-key', 'webhook-signature', 'x-hub-signature-256'],
])

/**
 * Not by pino's `redact`: its wildcards are of a fixed depth, and four levels of these names cost 130 us a line (one
 * level: 46); this costs 2.
 */
export function createLog(level: LogLevel, destination: DestinationStream = defaultDestination()): Log {
  const log = (line: Record<string, unknown>) => hideSecrets(line) as Record<string, unknown>
  return pino({ level, base: null, serializers: { err: error => logError(error) }, formatters: { log } }, destination)
}

/** No log line needs more depth than this; the limit also ends a circle. */
const DEEPEST = 8

/** Returns the same value when nothing is to be hidden, so that most lines are not copied. */
function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST || !(Array.isArray(value) || isPlain(value))) {
    return value
  }
  let copy: Record<string, unknown> | undefined
  for (const [key, inner] of Object.entries(value)) {
    const shown = SECRETS.has(key.toLowerCase()) && inner !== undefined ? '[hidden]' : hideSecrets(inner, depth + 1)
    if (shown === inner) continue
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
    copy[key] = shown
  }
  return copy ?? value
}

/** Of objects with a class of their own only what their serializer shows is written. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.hasOwn(value, 'stack')
}

function defaultDestination(): DestinationStream {
  if (process.stderr.isTTY) return { write: line => process.stderr.write(forPeople(line)) }
  return inOneWrite(pino.destination({ fd: 2, sync: true }))
}

/** Characters; whoever logs more than this in one turn writes more often. */
const MAX_GATHERED = 65_536

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
      if (gathered.length > MAX_GATHERED) flush()
    },
  }
}

function forPeople(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & { err?: LoggedError }
  const details = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const clock = new Date(Number(time)).toISOString().slice(11, 19)
  const words = [clock, pino.levels.labels[Number(level)], msg, ...details].join(' ')
  return err === undefined ? `${words}\n` : `${words}\n${forPeopleToo(err)}\n`
}

const forPeopleToo = ({ type, message, stack, cause }: LoggedError): string =>
  [`${type}: ${message}`, stack, ...(cause === undefined ? [] : [`Caused by ${forPeopleToo(cause)}`])].join('\n')
