/** Which headers a tenant may add to its deliveries. */
import { Refusal } from '../refusal/refusal.ts'

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/
/** Visible ASCII and spaces inside: nothing that could end the header and begin another. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/
/** Set by us or by HTTP itself; some of them could smuggle a second request. */
const OURS = new Set([
  'connection', 'content-length', 'content-type', 'content-encoding', 'expect', 'host', 'keep-alive', 'proxy-authorization',
  'proxy-connection', 'te', 'traceparent', 'tracestate', 'trailer', 'transfer-encoding', 'upgrade', 'x-n8n-api-key',
]) // biome-ignore format: a list

/** Null = keep the stored value, so that nobody has to know a secret to keep it. */
export type ChangedHeaders = Record<string, string | null>

export function filledIn(given: ChangedHeaders, stored: Readonly<Record<string, string>>): Record<string, string> {
  const known = new Map(Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]))
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const kept = value ?? known.get(name.toLowerCase())
      if (kept === undefined) throw new Refusal('header_not_stored', { name: name.slice(0, 100) })
      return [name, kept]
    }),
  )
}

/** Throws a different refusal for each cause, which names the header and what is wrong with it. */
export function checkHeaders(headers: Record<string, string>): void {
  const seen = new Set<string>()
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (!TOKEN.test(name)) throw new Refusal('header_name_invalid', { name: name.slice(0, 100) })
    if (OURS.has(lower) || lower.startsWith('webhook-') || lower.startsWith('recado-'))
      throw new Refusal('header_not_allowed', { name })
    if (seen.has(lower)) throw new Refusal('header_twice', { name })
    if (!VALUE.test(value)) throw new Refusal('header_value_invalid', { name })
    seen.add(lower)
  }
}
