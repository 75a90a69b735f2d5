import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Keeps web sites out of the control API and the page, which have no login. A name that foreign DNS leads here is refused (a
 * rebinding attack), and so is a request by another site's page. An IP address as the host cannot be rebound.
 */
export function guardPages(app: FastifyInstance, allowedHosts: string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const reason = foreign(request, allowedHosts)
    if (reason !== null) return reply.code(403).send({ error: reason })
  })
}

function foreign(request: FastifyRequest, allowedHosts: string[]): string | null {
  const { host = '', origin } = request.headers
  const name = nameOf(host)
  if (name === null || !(isIP(name) || isLocal(name) || allowedHosts.includes(name))) {
    return `The host ${JSON.stringify(host)} is not allowed. Add it with --allow-host or allowedHosts.`
  }
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return `Requests of other sites are not allowed: ${JSON.stringify(origin)}.`
  }
  const site = request.headers['sec-fetch-site']
  const isNavigation = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET'
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return 'Requests of other sites are not allowed.'
  }
  return null
}

const isLocal = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost')

function nameOf(host: string): string | null {
  if (!/^[\w.[\]:-]+$/.test(host) || !URL.canParse(`http://${host}`)) return null
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '')
}
