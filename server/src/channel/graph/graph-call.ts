/**
 * One request to the Graph API, and its outcome as a value. It throws nothing, because failures of the outside world are
 * expected.
 */

import { type Json, numberIn, objectIn, objectsIn } from '../json.ts'
import { failureOf, type GraphError, type GraphFailure, lostError } from './graph-error.ts'

export interface GraphSettings {
  /** `https://graph.facebook.com`, or where the emulator listens. */
  baseUrl: string
  /** `v25.0` */
  version: string
  /** Media downloads without one are refused. */
  userAgent: string
  /** Hosts, besides Meta's usual ones, to which the token may be sent to fetch media. */
  mediaHosts?: readonly string[]
  timeoutMs?: number
}

export interface GraphAccount {
  phoneNumberId: string
  accessToken: string
}

export type GraphResult<T> = { kind: 'ok'; value: T } | GraphFailure

/** A token that was pasted with a line break is sent without it, because a library that refuses a header quotes the header. */
export const headers = (graph: GraphSettings, account: Pick<GraphAccount, 'accessToken'>) => ({
  authorization: `Bearer ${account.accessToken.replace(/[^\x21-\x7e]/g, '')}`,
  'user-agent': graph.userAgent,
})

/** 100 MB on a slow line. */
const UPLOAD_TIMEOUT_MS = 150_000

/** A form is an upload to WhatsApp's store of media, bytes are a piece of a resumable one, everything else is JSON. */
export async function call(
  graph: GraphSettings,
  account: Pick<GraphAccount, 'accessToken'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  attempts: number,
  body?: Json | FormData | Uint8Array,
): Promise<GraphResult<Json>> {
  let response: Response
  let text: string
  try {
    response = await fetch(`${graph.baseUrl}/${graph.version}/${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(body instanceof FormData ? UPLOAD_TIMEOUT_MS : (graph.timeoutMs ?? 30_000)),
      ...content(headers(graph, account), body),
    })
    text = await response.text()
  } catch (cause) {
    return withoutToken(lost(cause, attempts), account)
  }
  const result = parse(text)
  // A success of Meta is always an object. A page of a gateway or a hotel with status 200 is not one.
  if (response.status === 200 && isObject(result)) return { kind: 'ok', value: result }
  return withoutToken(failureOf(response.status, result, retryAfterMs(response), attempts), account)
}

/** Meta quotes a token that it refuses, and the text of an error is shown and logged. */
function withoutToken(failure: GraphFailure, { accessToken }: Pick<GraphAccount, 'accessToken'>): GraphFailure {
  const sent = accessToken.replace(/[^\x21-\x7e]/g, '')
  const clean = (text: string) => (sent === '' ? text : text.replaceAll(sent, '…'))
  const { message, details } = failure.error
  return { ...failure, error: { ...failure.error, message: clean(message), details: details && clean(details) } }
}

function content(common: Record<string, string>, body: Json | FormData | Uint8Array | undefined): RequestInit {
  if (body === undefined) return { headers: common }
  if (body instanceof FormData) return { headers: common, body }
  if (body instanceof Uint8Array) {
    return {
      headers: { ...common, file_offset: '0', 'content-type': 'application/octet-stream' },
      body: Buffer.from(body),
    }
  }
  return { headers: { ...common, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** When the connection was never made, nothing was taken; after that, nobody knows. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** The certificate is not Meta's, so nothing was sent to that host. */
const NOT_TRUSTED = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/

function lost(cause: unknown, attempts: number): GraphFailure {
  const error: GraphError = lostError(cause)
  const code = (cause as { cause?: { code?: string } }).cause?.code ?? ''
  if (!NEVER_SENT.has(code) && !NOT_TRUSTED.test(code)) return { kind: 'unknown', error }
  return { kind: 'retry-later', afterMs: Math.min(60_000, 1_000 * 2 ** attempts), scope: 'channel', error }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function retryAfterMs(response: Response): number | null {
  const header = response.headers.get('retry-after')
  const seconds = numberIn(header)
  if (seconds !== null) return Math.min(3_600_000, Math.max(0, seconds * 1_000))
  const usage = minutesToWait(parse(response.headers.get('x-business-use-case-usage') ?? ''))
  return usage === null ? null : usage * 60_000
}

function minutesToWait(usage: unknown): number | null {
  const entries = Object.values(objectIn(usage)).flatMap(objectsIn)
  const minutes = entries.map(entry => numberIn(entry.estimated_time_to_regain_access) ?? 0)
  return minutes.some(value => value > 0) ? Math.max(...minutes) : null
}
