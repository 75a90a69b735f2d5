/**
 * Why a request got no response, as one line that is stored and logged: `CODE: detail`. Where a common code exists, it is used,
 * so that people find it when they look it up. What each code means and what to do about it is in failure-texts.ts. No stack, no
 * path, and none of a library's advice to its programmer.
 */
import { AddressBlockedError } from './address-guard.ts'
import { type FailureCode, isFailureCode } from './failure-texts.ts'

/** Codes of Node, c-ares, OpenSSL and undici that mean the same to a person. */
const SAME: Record<string, FailureCode> = {
  EPIPE: 'ECONNRESET',
  ECONNABORTED: 'ECONNRESET',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_ABORTED: 'ECONNRESET',
  UND_ERR_CLOSED: 'ECONNRESET',
  UND_ERR_DESTROYED: 'ECONNRESET',
  UND_ERR_CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  ENETUNREACH: 'EHOSTUNREACH',
  EHOSTDOWN: 'EHOSTUNREACH',
  EADDRNOTAVAIL: 'EHOSTUNREACH',
  ENETDOWN: 'EHOSTUNREACH',
  EACCES: 'EHOSTUNREACH',
  EPERM: 'EHOSTUNREACH',
  EAI_AGAIN: 'DNS_FAILED',
  ESERVFAIL: 'DNS_FAILED',
  ETIMEOUT: 'DNS_FAILED',
  EREFUSED: 'DNS_FAILED',
  EBADRESP: 'DNS_FAILED',
  EFORMERR: 'DNS_FAILED',
  ENOTIMP: 'DNS_FAILED',
  ECANCELLED: 'DNS_FAILED',
  EAI_FAIL: 'DNS_FAILED',
  ENODATA: 'ENOTFOUND',
  EAI_NODATA: 'ENOTFOUND',
  EAI_NONAME: 'ENOTFOUND',
  EBADNAME: 'ENOTFOUND',
  ENFILE: 'EMFILE',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERT_NOT_TRUSTED',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERT_NOT_TRUSTED',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERT_CHAIN_INCOMPLETE',
  UNABLE_TO_GET_ISSUER_CERT: 'CERT_CHAIN_INCOMPLETE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERT_CHAIN_INCOMPLETE',
  CERT_UNTRUSTED: 'CERT_NOT_TRUSTED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERT_WRONG_NAME',
  HOSTNAME_MISMATCH: 'CERT_WRONG_NAME',
  CERT_NOT_YET_VALID: 'CERT_HAS_EXPIRED',
  CERT_REVOKED: 'CERT_NOT_TRUSTED',
  ERR_SSL_WRONG_VERSION_NUMBER: 'NOT_TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'NOT_TLS',
  ERR_SSL_HTTP_REQUEST: 'NOT_TLS',
  UND_ERR_HEADERS_OVERFLOW: 'NOT_HTTP',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'NOT_HTTP',
  UND_ERR_INVALID_ARG: 'HEADER_INVALID',
  host_invalid: 'address_blocked',
}

const MAX_DETAIL = 300

/** `isSent`: the request had a connection when it failed. */
export function failureOf(error: Error, { isSent = false }: { isSent?: boolean } = {}): string {
  const all = error instanceof AggregateError && error.errors.length > 0 ? (error.errors as Error[]) : [error]
  const code = codeOf(all.find(one => codeOf(one) !== 'FAILED') ?? error, isSent)
  const detail = [...new Set(all.map(one => detailOf(one, code)))].filter(part => part !== '').join(', ')
  return toFailure(code, detail)
}

export function toFailure(code: FailureCode, detail: string): string {
  // Cutting may split a pair of surrogates, and PostgreSQL refuses the half: that would fail every turn forever.
  const line = detail.replaceAll('\0', '\uFFFD').replace(/\s+/g, ' ').slice(0, MAX_DETAIL).toWellFormed().trim()
  return line === '' ? code : `${code}: ${line}`
}

function codeOf(error: Error, isSent = false): FailureCode {
  const code = (error as NodeJS.ErrnoException).code ?? (error.cause as NodeJS.ErrnoException | undefined)?.code ?? ''
  const known = Object.hasOwn(SAME, code) ? (SAME[code] as FailureCode) : code
  if (known === 'CONNECT_TIMEOUT' && isSent) return 'ECONNRESET'
  if (isFailureCode(known)) return known
  if (error.name === 'HTTPParserError' || code.startsWith('HPE_')) return 'NOT_HTTP'
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_') || code === 'EPROTO') return 'TLS_FAILED'
  return 'FAILED'
}

/** What helps a person: an address, a name, a reason. Codes of libraries are kept, their sentences are not. */
function detailOf(error: Error, code: FailureCode): string {
  const { address, port, hostname, host, reason } = error as NodeJS.ErrnoException & {
    address?: string
    port?: number
    hostname?: string
    host?: string
    reason?: string
  }
  if (error instanceof AddressBlockedError || code === 'PROXY_FAILED') return error.message
  if (code === 'CERT_WRONG_NAME') return (reason ?? '').replace(/^.*?(Host: .*)$/, '$1')
  if (address !== undefined)
    return port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`
  if (code === 'TLS_FAILED') return wordsOf((error as NodeJS.ErrnoException).code ?? '')
  if (code === 'ECONNRESET') return ''
  if (hostname !== undefined || host !== undefined) return hostname ?? host ?? ''
  if (code === 'NOT_HTTP') return /\(([^()]*)\)$/.exec(error.message)?.[1] ?? ''
  return code === 'FAILED' || code === 'HEADER_INVALID' ? error.message : ''
}

/** `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` -> `tlsv1 alert protocol version`. */
const wordsOf = (code: string) =>
  code
    .replace(/^ERR_(SSL|TLS)_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
