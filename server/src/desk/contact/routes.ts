/** /api/v1/contacts: people and groups. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireCaller, requireProfile } from '../../access/index.ts'
import { record } from '../../audit/index.ts'
import { type Db, transaction } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { cutPage, idAfter, idBefore, pageOf, pageQuery } from '../../web/page.ts'
import { exact, Id, IdParams } from '../../web/schema.ts'
import type { DeskDeps } from '../desk.ts'
import * as schemas from '../schemas.ts'
import { changeContact, createContact, getContact, listContacts } from './address-book.ts'
import { listContactLog } from './contact-log.ts'
import { mergeContacts } from './merge-contacts.ts'
import { previewMerge } from './preview-merge.ts'
import { eraseContact, exportContact } from './privacy.ts'
import { splitContact } from './split-contact.ts'

const tags = ['contacts']

export const contactRoutes =
  ({ db, desk }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
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
          description:
            'Both spellings of a Brazilian mobile are one contact: 409 names the contact that has the number.',
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
          description: '`isIgnored` is for admins and supervisors.',
          params: IdParams,
          body: schemas.ContactChange,
          response: { 200: schemas.ContactWithAliases },
        },
      },
      async request => {
        const by = requireCaller(request)
        const at = { tenantId: by.tenantId, id: request.params.id }
        const { isIgnored } = request.body
        // Messages of an ignored contact are not stored.
        if (isIgnored !== undefined) requireProfile(by, 'admin', 'supervisor')
        return transaction(db, async tx => {
          const before = await getContact(tx, at)
          const after = await changeContact(tx, { ...request.body, ...at })
          const [was, is] = [{ isIgnored: before.isIgnored }, { isIgnored: after.isIgnored }]
          await record(tx, { by, what: 'contact.ignored', targetId: after.id, before: was, after: is })
          return after
        })
      },
    )
    await app.register(identityRoutes({ db }))
    await app.register(privacyRoutes({ db, desk }))
  }

/** Merging and splitting are for admins and supervisors: they change who a conversation is with. */
const identityRoutes =
  ({ db }: { db: Db }): FastifyPluginAsyncTypebox =>
  async app => {
    app.get(
      '/contacts/:id/log',
      {
        schema: {
          operationId: 'listContactLog',
          tags,
          summary: 'Merges, splits and numbers that moved, newest first',
          params: IdParams,
          querystring: Type.Object(pageQuery),
          response: { 200: pageOf(schemas.ContactLogEntry) },
        },
      },
      async request => {
        const { tenantId } = requireCaller(request)
        const { id: contactId } = await getContact(db, { tenantId, id: request.params.id })
        const { limit, after } = request.query
        const rows = await listContactLog(db, { tenantId, contactId, before: idBefore(after), limit: limit + 1 })
        return cutPage(rows, limit, entry => [entry.id])
      },
    )
    app.get(
      '/contacts/:id/merge-preview',
      {
        schema: {
          operationId: 'previewMerge',
          tags,
          summary: 'Show what two contacts would be as one',
          description: 'Changes nothing. Refuses what `merge` would refuse.',
          params: IdParams,
          querystring: Type.Object({
            contactId: Type.Integer({ minimum: 1, description: 'The other contact.' }),
          }),
          response: { 200: schemas.MergePreview },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin', 'supervisor')
        const { tenantId } = by
        const one = await getContact(db, { tenantId, id: request.params.id })
        const other = await getContact(db, { tenantId, id: request.query.contactId })
        if (one.id === other.id) throw new Refusal('contact_not_found')
        return previewMerge(db, { tenantId, one: one.id, other: other.id })
      },
    )
    app.post(
      '/contacts/:id/merge',
      {
        schema: {
          operationId: 'mergeContacts',
          tags,
          summary: 'Say that two contacts are one person',
          description:
            'The older one stays and takes everything of the younger, whose id still finds it. `merge-preview` shows the result for ' +
            'both, and `split` undoes it.',
          params: IdParams,
          body: Type.Object({ contactId: Id }, exact),
          response: { 200: schemas.ContactWithAliases },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin', 'supervisor')
        const { tenantId, userId } = by
        return transaction(db, async tx => {
          const one = await getContact(tx, { tenantId, id: request.params.id })
          const other = await getContact(tx, { tenantId, id: request.body.contactId })
          if (one.id === other.id) return one
          const merged = await mergeContacts(tx, { tenantId, one, other, userId, isByHand: true })
          if (merged === 'other people') throw new Refusal('contacts_differ')
          if (merged === 'both active') throw new Refusal('contacts_both_active')
          const otherId = one.id === merged.id ? other.id : one.id
          await record(tx, { by, what: 'contact.merged', targetId: merged.id, after: { otherId } })
          return getContact(tx, { tenantId, id: merged.id })
        })
      },
    )
    app.post(
      '/contacts/:id/split',
      {
        schema: {
          operationId: 'splitContact',
          tags,
          summary: 'Undo a merge',
          description: 'What moved moves back. After that only a person can merge the two again, never a message.',
          params: IdParams,
          body: Type.Object(
            { logId: Type.Integer({ minimum: 1, description: "The merge in the contact's log." }) },
            exact,
          ),
          response: { 200: schemas.ContactWithAliases },
        },
      },
      async request => {
        const by = requireCaller(request)
        requireProfile(by, 'admin', 'supervisor')
        const { tenantId, userId } = by
        return transaction(db, async tx => {
          const { id: contactId } = await getContact(tx, { tenantId, id: request.params.id })
          const { otherId } = await splitContact(tx, { tenantId, contactId, logId: request.body.logId, userId })
          await record(tx, { by, what: 'contact.split', targetId: contactId, after: { otherId } })
          return getContact(tx, { tenantId, id: otherId })
        })
      },
    )
  }

/** A person's rights by law. For administrators, with a row in the audit log. */
const privacyRoutes =
  ({ db, desk }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('preHandler', async request => requireProfile(requireCaller(request), 'admin'))
    app.get(
      '/contacts/:id/export',
      {
        schema: {
          operationId: 'exportContact',
          tags,
          summary: 'All that is kept of a contact, as one JSON document',
          description: 'Contact, tickets and every message, also those in groups. The files are named.',
          params: IdParams,
          response: { 200: schemas.ExportedContact },
        },
      },
      async (request, reply) => {
        const by = requireCaller(request)
        const at = { tenantId: by.tenantId, id: request.params.id }
        const { id } = await getContact(db, at)
        await record(db, { by, what: 'contact.exported', targetId: id })
        return reply
          .header('content-disposition', `attachment; filename="contact-${id}.json"`)
          .type('application/json; charset=utf-8')
          .send(Readable.from(exportContact(db, at)) as never)
      },
    )
    app.post(
      '/contacts/:id/erase',
      {
        schema: {
          operationId: 'eraseContact',
          tags,
          summary: "Erase a contact's data, for good",
          description:
            'Name, numbers, words and files are erased, also from posts of WhatsApp that wait for somebody; tickets stay as ' +
            "numbers for reports. Events that were told already are dropped with the company's retention, and processed posts " +
            'within eight days. 409 while a ticket is active.',
          params: IdParams,
          body: Type.Object({ confirm: Type.Literal(true) }, exact),
          response: { 200: schemas.Erased },
        },
      },
      async request => {
        const by = requireCaller(request)
        const at = { tenantId: by.tenantId, id: request.params.id }
        const { files, ...counts } = await transaction(db, async tx => {
          const erased = await eraseContact(tx, at, desk)
          const after = { ...erased, files: erased.files.length }
          await record(tx, { by, what: 'contact.erased', targetId: at.id, after })
          return erased
        })
        for (const file of files) await desk.removeMedia?.(file)
        return { ...counts, files: files.length }
      },
    )
  }
