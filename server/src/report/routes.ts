/** /api/v1: the audit log and the export, for administrators; figures have routes of their own. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../access/index.ts'
import { record } from '../audit/index.ts'
import type { Db } from '../base/db/db.ts'
import { Refusal } from '../refusal/refusal.ts'
import { cutPage, idBefore, pageOf, pageQuery } from '../web/page.ts'
import { listAudit } from './audit-list.ts'
import { exportCompany } from './export-company.ts'
import { figureRoutes } from './figures/routes.ts'
import * as schemas from './schemas.ts'

export interface ReportRoutesDeps {
  db: Db
  /** The address under which files are reached. */
  publicUrl: string
}

export const reportRoutes =
  (deps: ReportRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const { db } = deps
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
    await app.register(exportRoute(deps))
    await app.register(figureRoutes(deps))
  }

const exportRoute =
  ({ db, publicUrl }: ReportRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const running = new Set<number>()
    app.get(
      '/export',
      {
        schema: {
          operationId: 'exportCompany',
          tags: ['export'],
          summary: 'Export everything that the company has stored, as a ZIP archive',
          description:
            'For administrators. A file of JSON lines for each kind of thing: people, settings, contacts, tickets, messages, ' +
            'the audit log. Files are named with their address. No keys, tokens or secrets. One at a time.',
          response: { 200: Type.Unsafe<Buffer>({ type: 'string', format: 'binary', description: 'application/zip' }) },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        requireProfile(by, 'admin')
        const { tenantId } = by
        if (running.has(tenantId)) throw new Refusal('export_running')
        running.add(tenantId)
        // Also when the client has closed the connection.
        reply.raw.once('close', () => running.delete(tenantId))
        await record(db, { by, what: 'company.exported', targetId: tenantId })
        const day = new Date().toISOString().slice(0, 10)
        return reply
          .type('application/zip')
          .header('content-disposition', `attachment; filename="recado-${day}.zip"`)
          .send(Readable.from(exportCompany({ sql: db, publicUrl }, tenantId), { objectMode: false }) as never)
      },
    )
  }
