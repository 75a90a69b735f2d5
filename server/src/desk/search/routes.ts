/** /api/v1/search: a search over everything, by what a person remembers. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { cutPage, idBefore, pageOf, pageQuery } from '../../web/page.ts'
import { Id } from '../../web/schema.ts'
import { cleanText } from '../text.ts'
import * as schemas from './schemas.ts'
import { search, searchMessages } from './search.ts'

const tags = ['search']

export const searchRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/search',
      {
        schema: {
          operationId: 'search',
          tags,
          summary: 'Search contacts, tickets and messages, the best first',
          description:
            'Without regard to accents; words of messages in all their Portuguese forms; numbers with and without the ' +
            'ninth digit, or a part of them. Only what you may see.',
          querystring: Type.Object({
            text: schemas.Text,
            limit: Type.Integer({ minimum: 1, maximum: 50, default: 10, description: 'Of each kind.' }),
          }),
          response: { 200: schemas.Found },
        },
      },
      async request => {
        const { text, limit } = request.query
        return search(db, requireCaller(request), { text: cleanText(text).trim(), limit })
      },
    )
    app.get(
      '/search/messages',
      {
        schema: {
          operationId: 'searchMessages',
          tags,
          summary: 'List all messages with some words, newest first',
          querystring: Type.Object({
            ...pageQuery,
            text: schemas.Text,
            ticketId: Type.Optional(Id),
            contactId: Type.Optional(Id),
          }),
          response: { 200: pageOf(schemas.FoundMessage) },
        },
      },
      async request => {
        const { limit, after, text, ...within } = request.query
        const asked = { ...within, text: cleanText(text).trim(), before: idBefore(after), limit: limit + 1 }
        return cutPage(await searchMessages(db, requireCaller(request), asked), limit, message => [message.id])
      },
    )
  }
