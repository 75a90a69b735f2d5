/** /api/v1: reading messages and writing internal notes. Sending is channel's. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { languageOf } from '../../base/language.ts'
import { IdParams } from '../../web/schema.ts'
import { changeDesk, type DeskDeps } from '../desk.ts'
import { getTicket } from '../ticket/list-tickets.ts'
import { getMessage, listMessages, type Viewer } from './list-messages.ts'
import * as schemas from './schemas.ts'
import { writeNote } from './write-note.ts'

const tags = ['messages']

export const messageRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    const viewerOf = (request: FastifyRequest): Viewer => ({
      sql: db,
      by: requireCaller(request),
      publicUrl: deskDeps.publicUrl,
      language: languageOf(request.headers['accept-language']),
    })

    app.get(
      '/tickets/:id/messages',
      {
        schema: {
          operationId: 'listMessages',
          tags,
          summary: "A ticket's messages, newest first",
          description:
            'The newest ones, or those before, after or around a message. `after` goes on towards the beginning. Internal notes are among them.',
          params: IdParams,
          querystring: Type.Object(schemas.MessageQuery),
          response: { 200: schemas.MessagePage },
        },
      },
      async request => {
        const viewer = viewerOf(request)
        const { id: ticketId } = await getTicket(db, viewer.by, request.params.id)
        const { after: cursor, ...query } = request.query
        return listMessages(viewer, { ...query, ticketId, cursor })
      },
    )
    app.post(
      '/tickets/:id/notes',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'writeNote',
          tags,
          summary: 'Write an internal note',
          description:
            'For colleagues: it stands in the conversation, is never sent and never told to a webhook. On any ticket that you see, closed ones too.',
          params: IdParams,
          body: schemas.NewNote,
          response: { 201: schemas.Message },
        },
      },
      async (request, reply) => {
        const viewer = viewerOf(request)
        const given = { by: viewer.by, ticketId: request.params.id, ...request.body }
        const id = await changeDesk(db, deskDeps, desk => writeNote(desk, given))
        return reply
          .code(201)
          .header('location', `/api/v1/messages/${id}`)
          .send(await getMessage(viewer, id))
      },
    )
    app.get(
      '/messages/:id',
      {
        schema: {
          operationId: 'getMessage',
          tags,
          summary: 'One message',
          params: IdParams,
          response: { 200: schemas.Message },
        },
      },
      async request => getMessage(viewerOf(request), request.params.id),
    )
  }
