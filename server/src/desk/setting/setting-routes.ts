/**
 * Makes the five routes of a setting (list, create, read, change, delete) from what is different between settings. Everybody
 * reads; admins and supervisors change; every change leaves a row in the audit log.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type TObject, type TSchema, Type } from 'typebox'
import { type Caller, requireCaller, requireProfile } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Db, type Sql, type Tx, transaction } from '../../base/db/db.ts'
import { cutPage, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'

type Given = Record<string, unknown>
interface One {
  tenantId: number
  id: number
}

/** A row of any setting; its schema decides what is shown. */
export interface Row {
  id: number
}

export interface Setting {
  /** `/closing-reasons`. */
  path: string
  /** For operation ids: `ClosingReason`, `ClosingReasons`. */
  name: string
  names: string
  /** For people: `closing reason`, `closing reasons`. */
  words: [one: string, many: string]
  /** The first half of `what` in the audit log. */
  audited: string
  order: string
  schema: TSchema
  created: TObject
  changed: TObject
  descriptions?: { create?: string; change?: string; remove?: string }
  list: (sql: Sql, page: { tenantId: number; after: string | undefined; limit: number }) => Promise<Row[]>
  keyOf: (row: Row) => (string | number)[]
  get: (sql: Sql, one: One) => Promise<Row>
  create: (tx: Tx, given: Given & { tenantId: number }) => Promise<Row>
  change: (tx: Tx, given: Given & One, by: Caller) => Promise<Row>
  remove?: (tx: Tx, one: One) => Promise<void>
}

/** The type for defining a setting: each function has its own types, and the routes' schemas check the values. */
interface GivenSetting extends Omit<Setting, 'create' | 'change'> {
  // biome-ignore lint/suspicious/noExplicitAny: what the schema `created` lets through.
  create: (tx: Tx, given: any) => Promise<Row>
  // biome-ignore lint/suspicious/noExplicitAny: what the schema `changed` lets through.
  change: (tx: Tx, given: any, by: Caller) => Promise<Row>
}
export const setting = (given: GivenSetting): Setting => given

export const settingRoutes =
  ({ db }: { db: Db }, it: Setting): FastifyPluginAsyncTypebox =>
  async app => {
    const [one, many] = it.words
    const tags = [many]
    app.get(
      it.path,
      {
        schema: {
          operationId: `list${it.names}`,
          tags,
          summary: `List ${many}, ${it.order}`,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(it.schema) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { limit, after } = request.query
        return cutPage(await it.list(db, { tenantId, after, limit: limit + 1 }), limit, it.keyOf)
      },
    )
    app.get(
      `${it.path}/:id`,
      {
        schema: {
          operationId: `get${it.name}`,
          tags,
          summary: `One ${one}`,
          params: IdParams,
          response: { 200: it.schema },
        },
      },
      async request => it.get(db, { tenantId: requireCaller(request).tenantId, id: request.params.id }),
    )
    await app.register(changeRoutes({ db }, it))
  }

const changeRoutes =
  ({ db }: { db: Db }, it: Setting): FastifyPluginAsyncTypebox =>
  async app => {
    const [one, many] = it.words
    const tags = [many]
    const { create, change, remove } = it.descriptions ?? {}
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin', 'supervisor'))
    app.post(
      it.path,
      {
        config: { idempotent: true },
        schema: {
          operationId: `create${it.name}`,
          tags,
          summary: `Create a ${one}`,
          ...(create && { description: create }),
          body: it.created,
          response: { 201: it.schema },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const made = await transaction(db, async tx => {
          const after = await it.create(tx, { ...(request.body as Given), tenantId: by.tenantId })
          await record(tx, { by, what: `${it.audited}.created`, targetId: after.id, after })
          return after
        })
        return reply.code(201).header('location', `/api/v1${it.path}/${made.id}`).send(made)
      },
    )
    app.patch(
      `${it.path}/:id`,
      {
        schema: {
          operationId: `update${it.name}`,
          tags,
          summary: `Change a ${one}`,
          ...(change && { description: change }),
          params: IdParams,
          body: it.changed,
          response: { 200: it.schema },
        },
      },
      async request => {
        const by = requireCaller(request)
        const at = { tenantId: by.tenantId, id: request.params.id }
        return transaction(db, async tx => {
          const before = await it.get(tx, at)
          const after = await it.change(tx, { ...(request.body as Given), ...at }, by)
          await record(tx, { by, what: `${it.audited}.updated`, targetId: at.id, before, after })
          return after
        })
      },
    )
    const deletion = it.remove
    if (deletion === undefined) return
    app.delete(
      `${it.path}/:id`,
      {
        schema: {
          operationId: `delete${it.name}`,
          tags,
          summary: `Delete a ${one}`,
          ...(remove && { description: remove }),
          params: IdParams,
          response: { 204: Type.Null({ description: 'It is gone.' }) },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const at = { tenantId: by.tenantId, id: request.params.id }
        await transaction(db, async tx => {
          const before = await it.get(tx, at)
          await deletion(tx, at)
          await record(tx, { by, what: `${it.audited}.deleted`, targetId: at.id, before })
        })
        return reply.code(204).send(null)
      },
    )
  }
