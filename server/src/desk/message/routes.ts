/** /api/v1: reading messages and writing internal notes. Sending is channel's. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { languageOf } from '../../base/language.ts'
import { cutPage, idBefore, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { changeDesk, type DeskDeps } from '../desk.ts'
import { getTicket } from '../ticket/list-tickets.ts'
import { listDeliveryMarks } from './delivery-marks.ts'
import { deleteDraft, getDraft, listDrafts, writeDraft } from './draft.ts'
import { listFiles } from './list-files.ts'
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
            'The newest ones, or those before, after or around a message. `after` goes on towards older messages. Internal notes are among them.',
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
    app.get(
      '/tickets/:id/delivery-marks',
      {
        schema: {
          operationId: 'listDeliveryMarks',
          tags,
          summary: "Whether receivers know of a ticket's newest events",
          description:
            'For each event that an endpoint wanted, newest first, its state at the endpoint that is furthest behind; 200 at most.',
          params: IdParams,
          response: { 200: schemas.DeliveryMarks },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id } = await getTicket(db, by, request.params.id)
        return { data: await listDeliveryMarks(db, by, id) }
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
            'For colleagues: it is shown in the conversation, never sent, and never told to a webhook. On any ticket that you see, also on closed ones.',
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
    app.get(
      '/contacts/:id/files',
      {
        schema: {
          operationId: 'listContactFiles',
          tags,
          summary: 'List what a contact and the company sent each other besides texts, newest first',
          description:
            'Messages with a picture, a video or a document, or with a link in their text, of every ticket of the contact that you see.',
          params: IdParams,
          querystring: Type.Object({ ...pageQuery, ...schemas.FileQuery }),
          response: { 200: schemas.FilePage },
        },
      },
      async request => {
        const { limit, after, ...query } = request.query
        const page = { contactId: request.params.id, before: idBefore(after), limit: limit + 1 }
        return cutPage(await listFiles(viewerOf(request), { ...query, ...page }), limit, message => [message.id])
      },
    )
    app.get(
      '/drafts',
      {
        schema: {
          operationId: 'listDrafts',
          tags,
          summary: 'What you are writing',
          description: 'Your own drafts, those of the newest tickets first. For people: 422 for an API key.',
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.Draft) },
        },
      },
      async request => {
        const { limit, after } = request.query
        const page = { before: idBefore(after), limit: limit + 1 }
        return cutPage(await listDrafts(db, requireCaller(request), page), limit, draft => [draft.ticketId])
      },
    )
    app.get(
      '/tickets/:id/draft',
      {
        schema: {
          operationId: 'getDraft',
          tags,
          summary: 'Get your draft in a ticket',
          params: IdParams,
          response: { 200: schemas.DraftOrNone },
        },
      },
      async request => ({ draft: (await getDraft(db, requireCaller(request), request.params.id)) ?? null }),
    )
    app.put(
      '/tickets/:id/draft',
      {
        schema: {
          operationId: 'writeDraft',
          tags,
          summary: 'Save your draft in a ticket',
          description: 'It follows you to your other devices. Nobody else sees it, and it is never sent by itself.',
          params: IdParams,
          body: schemas.NewDraft,
          response: { 200: schemas.Draft },
        },
      },
      async request => {
        const given = { by: requireCaller(request), ticketId: request.params.id, ...request.body }
        return changeDesk(db, deskDeps, desk => writeDraft(desk, given))
      },
    )
    app.delete(
      '/tickets/:id/draft',
      {
        schema: {
          operationId: 'deleteDraft',
          tags,
          summary: 'Delete your draft in a ticket',
          params: IdParams,
          response: { 204: Type.Null({ description: 'There is no draft now.' }) },
        },
      },
      async (request, reply) => {
        const given = { by: requireCaller(request), ticketId: request.params.id }
        await changeDesk(db, deskDeps, desk => deleteDraft(desk, given))
        return reply.code(204).send(null)
      },
    )
  }
