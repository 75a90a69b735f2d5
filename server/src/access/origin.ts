/**
 * A browser sends its cookies along with whatever page makes it write, so a write that is authenticated by a cookie must
 * come from a page of ours. `SameSite=Lax` already stops most; this also stops a neighbour on the same site.
 */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Trusts the given origins, and the very host that was asked: a desk opened by its address in the LAN just works. */
export function trustedOrigins(urls: string[]): (origin: string, host: string | undefined) => boolean {
  const origins = new Set(urls.map(url => new URL(url).origin))
  return (origin, host) => origins.has(origin) || (URL.canParse(origin) && new URL(origin).host === host)
}

export function refuseForeignPage(
  request: Pick<FastifyRequest, 'method' | 'headers' | 'host'>,
  isTrustedOrigin: (origin: string, host: string | undefined) => boolean,
): void {
  if (READING.has(request.method)) return
  const { origin, 'sec-fetch-site': site } = request.headers
  const isOurs =
    origin === undefined ? site === undefined || site === 'same-origin' : isTrustedOrigin(origin, request.host)
  if (!isOurs) throw new Refusal('origin_not_allowed', { origin: origin ?? `a ${site} page` })
}
