/** /api/v1/channels/{id}/templates: the messages that WhatsApp accepts at any time. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { languageOf } from '../../base/language.ts'
import { Refusal, wordsIn } from '../../refusal/refusal.ts'
import { IdParams } from '../../web/schema.ts'
import { requireChannel } from '../channel.ts'
import type { CloudChannels } from '../cloud-channel.ts'
import type { GraphSettings } from '../graph/graph-call.ts'
import { requireOk } from '../graph/graph-refusal.ts'
import * as schemas from '../schemas.ts'
import { fetchTemplates } from './fetch-templates.ts'
import { checkTemplate, previewTemplate, previewText } from './template-content.ts'
import { findTemplate, listTemplates } from './template-rows.ts'

export interface TemplateRoutesDeps {
  db: Db
  graph: GraphSettings
  channels: CloudChannels
}

const tags = ['channels']

export const templateRoutes =
  (deps: TemplateRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/channels/:id/templates',
      {
        schema: {
          operationId: 'listTemplates',
          tags,
          summary: 'List message templates',
          description: 'As of the last fetch from WhatsApp, by name. The first call of a channel fetches them.',
          params: IdParams,
          querystring: Type.Object({
            status: Type.Optional(Type.String({ maxLength: 50, description: 'Such as `APPROVED`.' })),
            search: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the name or of its texts.' })),
          }),
          response: { 200: Type.Object({ data: Type.Array(schemas.Template) }) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const channelId = request.params.id
        await requireChannel(deps.db, tenantId, channelId)
        const { isKnown } = await findTemplate(deps.db, { tenantId, channelId, name: '', language: '' })
        if (!isKnown) await refresh(deps, tenantId, channelId)
        return { data: await listTemplates(deps.db, { tenantId, channelId, ...request.query }) }
      },
    )

    app.post(
      '/channels/:id/templates/refresh',
      {
        schema: {
          operationId: 'refreshTemplates',
          tags,
          summary: 'Fetch the templates from WhatsApp now',
          params: IdParams,
          response: { 200: Type.Object({ count: Type.Integer({ description: 'How many there are.' }) }) },
        },
      },
      async request => ({ count: await refresh(deps, requireCaller(request).tenantId, request.params.id) }),
    )

    app.post(
      '/channels/:id/templates/preview',
      {
        schema: {
          operationId: 'previewTemplate',
          tags,
          summary: 'What a template looks like when it is filled',
          description: 'Sends nothing. Names what WhatsApp would refuse.',
          params: IdParams,
          body: schemas.specialContents.template,
          response: { 200: schemas.TemplatePreview },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { name, language, components } = request.body
        await requireChannel(deps.db, tenantId, request.params.id)
        const where = { tenantId, channelId: request.params.id, name, language: language.code }
        const { template } = await findTemplate(deps.db, where)
        if (template === undefined) throw new Refusal('template_not_found', { name, language: language.code })
        const preview = previewTemplate(template.components, components)
        const errors = checkTemplate(template.components, components)
        const asked = languageOf(request.headers['accept-language'])
        return {
          ...preview,
          text: previewText(preview),
          errors: errors.map(({ path, message }) => ({ path, message: wordsIn(message, asked) })),
        }
      },
    )
  }

async function refresh(deps: TemplateRoutesDeps, tenantId: number, channelId: number): Promise<number> {
  const channel = await deps.channels.byId(tenantId, channelId)
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (channel.wabaId === null) throw new Refusal('waba_id_required')
  return requireOk(await fetchTemplates(deps, channel))
}
