/** One POST to a browser's push service, encrypted, signed and limited in time; its outcome is a value. */
import { Agent, type buildConnector } from 'undici'
import { type OutboundPolicy, parseTarget } from '../base/outbound/address-guard.ts'
import { type Browser, encrypt, type KeyPair, MAX_PLAIN_BYTES, vapid } from './encrypt.ts'

export interface Notice {
  title: string
  body: string
  /** Notices with the same tag appear as one. */
  tag: string
  /** The page that a click opens. */
  path: string
}

export interface SendDeps {
  agent: Agent
  userAgent: string
  /** Whom a push service may contact: our public URL. */
  publicUrl: string
}

/** `gone`: the subscription does not exist any more and will not come back. */
export type Sent = { outcome: 'sent' | 'gone' } | { outcome: 'failed'; reason: string }

const TIMEOUT_MS = 10_000
/** How long a push service keeps a notice; one of yesterday is of no use. */
const KEPT_SECONDS = 4 * 3_600
const SHOWN = 200

/** One connection pool for the handful of push services that serve all browsers. It follows no redirects. */
export const pushAgent = (connect: buildConnector.connector): Agent =>
  new Agent({ connect, connections: 4, keepAliveTimeout: 4_000, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })

/** The addresses that a browser may give: only https, except in the operator's own networks, which the settings allow. */
export function parsePushUrl(text: string, policy: OutboundPolicy): ReturnType<typeof parseTarget> {
  const secure = parseTarget(text, { ...policy, allowHttp: false })
  if (secure.ok || secure.code !== 'scheme_not_allowed') return secure
  const asStranger = parseTarget(text, { ...policy, allow: [] })
  const isOwn = !asStranger.ok && asStranger.code === 'address_blocked'
  return isOwn ? parseTarget(text, policy) : secure
}

export async function sendNotice(
  { agent, userAgent, publicUrl }: SendDeps,
  to: Browser & { endpoint: string },
  notice: Notice,
  keys: KeyPair,
): Promise<Sent> {
  const url = new URL(to.endpoint)
  const subject = publicUrl.startsWith('https:') ? publicUrl : 'mailto:recado@localhost.invalid'
  const short = { ...notice, title: cut(notice.title), body: cut(notice.body) }
  try {
    const { statusCode, body } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: {
        authorization: vapid(url, keys, subject),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEPT_SECONDS),
        urgency: 'high',
        'user-agent': userAgent,
      },
      body: encrypt(JSON.stringify(short), to),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await body.dump({ limit: MAX_PLAIN_BYTES })
    if (statusCode === 404 || statusCode === 410) return { outcome: 'gone' }
    if (statusCode >= 200 && statusCode < 300) return { outcome: 'sent' }
    return { outcome: 'failed', reason: `HTTP ${statusCode}` }
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string }
    return { outcome: 'failed', reason: code ?? name ?? 'unreachable' }
  }
}

/** Cuts by characters as people count them, so that no letter is halved. */
const cut = (text: string): string => {
  const letters = [...text.slice(0, SHOWN * 2)]
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN - 1).join('')}…` : letters.join('')
}
