/** /api/v1/stages: the columns of the kanban board. Moving a card is changing its contact: PATCH /contacts/{id}. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { pageOf, pageQuery, placeFromCursor, toCursor } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { countCards, listCards, type Place } from './board.ts'
import * as schemas from './schemas.ts'

const tags = ['stages']

export const boardRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/stages/counts',
      {
        schema: {
          operationId: 'countStages',
          tags,
          summary: 'How many contacts are in each stage',
          description:
            'Of the active stages, in their order; of those that you may see, by the same filter as the lists.',
          querystring: Type.Object(schemas.boardFilter),
          response: { 200: Type.Object({ data: Type.Array(schemas.StageCount) }) },
        },
      },
      async request => ({ data: await countCards(db, requireCaller(request), request.query) }),
    )
    app.get(
      '/stages/:id/contacts',
      {
        schema: {
          operationId: 'listStageContacts',
          tags,
          summary: 'List the contacts of a stage, the one that came into it last first',
          description:
            'Each with the ticket that you may see of them. Attendants see contacts with such a ticket. A page that examined 1,000 ' +
            'contacts without finding enough is short, and has a `next`.',
          params: IdParams,
          querystring: Type.Object({ ...pageQuery, ...schemas.boardFilter }),
          response: { 200: pageOf(schemas.BoardCard) },
        },
      },
      async request => {
        const { limit, after, ...filter } = request.query
        const asked = { stageId: request.params.id, filter, after: placeIn(after), limit }
        const { data, next } = await listCards(db, requireCaller(request), asked)
        return { data, next: next === undefined ? null : toCursor([next.stagedAt.toISOString(), next.id]) }
      },
    )
  }

function placeIn(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const { at, id } = placeFromCursor(cursor)
  return { stagedAt: at, id }
}
