/** /api/v1/tickets/{id}/...: what people and programs do to a ticket. Each answers the ticket as it is now. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, type TObject, Type } from 'typebox'
import { requireCaller } from '../../access/index.ts'
import type { Db } from '../../base/db/db.ts'
import { IdParams } from '../../web/schema.ts'
import type { Actor } from '../actor.ts'
import { changeDesk, type Desk, type DeskDeps } from '../desk.ts'
import * as schemas from '../schemas.ts'
import { closeTicket } from './close-ticket.ts'
import { reopenTicket } from './reopen-ticket.ts'
import { acceptTicket, returnTicket } from './serve-ticket.ts'
import { getTicket, markRead } from './ticket-views.ts'
import { transferTicket } from './transfer-ticket.ts'

interface Action<Body extends TObject> {
  name: string
  summary: string
  description: string
  body: Body
  act: (desk: Desk, input: { by: Actor; ticketId: number; given: Static<Body> }) => Promise<unknown>
}

/** Keeps an action's body type together with what takes it. */
const action = <Body extends TObject>(given: Action<Body>) => given

const Nothing = Type.Object({}, { additionalProperties: false })

const actions = [
  action({
    name: 'accept',
    summary: 'Accept a pending ticket',
    description: 'It becomes open and yours, or the one of `userId`. 409 when somebody was faster.',
    body: schemas.Serving,
    act: (desk, { by, ticketId, given }) => acceptTicket(desk, { by, ticketId, userId: given.userId }),
  }),
  action({
    name: 'return',
    summary: 'Give an open ticket back to its queue',
    description: 'It becomes pending, with nobody.',
    body: Nothing,
    act: (desk, { by, ticketId }) => returnTicket(desk, { by, ticketId }),
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
    act: (desk, { by, ticketId, given }) => reopenTicket(desk, { by, ticketId, userId: given.userId }),
  }),
  action({
    name: 'read',
    summary: 'Mark a ticket as read',
    description: 'Sets its unread messages to 0. WhatsApp is not told.',
    body: Nothing,
    act: (desk, { by, ticketId }) => markRead(desk.tx, by, ticketId),
  }),
]

export const ticketActionRoutes =
  ({ db, desk: deskDeps }: { db: Db; desk: DeskDeps }): FastifyPluginAsyncTypebox =>
  async app => {
    for (const { name, summary, description, body, act } of actions as Action<TObject>[]) {
      app.post(
        `/tickets/:id/${name}`,
        {
          schema: {
            operationId: `${name}Ticket`,
            tags: ['tickets'],
            summary,
            description,
            params: IdParams,
            body: Type.Union([body, Type.Null()]),
            response: { 200: schemas.Ticket },
          },
        },
        async request => {
          const by = requireCaller(request)
          const { id: ticketId } = request.params as { id: number }
          const given = (request.body ?? {}) as Static<TObject>
          await changeDesk(db, deskDeps, desk => act(desk, { by, ticketId, given }))
          return getTicket(db, by, ticketId, { isSeen: name !== 'read' })
        },
      )
    }
  }
