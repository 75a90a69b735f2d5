/** Addresses of WHAZING for parts that Recado does not have: 501 in words that name the way to do it here. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Refusal } from '../refusal/refusal.ts'
import * as schemas from './schemas.ts'

const tags = ['external-api']

const UNSUPPORTED: readonly { path: string; methods: string[]; instead: string }[] = [
  { path: '/apiplus', methods: ['POST'], instead: '/apioficial (buttons, lists, carousels and templates)' },
  {
    path: '/pixbutton',
    methods: ['POST'],
    instead: '/apioficial with a template whose button copies the Pix code, or a text with the Pix key',
  },
  {
    path: '/requestpayment',
    methods: ['POST'],
    instead:
      '/apioficial with an approved order_details template, or a text with the Pix code and the boleto as mediaUrl',
  },
  {
    path: '/updatechatbot',
    methods: ['POST'],
    instead: '/updatequeue or /updateticketinfo: a bot of yours answers while the ticket is pending',
  },
  { path: '/start-session', methods: ['POST'], instead: '/statuschannel: an official channel has no session to start' },
  ...['/boards', '/boards/*', '/cards/*', '/card', '/card/*', '/contact/:id/cards', '/checklists/*'].map(path => ({
    path,
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    instead: '/updatecrm and the Kanban of the panel: a contact stands in one stage',
  })),
]

export const unsupportedRoutes: FastifyPluginAsyncTypebox = async app => {
  for (const { path, methods, instead } of UNSUPPORTED) {
    app.route({
      method: methods,
      url: path,
      schema: { hide: true, tags, params: schemas.ApiIdParams },
      handler: async request => {
        throw new Refusal('external_not_supported', { route: `${request.method} ${path}`, instead })
      },
    })
  }
}
