/** Which headers a tenant may add to its deliveries. */
import { Refusal } from '../refusal/refusal.ts'

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/
/** Visible ASCII and spaces inside: nothing that could end the header and begin another. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/
/** Set by us or by HTTP itself; some of them could smuggle a second request. */
const OURS = new Set([
  'connection', 'content-length', 'content-type', 'content-encoding', 'expect', 'host', 'keep-alive', 'proxy-authorization',
  'proxy-connection', 'te', 'traceparent', 'tracestate', 'trailer', 'transfer-encoding', 'upgrade', 'user-agent', 'x-n8n-api-key',
]) // biome-ignore format: a list

export function checkHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    const isOurs = OURS.has(lower) || lower.startsWith('webhook-') || lower.startsWith('recado-')
    if (isOurs || !TOKEN.test(name) || !VALUE.test(value)) throw new Refusal('header_not_allowed', { name })
  }
}
