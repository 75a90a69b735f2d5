/** /api/v1: everything of the desk. Register with `accessPlugin` in the same scope. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '../base/db/db.ts'
import { automationRoutes } from './automation/routes.ts'
import { boardRoutes } from './board/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { contactRoutes } from './contact/routes.ts'
import type { DeskDeps } from './desk.ts'
import { messageRoutes } from './message/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { quickReplyRoutes } from './setting/quick-reply-routes.ts'
import { settingsRoutes } from './setting/routes.ts'
import { ticketActionRoutes } from './ticket/action-routes.ts'
import { ticketRoutes } from './ticket/routes.ts'
import { savedViewRoutes } from './view/routes.ts'

export const deskRoutes =
  (deps: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    await app.register(settingsRoutes(deps))
    await app.register(quickReplyRoutes(deps))
    await app.register(automationRoutes(deps))
    await app.register(boardRoutes(deps))
    await app.register(searchRoutes(deps))
    await app.register(contactRoutes(deps))
    await app.register(ticketRoutes(deps))
    await app.register(ticketActionRoutes(deps))
    await app.register(bulkRoutes(deps))
    await app.register(savedViewRoutes(deps))
    await app.register(messageRoutes(deps))
  }
