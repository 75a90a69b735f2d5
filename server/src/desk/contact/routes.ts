/** /api/v1/contacts: people and groups. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { cutPage, pageOf, pageQuery } from '../../web/page.ts'
import { IdParams } from '../../web/schema.ts'
import { idAfter } from '../page-after.ts'
import * as schemas from '../schemas.ts'
import { changeContact, createContact, getContact, listContacts } from './address-book.ts'

const tags = ['contacts']

export const contactRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/contacts',
      {
        schema: {
          operationId: 'listContacts',
          tags,
          summary: 'List contacts, oldest first, or search them',
          querystring: Type.Object({ ...pageQuery, ...schemas.ContactQuery }),
          response: { 200: pageOf(schemas.Contact) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { limit, after, ...filter } = request.query
        const rows = await listContacts(db, { ...filter, tenantId, after: idAfter(after), limit: limit + 1 })
        return cutPage(rows, limit, contact => [contact.id])
      },
    )
    app.post(
      '/contacts',
      {
        config: { idempotent: true },
        schema: {
          operationId: 'createContact',
          tags,
          summary: 'Create a contact',
          description: 'Both spellings of a Brazilian mobile are one contact: 409 names the one that has the number.',
          body: schemas.NewContact,
          response: { 201: schemas.ContactWithAliases },
        },
      },
      async (request, reply) => {
        const { tenantId } = requireCaller(request)
        const contact = await transaction(db, tx => createContact(tx, { ...request.body, tenantId }))
        return reply.code(201).header('location', `/api/v1/contacts/${contact.id}`).send(contact)
      },
    )
    app.get(
      '/contacts/:id',
      {
        schema: {
          operationId: 'getContact',
          tags,
          summary: 'One contact, with its aliases',
          params: IdParams,
          response: { 200: schemas.ContactWithAliases },
        },
      },
      async request => getContact(db, { tenantId: requireCaller(request).tenantId, id: request.params.id }),
    )
    app.patch(
      '/contacts/:id',
      {
        schema: {
          operationId: 'updateContact',
          tags,
          summary: 'Change a contact',
          params: IdParams,
          body: schemas.ContactChange,
          response: { 200: schemas.ContactWithAliases },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        return transaction(db, tx => changeContact(tx, { ...request.body, tenantId, id: request.params.id }))
      },
    )
  }
