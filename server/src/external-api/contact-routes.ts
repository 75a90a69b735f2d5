/** Contacts as WHAZING's clients keep them: found by number, id or ticket; tags, stage, follow-up and wallet set and listed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { Db, Tx } from '../base/db/db.ts'
import {
  changeContact,
  changeDesk,
  createContact,
  type Desk,
  type DeskDeps,
  getContact,
  listContacts,
  setExternalKey,
  type WholeContact,
} from '../desk/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type Addressee, actorOf, findActiveTicket, findContact, readNumber, requireContact } from './addressee.ts'
import type { ExternalCaller } from './external-api.ts'
import { fieldsOf, walletOf } from './extra-info.ts'
import { requireExternalCaller } from './plugin.ts'
import * as schemas from './schemas.ts'

const tags = ['external-api']
/** WHAZING's lists have no pages; /api/v1/contacts has. */
const MAX_LISTED = 1_000

export const contactRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    app.post(
      '/contact',
      {
        config: { scope: 'contacts' },
        schema: {
          operationId: 'externalGetContact',
          tags,
          summary: 'One contact',
          description: 'By `number`, `contactId`, or `ticketId` of this channel.',
          params: schemas.ApiIdParams,
          body: schemas.PersonBody,
          response: { 200: schemas.ExternalContact },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        return shown(await getContact(db, { ...caller, id: await requireContact(db, caller, request.body) }))
      },
    )

    app.post(
      '/createcontact',
      {
        config: { scope: 'contacts', idempotent: true },
        schema: {
          operationId: 'externalCreateContact',
          tags,
          summary: 'Make a contact, or change the one that has the number',
          description: 'Both spellings of a Brazilian mobile are one contact. `extraInfo` becomes custom fields.',
          params: schemas.ApiIdParams,
          body: schemas.CreateContactBody,
          response: { 200: schemas.ExternalContact },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { number, name, ...rest } = request.body
        return changeDesk(db, deskDeps, async desk => {
          const { tx } = desk
          const found = await findContact(tx, caller, { number })
          const { phone } = await readNumber(tx, caller.tenantId, number)
          if (found === undefined && phone === undefined) throw new Refusal('contact_not_found')
          const id = found ?? (await createContact(tx, { ...caller, number: `+${phone}`, name: named(name) })).id
          await keepExternalKey(desk, caller, { ...rest, contactId: id })
          return changeGiven(tx, caller, id, { ...rest, ...(found !== undefined && name !== undefined && { name }) })
        })
      },
    )

    app.post(
      '/updatecontact',
      {
        config: { scope: 'contacts' },
        schema: {
          operationId: 'externalUpdateContact',
          tags,
          summary: 'Change a contact',
          description: 'What is not given stays as it is. An empty `value` in `extraInfo` clears that field.',
          params: schemas.ApiIdParams,
          body: schemas.UpdateContactBody,
          response: { 200: schemas.ExternalContact },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        return changeDesk(db, deskDeps, async desk => {
          const id = await requireContact(desk.tx, caller, request.body)
          await keepExternalKey(desk, caller, { ...request.body, contactId: id })
          return changeGiven(desk.tx, caller, id, request.body)
        })
      },
    )

    app.post(
      '/updatetag',
      {
        config: { scope: 'contacts' },
        schema: {
          operationId: 'externalUpdateTags',
          tags,
          summary: "Set a contact's tags",
          params: schemas.ApiIdParams,
          body: schemas.TagsBody,
          response: { 200: schemas.ExternalContact },
        },
      },
      async request => {
        const { tags: tagIds } = request.body
        return change(requireExternalCaller(request), request.body, { tagIds })
      },
    )

    app.post(
      '/updatecrm',
      {
        config: { scope: 'contacts' },
        schema: {
          operationId: 'externalUpdateCrm',
          tags,
          summary: 'Put a contact into a stage of the Kanban; 0 takes it out',
          params: schemas.ApiIdParams,
          body: schemas.CrmBody,
          response: { 200: schemas.ExternalContact },
        },
      },
      async request => change(requireExternalCaller(request), request.body, { kanbanId: request.body.crm }),
    )

    app.post(
      '/updatefollowup',
      {
        config: { scope: 'contacts' },
        schema: {
          operationId: 'externalUpdateFollowup',
          tags,
          summary: 'Put a contact into a follow-up; 0 takes it out',
          params: schemas.ApiIdParams,
          body: schemas.FollowupBody,
          response: { 200: schemas.ExternalContact },
        },
      },
      async request => change(requireExternalCaller(request), request.body, { followupId: request.body.followup }),
    )

    for (const [path, key, operationId, summary] of LISTS) {
      app.get(
        `/contacts/${path}/:id`,
        {
          config: { scope: 'contacts' },
          schema: {
            operationId,
            tags,
            summary,
            description: 'At most 1,000; /api/v1/contacts pages through all.',
            params: schemas.TicketParams,
            response: { 200: Type.Array(schemas.ExternalContactRow) },
          },
        },
        async request => {
          const { tenantId } = requireExternalCaller(request)
          const id = path === 'wallet' ? await walletOf(db, { tenantId, userId: request.params.id }) : request.params.id
          if (id === undefined) return []
          const rows = await listContacts(db, { tenantId, [key]: id, after: 0, limit: MAX_LISTED })
          return rows.map(({ tagIds, ...row }) => ({ ...row, tags: tagIds }))
        },
      )
    }

    const change = (
      caller: ExternalCaller,
      given: Addressee & { externalKey?: string | undefined },
      what: { tagIds?: number[]; kanbanId?: number; followupId?: number },
    ) =>
      changeDesk(db, deskDeps, async desk => {
        const { tx } = desk
        const id = await requireContact(tx, caller, given)
        await keepExternalKey(desk, caller, { ...given, contactId: id })
        return shown(await changeContact(tx, { tenantId: caller.tenantId, id, ...what }))
      })
  }

const LISTS = [
  ['tag', 'tagId', 'externalListByTag', 'Contacts with a tag'],
  ['crm', 'kanbanId', 'externalListByStage', 'Contacts in a stage of the Kanban'],
  ['followup', 'followupId', 'externalListByFollowup', 'Contacts in a follow-up'],
  ['wallet', 'walletId', 'externalListByWallet', 'Contacts that a user looks after'],
] as const

/**
 * The key is written to the ticket that the call names, otherwise to the active one; without a ticket there is no place for it.
 */
async function keepExternalKey(
  desk: Desk,
  caller: ExternalCaller,
  { externalKey, ticketId, contactId }: Addressee & { externalKey?: string | undefined; contactId: number },
): Promise<void> {
  if (externalKey === undefined) return
  const id = ticketId ?? (await findActiveTicket(desk.tx, caller, contactId))?.id
  if (id !== undefined) await setExternalKey(desk, { by: actorOf(caller), ticketId: id, externalKey })
}

const named = (name: string | undefined) => (name?.trim() ? name : undefined)

type Given = Omit<Static<typeof schemas.UpdateContactBody>, 'number' | 'ticketId' | 'contactId' | 'externalKey'>

async function changeGiven(tx: Tx, { tenantId }: ExternalCaller, id: number, given: Given) {
  const { name, email, ignore, wallets } = given
  const fields = await fieldsOf(tx, { tenantId, given })
  const wallet = wallets === undefined ? {} : { walletId: await walletFor(tx, tenantId, wallets[0]) }
  return shown(
    await changeContact(tx, {
      tenantId,
      id,
      ...(named(name) !== undefined && { name: named(name) }),
      ...(email !== undefined && { email }),
      ...(ignore !== undefined && { isIgnored: ignore }),
      ...(fields.length > 0 && { fields }),
      ...wallet,
    }),
  )
}

/** WHAZING takes several users; here a contact has one wallet, so the first user counts. */
async function walletFor(tx: Tx, tenantId: number, userId: number | undefined): Promise<number | null> {
  if (userId === undefined) return null
  const walletId = await walletOf(tx, { tenantId, userId })
  if (walletId === undefined) throw new Refusal('wallet_not_found')
  return walletId
}

function shown({ fields, tagIds, aliases: _, ...contact }: WholeContact): Static<typeof schemas.ExternalContact> {
  return { ...contact, tags: tagIds, extraInfo: fields.map(({ name, value }) => ({ name, value })) }
}
