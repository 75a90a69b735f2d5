/** Addresses of WHAZING for parts that Recado does not have. They return 501 with a sentence that says how to do it here. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Words } from '../refusal/faults.ts'
import { Refusal } from '../refusal/refusal.ts'
import { languageFor } from './error-body.ts'
import * as schemas from './schemas.ts'

const tags = ['external-api']

/** The official API has no message for a Pix key alone: `order_details` carries the code that a bank gives for an amount. */
const PAYMENT: Words = {
  en: '/apioficial with `type: order_details` (the Pix code of your bank, a boleto, a link), or a text with the Pix key and the boleto as mediaUrl',
  'pt-BR':
    '/apioficial com `type: order_details` (o código Pix do seu banco, um boleto, um link), ou um texto com a chave Pix e o boleto em mediaUrl',
  es: '/apioficial con `type: order_details` (el código Pix de su banco, un boleto, un enlace), o un texto con la clave Pix y el boleto en mediaUrl',
}

const KANBAN: Words = {
  en: '/updatecrm and the Kanban of the panel: a contact stands in one stage',
  'pt-BR': '/updatecrm e o Kanban do painel: um contato fica em uma etapa',
  es: '/updatecrm y el Kanban del panel: un contacto está en una etapa',
}

const UNSUPPORTED: readonly { path: string; methods: string[]; instead: Words }[] = [
  {
    path: '/apiplus',
    methods: ['POST'],
    instead: {
      en: '/apioficial (buttons, lists, carousels and templates)',
      'pt-BR': '/apioficial (botões, listas, carrosséis e modelos)',
      es: '/apioficial (botones, listas, carruseles y plantillas)',
    },
  },
  { path: '/pixbutton', methods: ['POST'], instead: PAYMENT },
  { path: '/requestpayment', methods: ['POST'], instead: PAYMENT },
  {
    path: '/updatechatbot',
    methods: ['POST'],
    instead: {
      en: '/updatequeue or /updateticketinfo: a bot of yours answers while the ticket is pending',
      'pt-BR': '/updatequeue ou /updateticketinfo: o seu bot responde enquanto o ticket está pendente',
      es: '/updatequeue o /updateticketinfo: su bot responde mientras el ticket está pendiente',
    },
  },
  {
    path: '/start-session',
    methods: ['POST'],
    instead: {
      en: '/statuschannel: an official channel has no session to start',
      'pt-BR': '/statuschannel: um canal oficial não tem sessão para iniciar',
      es: '/statuschannel: un canal oficial no tiene sesión que iniciar',
    },
  },
  ...['/boards', '/boards/*', '/cards/*', '/card', '/card/*', '/contact/:id/cards', '/checklists/*'].map(path => ({
    path,
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    instead: KANBAN,
  })),
]

export const unsupportedRoutes: FastifyPluginAsyncTypebox = async app => {
  for (const { path, methods, instead } of UNSUPPORTED) {
    app.route({
      method: methods,
      url: path,
      schema: { hide: true, tags, params: schemas.ApiIdParams },
      handler: async request => {
        throw new Refusal('external_not_supported', {
          route: `${request.method} ${path}`,
          instead: instead[languageFor(request)],
        })
      },
    })
  }
}
