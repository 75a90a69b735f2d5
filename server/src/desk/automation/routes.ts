/** /api/v1/queues/{id}/automation: hours, holidays, automatic texts, how long a customer may wait. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { requireCaller, requireProfile } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { IdParams } from '../../web/schema.ts'
import { VARIABLES } from '../setting/variables.ts'
import { changeAutomation, getAutomation } from './automation.ts'
import * as schemas from './schemas.ts'

const tags = ['queues']

export const automationRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/queues/:id/automation',
      {
        schema: {
          operationId: 'getQueueAutomation',
          tags,
          summary: 'What a queue does by itself',
          description: 'Its hours, holidays and automatic texts, and whether it is open now.',
          params: IdParams,
          response: { 200: schemas.QueueAutomation },
        },
      },
      async request => getAutomation(db, { tenantId: requireCaller(request).tenantId, queueId: request.params.id }),
    )
    app.patch(
      '/queues/:id/automation',
      {
        schema: {
          operationId: 'updateQueueAutomation',
          tags,
          summary: 'Change what a queue does by itself',
          description:
            'Each list replaces the one before. Texts take the variables ' +
            `${VARIABLES.join(', ')}; one without a value is left out, with its comma. ` +
            'Webhooks get an automatic text as a message whose `sendType` is `bot`.',
          params: IdParams,
          body: schemas.QueueAutomationChange,
          response: { 200: schemas.QueueAutomation },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin', 'supervisor')
        const at = { tenantId: by.tenantId, queueId: request.params.id }
        return transaction(db, async tx => {
          const { before, after } = await changeAutomation(tx, at, request.body)
          await record(tx, { by, what: 'queue.automation_set', targetId: at.queueId, before, after })
          return getAutomation(tx, at)
        })
      },
    )
  }
