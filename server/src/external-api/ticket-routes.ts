/** Tickets as WHAZING's clients see and change them. For this door, tickets of other channels do not exist. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Db, Sql } from '../base/db/db.ts'
import {
  acceptTicket,
  changeDesk,
  closeTicket,
  type Desk,
  type DeskDeps,
  openTicket,
  reopenTicket,
  returnTicket,
  setExternalKey,
  transferTicket,
} from '../desk/index.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import { type Addressee, actorOf, findActiveTicket, findContact, findOrMakePerson, requireTicket } from './addressee.ts'
import type { ExternalCaller } from './external-api.ts'
import { requireExternalCaller } from './plugin.ts'
import { listMessagesOf, readTicket, readTickets, type TicketBody } from './read-tickets.ts'
import * as schemas from './schemas.ts'

const tags = ['external-api']

export const ticketRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    app.post(
      '/showticket',
      {
        config: { scope: 'tickets' },
        schema: {
          operationId: 'externalShowTicket',
          tags,
          summary: "The contact's latest ticket on this channel",
          params: schemas.ApiIdParams,
          body: schemas.PersonBody,
          response: { 200: schemas.ExternalTicket },
        },
      },
      async request => {
        const [ticket] = await ticketsOf(db, requireExternalCaller(request), request.body, 1)
        if (ticket === undefined) throw new Refusal('ticket_not_found')
        return ticket
      },
    )

    app.post(
      '/showticketchatbot',
      {
        config: { scope: 'tickets' },
        schema: {
          operationId: 'externalShowTicketInBot',
          tags,
          summary: 'The ticket that waits, with nobody serving it',
          description: 'Recado has no chatbot of its own: a ticket that a bot may answer is pending.',
          params: schemas.ApiIdParams,
          body: schemas.PersonBody,
          response: { 200: schemas.ExternalTicket },
        },
      },
      async request => {
        const [ticket] = await ticketsOf(db, requireExternalCaller(request), request.body, 1)
        if (ticket?.status !== 'pending') throw new Refusal('ticket_not_found')
        return ticket
      },
    )

    app.post(
      '/showallticket',
      {
        config: { scope: 'tickets' },
        schema: {
          operationId: 'externalShowTickets',
          tags,
          summary: "The contact's tickets on this channel, newest first",
          params: schemas.ApiIdParams,
          body: schemas.PersonBody,
          response: { 200: Type.Array(schemas.ExternalTicket) },
        },
      },
      async request => ticketsOf(db, requireExternalCaller(request), request.body, 200),
    )

    app.get(
      '/ticket/:id',
      {
        config: { scope: 'tickets' },
        schema: {
          operationId: 'externalGetTicket',
          tags,
          summary: 'One ticket, with its newest messages',
          description: 'At most 200 messages, oldest first; /api/v1/tickets/{id}/messages pages through all.',
          params: schemas.TicketParams,
          response: {
            200: Type.Object({ ...schemas.ExternalTicket.properties, messages: Type.Array(schemas.ExternalMessage) }),
          },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { id } = request.params
        await requireTicket(db, caller, id)
        request.externalCall.ticketId = id
        const [ticket, messages] = await Promise.all([
          readTicket(db, caller, id),
          listMessagesOf(db, { ...caller, publicUrl: deskDeps.publicUrl }, id),
        ])
        return { ...ticket, messages }
      },
    )

    app.post(
      '/createticket',
      {
        config: { scope: 'tickets', idempotent: true },
        schema: {
          operationId: 'externalCreateTicket',
          tags,
          summary: 'Open a ticket',
          description:
            'A contact that is not known is made. 409 when one is active, with that ticket as JSON in `error`. A ticket cannot be ' +
            "open and nobody's: without `userId` it is pending.",
          params: schemas.ApiIdParams,
          body: schemas.CreateTicketBody,
          response: { 200: schemas.ExternalTicket },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { number, externalKey } = request.body
        const wanted = wantedOf(request.body)
        const ticketId = await changeDesk(db, deskDeps, async desk => {
          const contactId = await findOrMakePerson(desk.tx, caller, { number })
          await refuseActive(desk, caller, contactId)
          const { status, queueId, userId } = wanted
          const opened = await openTicket(desk, {
            by: actorOf(caller),
            channelId: caller.channelId,
            contactId,
            status: userId != null && status === 'open' ? 'open' : 'pending',
            queueId: queueId ?? null,
            userId: userId ?? null,
            externalKey,
          })
          if (status === 'closed') {
            await closeTicket(desk, { by: actorOf(caller), ticketId: opened.id, isAutomatic: true })
          }
          return opened.id
        })
        request.externalCall.ticketId = ticketId
        return readTicket(db, caller, ticketId)
      },
    )

    for (const path of ['/updateticketinfo', '/SetTicketInfo']) {
      app.post(
        path,
        {
          config: { scope: 'tickets' },
          schema: {
            operationId: path === '/updateticketinfo' ? 'externalUpdateTicket' : 'externalSetTicketInfo',
            tags,
            summary: 'Change status, user or queue of a ticket',
            description:
              '`status` closes, reopens, returns to the queue, or opens for `userId`. A null `userId` returns it.' +
              (path === '/updateticketinfo' ? '' : ' The name under which an example flow of WHAZING calls it.'),
            params: schemas.ApiIdParams,
            body: schemas.UpdateTicketBody,
            response: { 200: schemas.ExternalTicket },
          },
        },
        async request => {
          const caller = requireExternalCaller(request)
          const { ticketId, externalKey, closingReasonId } = request.body
          request.externalCall.ticketId = ticketId
          const wanted = wantedOf(request.body)
          await changeDesk(db, deskDeps, async desk => {
            const by = actorOf(caller)
            await requireTicket(desk.tx, caller, ticketId)
            if (externalKey !== undefined) await setExternalKey(desk, { by, ticketId, externalKey })
            await moveTicket(desk, caller, { ticketId, closingReasonId, ...wanted })
          })
          return readTicket(db, caller, ticketId)
        },
      )
    }

    app.post(
      '/updatequeue',
      {
        config: { scope: 'tickets' },
        schema: {
          operationId: 'externalUpdateQueue',
          tags,
          summary: 'Transfer a ticket to a queue, where it waits',
          params: schemas.ApiIdParams,
          body: schemas.UpdateQueueBody,
          response: { 200: schemas.ExternalTicket },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { ticketId, queueId, externalKey } = request.body
        request.externalCall.ticketId = ticketId
        await changeDesk(db, deskDeps, async desk => {
          const by = actorOf(caller)
          await requireTicket(desk.tx, caller, ticketId)
          if (externalKey !== undefined) await setExternalKey(desk, { by, ticketId, externalKey })
          await transferTicket(desk, { by, ticketId, queueId })
        })
        return readTicket(db, caller, ticketId)
      },
    )
  }

async function ticketsOf(sql: Sql, caller: ExternalCaller, given: Addressee, limit: number): Promise<TicketBody[]> {
  const contactId = await findContact(sql, caller, given)
  return contactId === undefined ? [] : readTickets(sql, caller, { contactId, limit })
}

interface Wanted {
  status: 'pending' | 'open' | 'closed' | undefined
  /** Undefined = unchanged. Null = none. */
  queueId: number | null | undefined
  userId: number | null | undefined
}

/** These clients write "none" as an id of 0; Izing's own panel writes `close`. */
function wantedOf(given: { status?: string; queueId?: number | null; userId?: number | null }): Wanted {
  const idOf = (id: number | null | undefined) => (id === 0 ? null : id)
  return { status: statusOf(given.status), queueId: idOf(given.queueId), userId: idOf(given.userId) }
}

function statusOf(text: string | undefined): Wanted['status'] {
  if (text === undefined || text === '') return undefined
  const status = text.trim().toLowerCase()
  if (status === 'close' || status === 'closed') return 'closed'
  if (status === 'open' || status === 'pending') return status
  throw invalidField('body', '/status', fault('enum', { values: 'pending, open, closed' }))
}

/** WHAZING's clients read the conflicting ticket from `error`. */
async function refuseActive({ tx }: Desk, caller: ExternalCaller, contactId: number): Promise<void> {
  const active = await findActiveTicket(tx, caller, contactId)
  if (active === undefined) return
  const ticket = JSON.stringify(await readTicket(tx, caller, active.id))
  throw new Refusal('ticket_already_active', { ticketId: active.id, ticket })
}

/** Makes one change after the other, each by the desk's own rules; a change that is not needed is skipped. */
async function moveTicket(
  desk: Desk,
  caller: ExternalCaller,
  wanted: Wanted & { ticketId: number; closingReasonId?: number | null | undefined },
): Promise<void> {
  const by = actorOf(caller)
  const { ticketId, status, queueId, userId } = wanted
  const now = await requireTicket(desk.tx, caller, ticketId)
  if (status === 'closed') {
    if (queueId != null && now.status !== 'closed') await transferTicket(desk, { by, ticketId, queueId })
    if (now.status === 'closed') return
    const closingReasonId = wanted.closingReasonId === 0 ? null : wanted.closingReasonId
    await closeTicket(desk, { by, ticketId, closingReasonId, isAutomatic: true })
    return
  }
  if (now.status === 'closed') {
    if (status === undefined && userId == null && queueId == null) return
    await reopenTicket(desk, { by, ticketId, userId: userId ?? now.userId })
    if (status !== 'pending' && queueId == null) return
  }
  if (status === 'pending' || (status === undefined && userId === null && queueId == null)) {
    if (queueId != null) await transferTicket(desk, { by, ticketId, queueId })
    else if (now.status !== 'pending') await returnTicket(desk, { by, ticketId })
    return
  }
  if (queueId != null || (userId != null && now.status === 'open')) {
    await transferTicket(desk, { by, ticketId, queueId, userId: userId ?? null })
    return
  }
  if (userId != null || status === 'open') await acceptTicket(desk, { by, ticketId, userId: userId ?? null })
}
