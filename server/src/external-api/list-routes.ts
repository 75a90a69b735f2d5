/**
 * Routes that integrators want and WHAZING does not have: lists of what there is to choose from, with the ids that other calls
 * take.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Db } from '../base/db/db.ts'
import { requireExternalCaller } from './plugin.ts'
import * as schemas from './schemas.ts'

const tags = ['external-api']
const LABELS = [
  ['/tags', 'tags', 'externalListTags', 'Tags'],
  ['/stages', 'stages', 'externalListStages', 'Stages of the Kanban: what /updatecrm takes'],
  ['/followups', 'followups', 'externalListFollowups', 'Follow-ups: what /updatefollowup takes'],
] as const
/** No company has more than this of any of these. */
const MAX_ROWS = 1_000

export const listRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    const list = (
      path: string,
      operationId: string,
      summary: string,
      read: (tenantId: number) => Promise<readonly unknown[]>,
    ) =>
      app.get(
        path,
        {
          config: { scope: 'tickets' },
          schema: {
            operationId,
            tags,
            summary,
            params: schemas.ApiIdParams,
            response: { 200: Type.Array(Type.Unknown()) },
          },
        },
        async request => [...(await read(requireExternalCaller(request).tenantId))],
      )

    list(
      '/queues',
      'externalListQueues',
      'Queues',
      async tenantId => db`
        select id, name, color, is_active as "isActive" from queues
        where tenant_id = ${tenantId} order by id limit ${MAX_ROWS}`,
    )
    list(
      '/users',
      'externalListUsers',
      'Users, with their queues',
      async tenantId => db`
        select u.id, u.name, u.email, u.profile, u.is_active as "isActive",
          array(select q.queue_id from user_queues q where q.tenant_id = u.tenant_id and q.user_id = u.id
            order by q.queue_id) as "queueIds"
        from users u
        where u.tenant_id = ${tenantId} order by u.id limit ${MAX_ROWS}`,
    )
    list(
      '/channels',
      'externalListChannels',
      'Channels',
      async tenantId => db`
        select id, name, 'waba' as type, status, is_active as "isActive" from channels
        where tenant_id = ${tenantId} order by id limit ${MAX_ROWS}`,
    )
    for (const [path, table, operationId, summary] of LABELS) {
      list(
        path,
        operationId,
        summary,
        async tenantId => db`
          select id, name, color, position, is_active as "isActive" from ${db(table)}
          where tenant_id = ${tenantId} order by position, id limit ${MAX_ROWS}`,
      )
    }
    list(
      '/closingreasons',
      'externalListClosingReasons',
      'Closing reasons, with the queues they apply to (none = all)',
      async tenantId => db`
        select r.id, r.name, r.color, r.is_active as "isActive",
          array(select q.queue_id from closing_reason_queues q
            where q.tenant_id = r.tenant_id and q.closing_reason_id = r.id order by q.queue_id) as "queueIds"
        from closing_reasons r
        where r.tenant_id = ${tenantId} order by r.id limit ${MAX_ROWS}`,
    )
  }
