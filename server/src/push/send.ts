/** One POST to a browser's push service: encrypted, signed, bounded; its outcome is a value. */
import { Agent, type buildConnector } from 'undici'
import { type OutboundPolicy, parseTarget } from '../base/outbound/address-guard.ts'
import { type Browser, encrypt, type KeyPair, MAX_PLAIN_BYTES, vapid } from './encrypt.ts'

export interface Notice {
  title: string
  body: string
  /** The same one twice is one. */
  tag: string
  /** Where a click leads. */
  path: string
}

export interface SendDeps {
  agent: Agent
  userAgent: string
  /** Who a push service may turn to: our public URL. */
  publicUrl: string
}

/** `gone`: there is no such subscription any more, and never again. */
export type Sent = { outcome: 'sent' | 'gone' } | { outcome: 'failed'; reason: string }

const TIMEOUT_MS = 10_000
/** A notice of yesterday calls nobody. */
const KEPT_SECONDS = 4 * 3_600
const SHOWN = 200

/** A handful of push services serve all browsers. It follows no redirects. */
export const pushAgent = (connect: buildConnector.connector): Agent =>
  new Agent({ connect, connections: 4, keepAliveTimeout: 4_000, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })

/** Where a browser may have itself be reached: by https alone, but in networks of one's own, which are allowed by name. */
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

/** By characters as people count them: half a letter is none. */
const cut = (text: string): string => {
  const letters = [...text.slice(0, SHOWN * 2)]
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN - 1).join('')}…` : letters.join('')
}
