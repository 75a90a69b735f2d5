/** Routes that integrators want and WHAZING does not have: scheduled messages, and notes that only colleagues read. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { Caller } from '../access/index.ts'
import { scheduleMessage } from '../channel/index.ts'
import {
  cancelScheduled,
  changeDesk,
  getScheduled,
  listNotes,
  listScheduled,
  type ScheduledStatus,
  writeNote,
} from '../desk/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { actorOf, findContact, findOrMakePerson, requireTicket, requireTicketOf } from './addressee.ts'
import * as schemas from './later-schemas.ts'
import { requireExternalCaller } from './plugin.ts'
import { readTickets } from './read-tickets.ts'
import { ApiIdParams, TicketParams } from './schemas.ts'
import { answerWithFiles, keepFile, MAX_BODY_BYTES, officialContent, type SendRoutesDeps } from './send-content.ts'
import { readInstant } from './when.ts'

const tags = ['external-api']
const MAX_LISTED = 200

export const laterRoutes =
  (deps: SendRoutesDeps): FastifyPluginAsyncTypebox =>
  async app => {
    const { db, desk: deskDeps } = deps

    app.post(
      '/schedulemessage',
      {
        config: { scope: 'send', idempotent: true },
        bodyLimit: MAX_BODY_BYTES,
        errorHandler: answerWithFiles,
        schema: {
          operationId: 'externalScheduleMessage',
          tags,
          summary: 'Schedule a message',
          description:
            'A text, a file by `mediaUrl` or `mediaMessage`, or the `contents` of /apioficial, at `sendAt`. It is held for a person when ' +
            'the customer writes before (unless `holdOnReply` is false), or when the 24 hours are over and it is no template.',
          params: ApiIdParams,
          body: schemas.ScheduleBody,
          response: { 200: schemas.ExternalScheduled },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { number, ticketId, sendAt, holdOnReply, externalKey, body, contents } = request.body
        const { tenantId, channelId } = caller
        const instant = await readInstant(db, { tenantId, text: sendAt })
        await findContact(db, caller, { number, ticketId })
        const mediaId = await keepFile(deps, request, request.body)
        const special = contents === undefined ? undefined : officialContent(contents)
        const id = await changeDesk(db, deskDeps, async desk => {
          const contactId = await findOrMakePerson(desk.tx, caller, { number, ticketId })
          const [latest] = await readTickets(desk.tx, caller, { contactId, limit: 1 })
          const isGroup = latest?.isGroup ?? false
          const place = { channelId, contactId, ticketId: ticketId ?? latest?.id ?? null, isGroup }
          const content = { body, mediaId, special }
          return scheduleMessage(desk, request.caller as Caller, {
            ...content,
            place,
            sendAt: instant,
            holdOnReply,
            externalKey,
          })
        })
        return shown(await getScheduled(db, actorOf(caller), id))
      },
    )

    app.get(
      '/scheduledmessages',
      {
        config: { scope: 'send' },
        schema: {
          operationId: 'externalListScheduled',
          tags,
          summary: 'List what is scheduled on this channel, earliest first',
          description: 'At most 200: those that wait and those that are held, or with one `status`.',
          params: ApiIdParams,
          querystring: schemas.ScheduledQuery,
          response: { 200: Type.Array(schemas.ExternalScheduled) },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { number, ticketId, contactId, status } = request.query
        const isOfOne = number !== undefined || ticketId !== undefined || contactId !== undefined
        const whose = isOfOne ? await findContact(db, caller, { number, ticketId, contactId }) : undefined
        if (isOfOne && whose === undefined) return []
        const statuses: ScheduledStatus[] = status === undefined ? ['waiting', 'held'] : [status]
        const filter = { status: statuses, channelId: caller.channelId, contactId: whose, limit: MAX_LISTED }
        return (await listScheduled(db, actorOf(caller), filter)).map(shown)
      },
    )

    app.post(
      '/cancelscheduledmessage',
      {
        config: { scope: 'send' },
        schema: {
          operationId: 'externalCancelScheduled',
          tags,
          summary: 'Cancel a scheduled message',
          params: ApiIdParams,
          body: schemas.CancelScheduledBody,
          response: { 200: schemas.ExternalScheduled },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const id = request.body.scheduleId
        await changeDesk(db, deskDeps, async desk => {
          const { channelId } = await getScheduled(desk.tx, actorOf(caller), id)
          if (channelId !== caller.channelId) throw new Refusal('scheduled_not_found')
          await cancelScheduled(desk, { tenantId: caller.tenantId, id })
        })
        return shown(await getScheduled(db, actorOf(caller), id))
      },
    )

    app.post(
      '/createnote',
      {
        config: { scope: 'tickets', idempotent: true },
        schema: {
          operationId: 'externalCreateNote',
          tags,
          summary: 'Write an internal note into a ticket',
          description:
            "For colleagues: it is never sent, and no webhook tells of it. Into the ticket that is named, or the contact's active or " +
            'latest one on this channel. `mentions` are ids of users who see the ticket.',
          params: ApiIdParams,
          body: schemas.NoteBody,
          response: { 200: schemas.NoteWritten },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { body, mentions, ...whom } = request.body
        const written = await changeDesk(db, deskDeps, async desk => {
          const ticketId = await requireTicketOf(desk.tx, caller, whom)
          return { ticketId, messageId: await writeNote(desk, { by: actorOf(caller), ticketId, body, mentions }) }
        })
        Object.assign(request.externalCall, written)
        return { message: 'Note created', ...written }
      },
    )

    app.get(
      '/ticket/:id/notes',
      {
        config: { scope: 'tickets' },
        schema: {
          operationId: 'externalListNotes',
          tags,
          summary: "A ticket's internal notes, oldest first",
          description: 'At most 200.',
          params: TicketParams,
          response: { 200: Type.Array(schemas.ExternalNote) },
        },
      },
      async request => {
        const caller = requireExternalCaller(request)
        const { id } = request.params
        await requireTicket(db, caller, id)
        request.externalCall.ticketId = id
        return listNotes(db, { tenantId: caller.tenantId, ticketId: id, limit: MAX_LISTED })
      },
    )
  }

function shown(row: Awaited<ReturnType<typeof getScheduled>>): Static<typeof schemas.ExternalScheduled> {
  const { id, status, heldBecause, sendAt, holdOnReply, hasReply, ticketId, messageId, externalKey } = row
  const { mediaType, body, contact } = row
  return {
    message: `Message ${status}`,
    scheduleId: id,
    status,
    heldBecause,
    sendAt,
    holdOnReply,
    hasReply,
    contactId: contact.id,
    number: contact.number,
    ticketId,
    messageId,
    externalKey,
    mediaType,
    body,
  }
}
