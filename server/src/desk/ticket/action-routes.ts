/** /api/v1/tickets/{id}/...: what people and programs do to a ticket. Each returns the ticket as it is now. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, type TObject, Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { IdParams } from '../../web/schema.ts'
import type { Actor } from '../actor.ts'
import { changeDesk, type Desk, type DeskDeps } from '../desk.ts'
import { closeTicket } from './close-ticket.ts'
import { getTicket } from './list-tickets.ts'
import { markRead, markUnread, pinTicket } from './read-mark.ts'
import { reopenTicket } from './reopen-ticket.ts'
import * as schemas from './schemas.ts'
import { acceptTicket, returnTicket } from './serve-ticket.ts'
import { snoozeTicket } from './snooze-ticket.ts'
import { transferTicket } from './transfer-ticket.ts'

interface Action<Body extends TObject> {
  name: string
  summary: string
  description: string
  body: Body
  act: (desk: Desk, input: { by: Actor; ticketId: number; given: Static<Body> }) => Promise<unknown>
}

/** Keeps the type of an action's body together with its function. */
const action = <Body extends TObject>(given: Action<Body>) => given

const Nothing = Type.Object({}, { additionalProperties: false })

const actions = [
  action({
    name: 'accept',
    summary: 'Accept a pending ticket',
    description:
      'It becomes open and yours, or the one of `userId`. 409 `ticket_taken` names the user who was faster in its `params`.',
    body: schemas.Serving,
    act: (desk, { by, ticketId, given }) => acceptTicket(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'return',
    summary: 'Give an open ticket back to its queue',
    description: 'It becomes pending, with nobody.',
    body: schemas.OnlyIf,
    act: (desk, { by, ticketId, given }) => returnTicket(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'transfer',
    summary: 'Transfer a ticket to a queue or a user',
    description: 'To a queue alone it becomes pending; to a user it becomes open. Tells TransferTicket.',
    body: schemas.Transfer,
    act: (desk, { by, ticketId, given }) => transferTicket(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'close',
    summary: 'Close a ticket',
    description: 'A reason is mandatory where the queue has active ones. Tells ClosedTicket.',
    body: schemas.Closing,
    act: (desk, { by, ticketId, given }) => closeTicket(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'reopen',
    summary: 'Reopen a closed ticket',
    description: 'It becomes open and yours, or the one of `userId`. 409 names another active ticket, if there is one.',
    body: schemas.Serving,
    act: (desk, { by, ticketId, given }) => reopenTicket(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'read',
    summary: 'Mark a ticket as read by you',
    description:
      'Up to `lastMessageId`, or all of it. What is unread for your colleagues stays so; WhatsApp is not told.',
    body: schemas.Reading,
    act: (desk, { by, ticketId, given }) => markRead(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'unread',
    summary: 'Mark a ticket as unread for you',
    description: 'Until you read it again.',
    body: Nothing,
    act: (desk, { by, ticketId }) => markUnread(desk, { by, ticketId }),
  }),
  action({
    name: 'snooze',
    summary: 'Snooze a ticket until a time',
    description: 'Or until its customer writes. Then it is back at the top of the lists, unread for its attendant.',
    body: schemas.Snoozing,
    act: (desk, { by, ticketId, given }) => snoozeTicket(desk, { by, ticketId, ...given }),
  }),
  action({
    name: 'pin',
    summary: 'Keep a ticket at the top of your list',
    description: 'Or stop keeping it there. It ends when the ticket is closed. Only for people: 422 for an API key.',
    body: schemas.Pinning,
    act: (desk, { by, ticketId, given }) => pinTicket(desk, { by, ticketId, ...given }),
  }),
]

const operationIds: Record<string, string> = { read: 'readTicket', unread: 'markTicketUnread' }

export const ticketActionRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    for (const { name, summary, description, body, act } of actions as Action<TObject>[]) {
      app.post(
        `/tickets/:id/${name}`,
        {
          schema: {
            operationId: operationIds[name] ?? `${name}Ticket`,
            tags: ['tickets'],
            summary,
            description,
            params: IdParams,
            body: body === schemas.Pinning || body === schemas.Snoozing ? body : Type.Union([body, Type.Null()]),
            response: { 200: schemas.Ticket },
          },
        },
        async request => {
          const by = requireCaller(request)
          const { id: ticketId } = request.params as { id: number }
          const given = (request.body ?? {}) as Static<TObject>
          await changeDesk(db, deskDeps, desk => act(desk, { by, ticketId, given }))
          return getTicket(db, by, ticketId, { isSeen: true })
        },
      )
    }
  }
