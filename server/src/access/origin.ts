/**
 * A browser sends cookies with every request, whichever page makes it. So a write that a cookie authenticates must come from one
 * of our pages. `SameSite=Lax` already stops most foreign pages; this also stops another host of the same site.
 */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Trusts the given origins and the host of the request, so that a desk works also under its address in the LAN. */
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
