/** /api/v1: queues and who serves them, closing reasons, tags, stages, follow-ups, wallets, custom fields. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Db, type Tx, transaction } from '../../base/db/db.ts'
import { idAfter } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { type DeskDeps, inDesk } from '../desk.ts'
import * as deskSchemas from '../schemas.ts'
import { handOver } from '../ticket/hand-over.ts'
import { getTicket } from '../ticket/list-tickets.ts'
import { changeClosingReason, createClosingReason, getClosingReason, listClosingReasons } from './closing-reason.ts'
import { listColleagues } from './colleague.ts'
import * as field from './custom-field.ts'
import * as label from './label.ts'
import {
  changeQueue,
  createQueue,
  getQueue,
  listQueues,
  readMembers,
  readUserQueues,
  setMembers,
  setUserQueues,
} from './queue.ts'
import * as schemas from './schemas.ts'
import { type Setting, setting, settingRoutes } from './setting-routes.ts'
import { setTicketTags } from './tagged.ts'

const byId: Pick<Setting, 'order' | 'keyOf'> = { order: 'oldest first', keyOf: row => [row.id] }
const byPosition: Pick<Setting, 'order' | 'keyOf'> = {
  order: 'in their order',
  keyOf: row => [(row as label.Label).position, row.id],
}

const queues = (desk: DeskDeps) =>
  setting({
    ...byId,
    path: '/queues',
    name: 'Queue',
    names: 'Queues',
    words: ['queue', 'queues'],
    audited: 'queue',
    schema: deskSchemas.Queue,
    created: deskSchemas.NewQueue,
    changed: deskSchemas.QueueChange,
    descriptions: {
      change:
        'Switching a queue off is refused while tickets are in it or channels lead to it, unless `handOver.queueId` says where ' +
        'they go: each ticket waits there, told as TransferTicket.',
    },
    list: (sql, page) => listQueues(sql, { ...page, after: idAfter(page.after) }),
    get: getQueue,
    create: createQueue,
    change: async (tx, { handOver: given, ...change }, by) => {
      const { tenantId, id } = change
      const isOff = change.isActive === false && (await getQueue(tx, { tenantId, id })).isActive
      const input = { tenantId, byUserId: by.userId, departing: { queueId: id }, handOver: given }
      if (isOff) await inDesk(tx, desk, it => handOver(it, input))
      return changeQueue(tx, change)
    },
  })

const closingReasons = setting({
  ...byId,
  path: '/closing-reasons',
  name: 'ClosingReason',
  names: 'ClosingReasons',
  words: ['closing reason', 'closing reasons'],
  audited: 'closing_reason',
  schema: deskSchemas.ClosingReason,
  created: deskSchemas.NewClosingReason,
  changed: deskSchemas.ClosingReasonChange,
  descriptions: { create: 'Where an active reason applies to the queue of a ticket, one must be chosen to close it.' },
  list: (sql, page) => listClosingReasons(sql, { ...page, after: idAfter(page.after) }),
  get: getClosingReason,
  create: createClosingReason,
  change: changeClosingReason,
})

const customFields = setting({
  ...byPosition,
  path: '/custom-fields',
  name: 'CustomField',
  names: 'CustomFields',
  words: ['custom field', 'custom fields'],
  audited: 'custom_field',
  schema: schemas.CustomField,
  created: schemas.NewCustomField,
  changed: schemas.CustomFieldChange,
  descriptions: {
    create: 'An additional field on every contact.',
    remove: 'The values that contacts have in it are deleted too.',
  },
  list: field.listCustomFields,
  get: field.getCustomField,
  create: field.createCustomField,
  change: field.changeCustomField,
  remove: field.deleteCustomField,
})

type Schemas = Pick<Setting, 'schema' | 'created' | 'changed'>

const labelSetting = (
  kind: label.LabelKind,
  given: Pick<Setting, 'name' | 'names' | 'words' | 'audited' | 'descriptions'> & Partial<Schemas>,
) =>
  setting({
    ...byPosition,
    path: `/${kind}`,
    schema: schemas.Label,
    created: schemas.NewLabel,
    changed: schemas.LabelChange,
    list: (sql, page) => label.listLabels(sql, kind, page),
    get: (sql, at) => label.getLabel(sql, kind, at),
    create: (tx, input) => label.createLabel(tx, kind, input),
    change: (tx, input) => label.changeLabel(tx, kind, input),
    remove: (tx, at) => label.deleteLabel(tx, kind, at),
    ...given,
  })

const LABELS: Record<label.LabelKind, Setting> = {
  tags: labelSetting('tags', {
    name: 'Tag',
    names: 'Tags',
    words: ['tag', 'tags'],
    audited: 'tag',
    descriptions: { remove: 'Contacts and tickets lose it.' },
  }),
  stages: labelSetting('stages', {
    name: 'Stage',
    names: 'Stages',
    words: ['stage', 'stages'],
    audited: 'stage',
    descriptions: {
      create: "A column of the kanban board: a contact's `kanbanId`.",
      remove: 'Its contacts are then in no stage.',
    },
  }),
  followups: labelSetting('followups', {
    name: 'Followup',
    names: 'Followups',
    words: ['follow-up', 'follow-ups'],
    audited: 'followup',
    descriptions: {
      create: "What to do next: a contact's `followupId`.",
      remove: 'Its contacts are then in no stage.',
    },
  }),
  wallets: labelSetting('wallets', {
    name: 'Wallet',
    names: 'Wallets',
    words: ['wallet', 'wallets'],
    audited: 'wallet',
    schema: schemas.Wallet,
    created: schemas.NewWallet,
    changed: schemas.WalletChange,
    descriptions: { create: 'The customers of one user.', remove: 'Its contacts are then in no wallet.' },
  }),
}

export const settingsRoutes =
  ({ db, desk }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    for (const it of [queues(desk), closingReasons, customFields, ...Object.values(LABELS)]) {
      await app.register(settingRoutes({ db }, it))
    }
    await app.register(orderRoutes({ db }))
    await app.register(peopleRoutes({ db }))
  }

type Ordering = (tx: Tx, input: { tenantId: number; ids: number[] }) => Promise<void>

const orderRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    const orders: [Setting, Ordering][] = [[customFields, field.orderCustomFields]]
    for (const [kind, it] of Object.entries(LABELS) as [label.LabelKind, Setting][]) {
      orders.push([it, (tx, input) => label.orderLabels(tx, kind, input)])
    }
    for (const [it, order] of orders) {
      app.put(
        `${it.path}/order`,
        {
          schema: {
            operationId: `order${it.names}`,
            tags: [it.words[1]],
            summary: `Put ${it.words[1]} in order`,
            description: 'The named ones come first, in this order; the others follow in their old order.',
            body: schemas.Order,
            response: { 204: Type.Null({ description: 'Saved.' }) },
          },
        },
        async (request, reply) => {
          const by = requireCaller(request)
          requireProfile(by, 'admin', 'supervisor')
          const { ids } = request.body
          await transaction(db, async tx => {
            await order(tx, { tenantId: by.tenantId, ids })
            await record(tx, { by, what: `${it.audited}.ordered`, after: { ids } })
          })
          return reply.code(204).send(null)
        },
      )
    }
  }

const peopleRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/colleagues',
      {
        schema: {
          operationId: 'listColleagues',
          tags: ['colleagues'],
          summary: 'The active people of the company, by name',
          description: 'For all users: names, profiles and queues, to transfer a ticket or to mention somebody.',
          querystring: Type.Object({
            queueId: Type.Optional(
              Type.Integer({
                minimum: 1,
                description: 'Those who may serve this queue: its members, and all supervisors.',
              }),
            ),
          }),
          response: { 200: Type.Object({ data: Type.Array(schemas.Colleague) }) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        return { data: await listColleagues(db, { tenantId, queueId: request.query.queueId }) }
      },
    )
    app.put(
      '/tickets/:id/tags',
      {
        schema: {
          operationId: 'setTicketTags',
          tags: ['tickets'],
          summary: "Set a ticket's tags",
          description: 'Whoever may see the ticket may tag it. Replaces the whole list.',
          params: IdParams,
          body: deskSchemas.TicketTags,
          response: { 200: deskSchemas.TicketTags },
        },
      },
      async request => {
        const by = requireCaller(request)
        const { id: ticketId } = await getTicket(db, by, request.params.id)
        const input = { tenantId: by.tenantId, ticketId, tagIds: request.body.tagIds }
        return transaction(db, async tx => ({ tagIds: await setTicketTags(tx, input) }))
      },
    )
    app.get(
      '/queues/:id/members',
      {
        schema: {
          operationId: 'listQueueMembers',
          tags: ['queues'],
          summary: 'Who serves a queue',
          params: IdParams,
          response: { 200: deskSchemas.QueueMembers },
        },
      },
      async request => readMembers(db, { tenantId: requireCaller(request).tenantId, queueId: request.params.id }),
    )
    app.put(
      '/queues/:id/members',
      {
        schema: {
          operationId: 'setQueueMembers',
          tags: ['queues'],
          summary: 'Set who serves a queue',
          description: 'An attendant sees the tickets of the queues that they serve. Replaces the whole list.',
          params: IdParams,
          body: deskSchemas.QueueMembers,
          response: { 200: deskSchemas.QueueMembers },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin', 'supervisor')
        const at = { tenantId: by.tenantId, queueId: request.params.id }
        return transaction(db, async tx => {
          const before = await readMembers(tx, at)
          const after = await setMembers(tx, { ...at, userIds: request.body.userIds })
          await record(tx, { by, what: 'queue.members_set', targetId: at.queueId, before, after })
          return after
        })
      },
    )
    app.get(
      '/users/:id/queues',
      {
        schema: {
          operationId: 'listUserQueues',
          tags: ['queues'],
          summary: 'The queues that a user serves',
          params: IdParams,
          response: { 200: deskSchemas.UserQueues },
        },
      },
      async request => readUserQueues(db, { tenantId: requireCaller(request).tenantId, userId: request.params.id }),
    )
    app.put(
      '/users/:id/queues',
      {
        schema: {
          operationId: 'setUserQueues',
          tags: ['queues'],
          summary: 'Set the queues that a user serves',
          description: 'An attendant sees the tickets of these queues. Replaces the whole list.',
          params: IdParams,
          body: deskSchemas.UserQueues,
          response: { 200: deskSchemas.UserQueues },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin', 'supervisor')
        const at = { tenantId: by.tenantId, userId: request.params.id }
        return transaction(db, async tx => {
          const before = await readUserQueues(tx, at)
          const after = await setUserQueues(tx, { ...at, queueIds: request.body.queueIds })
          await record(tx, { by, what: 'user.queues_set', targetId: at.userId, before, after })
          return after
        })
      },
    )
  }
