/** /api/v1: reports. For administrators. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import type { Db } from '../base/db/db.ts'
import { cutPage, idBefore, pageOf, pageQuery } from '../web/page.ts'
import { listAudit } from './audit-list.ts'
import * as schemas from './schemas.ts'

export const reportRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/audit',
      {
        schema: {
          operationId: 'listAudit',
          tags: ['audit'],
          summary: 'Who changed what, newest first',
          description:
            'For administrators. Settings, people, sessions, channels, endpoints, what was sent again, and customers whose ' +
            'data was touched.',
          querystring: Type.Object({ ...pageQuery, ...schemas.AuditQuery }),
          response: { 200: pageOf(schemas.AuditEntry) },
        },
      },
      async request => {
        const caller = requireCaller(request)
        requireProfile(caller, 'admin')
        const { limit, after, ...filter } = request.query
        const page = { beforeId: idBefore(after), limit: limit + 1 }
        const rows = await listAudit(db, { ...filter, tenantId: caller.tenantId }, page)
        return cutPage(rows, limit, entry => [entry.id])
      },
    )
  }
