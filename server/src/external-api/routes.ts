/** /v1/api/external/{apiId}: every route of WHAZING's external API, under its own paths. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'
import { validatorCompiler } from '../web/compile-schemas.ts'
import { channelRoutes } from './channel-routes.ts'
import { contactRoutes } from './contact-routes.ts'
import { laterRoutes } from './later-routes.ts'
import { listRoutes } from './list-routes.ts'
import type { ExternalApiContext } from './open.ts'
import { externalApiPlugin } from './plugin.ts'
import { sendRoutes } from './send-routes.ts'
import { ticketRoutes } from './ticket-routes.ts'
import { unsupportedRoutes } from './unsupported-routes.ts'
import { compileLenient } from './validator.ts'

export const externalApiRoutes =
  (context: ExternalApiContext): FastifyPluginAsyncTypebox =>
  async app => {
    app.setValidatorCompiler(validatorCompiler(compileLenient, app.schemaTiming))
    // It is called and not registered, because its hooks belong to this scope.
    await externalApiPlugin(app, context)
    const refuse = (request: FastifyRequest) => {
      throw new Refusal('route_not_found', { method: request.method, path: request.url.split('?')[0] ?? '' })
    }
    app.setNotFoundHandler(refuse)
    // The panel serves every other GET, so these addresses must be taken here.
    for (const url of ['/', '/*']) app.get(url, { schema: { hide: true } }, async request => refuse(request))
    await app.register(sendRoutes(context))
    await app.register(laterRoutes(context))
    await app.register(ticketRoutes(context))
    await app.register(contactRoutes(context))
    await app.register(channelRoutes(context))
    await app.register(listRoutes(context))
    await app.register(unsupportedRoutes)
  }
