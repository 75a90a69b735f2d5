/**
 * URLs that customers choose lead to public hosts only, never into our own network (the table is blocked-ranges.ts).
 *
 * A URL is judged when it is saved (`parseTarget`), so that the refusal is clear, and again whenever a connection is opened
 * (`guardedConnector`), which is what protects: the host's name is resolved there, and the socket connects to an address
 * that has just been checked, so a name that changes its mind in between (DNS rebinding) gains nothing. A connection
 * that is kept alive costs nothing. Redirects are followed by none of our callers.
 */
import { isIP, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { ConnectionOptions } from 'node:tls'
import { buildConnector } from 'undici'
import { type Blocked, type Cidr, isBlocked, ownAddresses } from './blocked-ranges.ts'
import { noteConnectTimes } from './connect-times.ts'
import { openSocket } from './open-socket.ts'
import type { OutboundProxy } from './proxy.ts'
import { isLocalhost, type ResolveHost, rememberHosts, systemResolver } from './resolve-host.ts'

export type PortRange = readonly [first: number, last: number]

export interface OutboundPolicy {
  /** Networks of your own that may be reached although they are blocked for all. */
  allow: readonly Cidr[]
  /** http as well as https. */
  allowHttp: boolean
  /** Exactly these ports; null = `isUsualPort`. */
  ports: readonly PortRange[] | null
}

export type TargetProblemCode =
  | 'url_invalid'
  | 'scheme_missing'
  | 'host_invalid'
  | 'url_too_long'
  | 'scheme_not_allowed'
  | 'credentials_in_url'
  | 'port_not_allowed'
  | 'address_blocked'

/** `reason` is a clause without a final stop: it reads after "may not post to <url>: ". */
export interface TargetProblem {
  code: TargetProblemCode
  reason: string
  /** The row of the table, when the code is `address_blocked`. */
  range: string | null
}

export type ParsedTarget = { ok: true; url: URL } | ({ ok: false } & TargetProblem)

export const MAX_URL_LENGTH = 2_000

/** Judges a URL as far as it can be without asking DNS. Use `url.href`, never the text: WHATWG's parser has tidied it. */
export function parseTarget(text: string, policy: OutboundPolicy): ParsedTarget {
  const url = text.length > MAX_URL_LENGTH ? null : URL.parse(text)
  const meant = urlWithScheme(text)
  if (meant !== null) {
    return refuse(
      'scheme_missing',
      `it has no scheme: write ${meant.href.slice(0, 200)} (or http:// if it has no certificate)`,
    )
  }
  if (url === null && text.length <= MAX_URL_LENGTH) return refuse('url_invalid', 'it is not a complete URL')
  if (url === null || url.href.length > MAX_URL_LENGTH) {
    return refuse('url_too_long', `it is longer than ${MAX_URL_LENGTH} characters`)
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('credentials_in_url', 'a user name or password in a URL ends up in logs; send it as a header')
  }
  const problem = findProblem(url, policy)
  return problem === null ? { ok: true, url } : { ok: false, ...problem }
}

/** The URL that was meant by `example.com/hook`, `example.com:8443` and the like; null when the text has a scheme. */
function urlWithScheme(text: string): URL | null {
  if (!/^\s*[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?(?::\d{1,5})?(?:[/?#]|\s*$)/u.test(text)) return null
  const url = URL.parse(`https://${text.trim()}`)
  const isHost = url !== null && (url.hostname.includes('.') || isLocalhost(url.hostname) || /:\d/.test(text))
  return isHost && url.href.length <= MAX_URL_LENGTH ? url : null
}

/** Whether DNS and the hosts file can have such a name at all: a URL may contain more than that. */
function canBeName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return name.length <= 253 && name.split('.').every(label => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i.test(label))
}

function refuse(code: TargetProblemCode, reason: string): ParsedTarget {
  return { ok: false, code, reason, range: null }
}

interface Place {
  protocol: string
  hostname: string
  port: string
}

function findProblem({ protocol, hostname, port }: Place, policy: OutboundPolicy): TargetProblem | null {
  if (protocol !== 'https:' && protocol !== 'http:') {
    return { code: 'scheme_not_allowed', reason: `it starts with ${protocol} and not with https:`, range: null }
  }
  if (protocol === 'http:' && !policy.allowHttp) {
    return { code: 'scheme_not_allowed', reason: 'http is not encrypted, only https is allowed here', range: null }
  }
  const number = portOf({ protocol, port })
  if (!isOpenPort(number, policy.ports)) {
    return { code: 'port_not_allowed', reason: `port ${number} is not allowed`, range: null }
  }
  const isAddress = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  if (!isAddress && !canBeName(hostname)) {
    return { code: 'host_invalid', reason: `${hostname.slice(0, 100)} can be no name of a host`, range: null }
  }
  return findHostProblem(hostname, number, policy)
}

function portOf({ protocol, port }: Pick<Place, 'protocol' | 'port'>): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

/**
 * This server's own public addresses, as far as they are closed at a port. At the ports of web sites none is closed: everybody
 * reaches those anyhow, and many run n8n on the same server as Recado, behind its public name.
 */
export function ownAt(port: number): () => string[] {
  return port === 80 || port === 443 ? () => [] : ownAddresses
}

/** Judges literal addresses and names of this machine; the connector judges every other name. */
function findHostProblem(hostname: string, port: number, policy: OutboundPolicy): TargetProblem | null {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const judge = (address: string) => isBlocked(address, policy.allow, ownAt(port))
  if (isLocalhost(host)) return firstProblem(host, ['127.0.0.1', '::1'].map(judge))
  return isIP(host) === 0 ? null : firstProblem(host, [judge(host)])
}

/** Returns no reason when one of the addresses is open. */
function firstProblem(host: string, found: readonly (Blocked | null)[]): TargetProblem | null {
  const [first] = found
  if (first === undefined || first === null || found.includes(null)) return null
  return { code: 'address_blocked', reason: `${host} is ${first.reason}`, range: first.name }
}

/**
 * Ports from 1024 on that belong to databases, brokers, remote control and the like. Those that do not speak HTTP are here
 * because a POST can carry commands to some of them; those that do (Docker, etcd, Elasticsearch), because on an allowed network
 * they would obey.
 */
export const INTERNAL_PORTS: readonly number[] = [
  1099, 1433, 1434, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2377, 2379, 2380, 3268, 3269, 3306, 3389,
  3659, 4045, 4190, 4369, 4444, 5060, 5061, 5432, 5433, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6000, 6379, 6380,
  6432, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7001, 7946, 8200, 8300, 8301, 8302, 8500, 8600, 8883,
  9042, 9092, 9100, 9160, 9200, 9300, 10080, 10250, 10255, 10256, 11211, 15672, 25672, 26257, 26379, 27017, 27018,
  27019, 50000, 61616,
]

const internalPorts = new Set(INTERNAL_PORTS)

/** 80, 443, and everything from 1024 on that is not of an internal service. */
export function isUsualPort(port: number): boolean {
  return port === 80 || port === 443 || (port >= 1024 && port <= 65_535 && !internalPorts.has(port))
}

function isOpenPort(port: number, ports: OutboundPolicy['ports']): boolean {
  return ports === null ? isUsualPort(port) : ports.some(([first, last]) => first <= port && port <= last)
}

/** `443, 8000-8999`. Throws a sentence that names the bad entry. */
export function parsePorts(list: string): PortRange[] {
  return list.split(/[\s,]+/).flatMap(entry => (entry === '' ? [] : [parsePortRange(entry)]))
}

function parsePortRange(text: string): PortRange {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text)
  const first = Number(match?.[1])
  const last = Number(match?.[2] ?? match?.[1])
  if (!(first >= 1 && first <= last && last <= 65_535)) {
    throw new RangeError(`"${text}" is not a port like 443 or a range like 8000-8999`)
  }
  return [first, last]
}

/** What a request fails with when its connection was refused by policy: nothing was sent, nobody was asked. */
export class AddressBlockedError extends Error {
  override readonly name = 'AddressBlockedError'
  readonly code: TargetProblemCode
  readonly range: string | null

  constructor(problem: TargetProblem) {
    super(problem.reason)
    this.code = problem.code
    this.range = problem.range
  }
}

export interface ConnectorOptions {
  resolve?: ResolveHost
  /** How long a host's addresses are used before DNS is asked again (60 s at most); they are checked for each connection. */
  keepAddressesMs?: number
  /**
   * The time for looking up the name and for TCP together; TLS gets the same time again. exchange.ts of webhook/ limits all of
   * it.
   */
  connectTimeoutMs?: number
  tls?: Pick<ConnectionOptions, 'ca'>
  proxy?: OutboundProxy | undefined
}

interface Opened {
  socket: Socket
  openedAt: number
  dnsMs: number
  tcpMs: number
}

/** Without it, we would connect to every address of a host that has hundreds. */
const MAX_ADDRESSES = 8

/** For `new Pool(origin, { connect })`. The certificate must be for the host's name, to which the address is bound. */
export function guardedConnector(policy: OutboundPolicy, options: ConnectorOptions = {}): buildConnector.connector {
  const { tls, proxy, connectTimeoutMs = 5_000 } = options
  const keepMs = Math.min(options.keepAddressesMs ?? 5_000, 60_000)
  const resolve = rememberHosts(options.resolve ?? systemResolver(), { keepMs })
  const secure = buildConnector({ ...tls, timeout: connectTimeoutMs })

  async function open(place: buildConnector.Options, deadline: number): Promise<Opened> {
    const problem = findProblem(place, policy)
    if (problem !== null) throw new AddressBlockedError(problem)
    const port = portOf(place)
    const host = place.hostname.replace(/^\[(.*)\]$/, '$1')
    const timeoutMs = () => Math.max(1, deadline - performance.now())
    // Literal addresses were judged above.
    const find = () => openAddresses(host, policy, resolve, ownAt(port), deadline)
    const startedAt = performance.now()
    const addresses = isIP(host) === 0 ? await inTime(find(), host, deadline) : [host]
    const foundAt = performance.now()
    const socket = await openSocket({ addresses, port, timeoutMs: timeoutMs(), proxy })
    const openedAt = performance.now()
    const [dnsMs, tcpMs] = [Math.round(foundAt - startedAt), Math.round(openedAt - foundAt)]
    return { socket, openedAt, dnsMs, tcpMs }
  }

  return (place, callback) => {
    open(place, performance.now() + connectTimeoutMs).then(
      ({ socket, openedAt, dnsMs, tcpMs }) => {
        socket.setNoDelay(true).setKeepAlive(true, 60_000)
        if (place.protocol !== 'https:') {
          noteConnectTimes(socket, [dnsMs, tcpMs, 0])
          return callback(null, socket)
        }
        // A final dot is part of DNS and not of the name that certificates and servers know.
        const name = place.hostname.replace(/\.$/, '')
        const servername = isIP(name) === 0 ? name : ''
        secure({ ...place, hostname: name, servername, httpSocket: socket }, (...result) => {
          const [, secured] = result
          if (secured) noteConnectTimes(secured, [dnsMs, tcpMs, Math.round(performance.now() - openedAt)])
          callback(...result)
        })
      },
      (error: Error) => callback(error, null),
    )
  }
}

/** A little later than the deadline, at which names are refused: a name that leads inside must not win this race. */
const GRACE_MS = 50

async function inTime<T>(work: Promise<T>, hostname: string, deadline: number): Promise<T> {
  const late = Object.assign(new Error('the name server did not answer in time'), {
    code: 'UND_ERR_CONNECT_TIMEOUT',
    hostname,
  })
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late), Math.max(1, deadline - performance.now()) + GRACE_MS)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * A name without an open address is refused at the deadline and not before. Otherwise the time that a refusal takes would show a
 * tenant which names our own network knows.
 */
async function openAddresses(
  hostname: string,
  policy: OutboundPolicy,
  resolve: ResolveHost,
  own: () => string[],
  deadline: number,
): Promise<string[]> {
  const addresses = await resolve(hostname).catch(error => {
    if (UNKNOWN.has(error.code)) return []
    throw error
  })
  const open = addresses.filter(address => isBlocked(address, policy.allow, own) === null).slice(0, MAX_ADDRESSES)
  if (open.length > 0) return open
  await delay(Math.max(0, deadline - performance.now()), undefined, { ref: false })
  throw noneOpen(hostname, addresses)
}

/** Errors of DNS and of the system for names that do not exist. */
const UNKNOWN = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EAI_AGAIN', 'EAI_NODATA'])

/** Tenants read it, so there is one wording: different reasons would show them which names our own network knows. */
function noneOpen(hostname: string, addresses: readonly string[]): Error {
  const [first] = addresses
  const range = first === undefined ? null : (isBlocked(first, [])?.name ?? null)
  return new AddressBlockedError({ code: 'address_blocked', reason: `${hostname} leads to no public address`, range })
}
