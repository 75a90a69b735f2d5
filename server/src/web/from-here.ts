import type { FastifyRequest } from 'fastify'

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via', 'cf-connecting-ip']

/**
 * Whether a program or a browser on this machine asks. A reverse proxy on this machine looks like one, so a request with any sign
 * of having been forwarded does not count. Neither does one that names another host, as a page does whose name was made to lead
 * here (DNS rebinding).
 */
export function isFromHere({ headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>): boolean {
  if (FORWARDED.some(name => headers[name] !== undefined)) return false
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? ''
  return isLoopback(socket.remoteAddress ?? '') && isLoopback(host)
}

/** An address or a name that only this machine has. */
export function isLoopback(host: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$|^localhost$/.test(host.replace(/^\[|\]$/g, ''))
}
