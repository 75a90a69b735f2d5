/**
 * Names to addresses, for hosts that customers choose.
 *
 * Not dns.lookup: getaddrinfo blocks a thread, and libuv has only two threads for names, so two customers with a dead name server
 * would stop every new connection of the process. c-ares blocks no thread, but knows only DNS. So the hosts file is read here,
 * and the system is asked for what DNS does not know (search domains, mDNS), one name at a time: customers can block one of the
 * two threads at most.
 */
import dns from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Every address of a host, in order of preference; rejects with an error whose code says why there is none. */
export type ResolveHost = (hostname: string) => Promise<string[]>

export interface ResolveDeps {
  hostsFile: string
  /** Asks DNS for one family. */
  query: (hostname: string, family: 4 | 6, signal: AbortSignal) => Promise<string[]>
  /** Asks the operating system. */
  askSystem: ResolveHost
}

const SYSTEM: ResolveDeps = {
  hostsFile:
    process.platform === 'win32'
      ? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
      : '/etc/hosts',
  query: queryDns,
  askSystem: async hostname => (await dns.lookup(hostname, { all: true })).map(found => found.address),
}

/** Once IPv4 is known, IPv6 gets this much longer: name servers that never answer AAAA are common (RFC 8305). */
const RESOLUTION_DELAY_MS = 50

export function systemResolver(deps: ResolveDeps = SYSTEM): ResolveHost {
  const askInTurn = oneAtATime(deps.askSystem)
  return async hostname => {
    const name = hostname.toLowerCase().replace(/\.$/, '')
    if (isLocalhost(name)) return ['127.0.0.1', '::1']
    const listed = await readHosts(deps.hostsFile, name)
    if (listed.length > 0) return listed
    // A name without a dot belongs to the operator's own network, where no customer's name server can delay it.
    if (!name.includes('.')) return deps.askSystem(name)
    const result = await askDns(deps.query, hostname)
    if (result.addresses.length > 0) return result.addresses
    if (result.isUnknown) return askInTurn(name)
    throw result.error
  }
}

/** RFC 6761: such names are this machine, whatever DNS says. */
export function isLocalhost(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname)
}

interface Lookup {
  addresses: string[]
  /** DNS works and does not know the name, or there is no name server at all. */
  isUnknown: boolean
  error: unknown
}

/** IPv4 first: containers that look as if they had IPv6 are common, and each attempt at it would cost 250 ms. */
async function askDns(query: ResolveDeps['query'], hostname: string): Promise<Lookup> {
  const stop = new AbortController()
  try {
    const six = settle(query(hostname, 6, stop.signal))
    const four = await settle(query(hostname, 4, stop.signal))
    const patience = four.addresses.length > 0 ? delay(RESOLUTION_DELAY_MS, nothing, { signal: stop.signal }) : six
    const late = await Promise.race([six, patience.catch(() => nothing)])
    const isUnknown = four.isUnknown && late.isUnknown
    const error = four.isUnknown ? late.error : four.error
    return { addresses: [...four.addresses, ...late.addresses], isUnknown, error }
  } finally {
    stop.abort()
  }
}

const nothing: Lookup = { addresses: [], isUnknown: true, error: null }
const UNKNOWN = new Set(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED', 'EBADNAME'])

async function settle(asked: Promise<string[]>): Promise<Lookup> {
  try {
    return { addresses: await asked, isUnknown: false, error: null }
  } catch (error) {
    return { addresses: [], isUnknown: UNKNOWN.has((error as NodeJS.ErrnoException).code ?? ''), error }
  }
}

/** A new resolver each time, so that a changed resolv.conf is seen; it costs 0.1 ms and is asked per connection only. */
async function queryDns(hostname: string, family: 4 | 6, signal: AbortSignal): Promise<string[]> {
  const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 })
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await (family === 4 ? resolver.resolve4(hostname) : resolver.resolve6(hostname))
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function readHosts(path: string, name: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').flatMap(line => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    return isIP(address) !== 0 && names.some(known => known.toLowerCase() === name) ? [address] : []
  })
}

function oneAtATime(ask: ResolveHost): ResolveHost {
  let last: Promise<unknown> = Promise.resolve()
  return hostname => {
    const mine = last.then(() => ask(hostname))
    last = mine.catch(() => {})
    return mine
  }
}

export interface RememberOptions {
  /** How long an answer of DNS is used; 0 only joins questions that are asked at the same time. */
  keepMs: number
  now?: () => number
}

const MAX_REMEMBERED = 1_000

/** Joins questions for the same host and keeps good answers for a moment: a pool that opens 50 connections asks once. */
export function rememberHosts(
  resolve: ResolveHost,
  { keepMs, now = () => performance.now() }: RememberOptions,
): ResolveHost {
  const known = new Map<string, { until: number; addresses: Promise<string[]> }>()
  return hostname => {
    const before = known.get(hostname)
    if (before !== undefined && now() < before.until) return before.addresses
    const entry = { until: Number.POSITIVE_INFINITY, addresses: resolve(hostname) }
    known.delete(hostname)
    if (known.size >= MAX_REMEMBERED) known.delete(known.keys().next().value!)
    known.set(hostname, entry)
    entry.addresses.then(
      () => {
        entry.until = now() + keepMs
      },
      () => {
        if (known.get(hostname) === entry) known.delete(hostname)
      },
    )
    return entry.addresses
  }
}
