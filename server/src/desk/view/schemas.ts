/** What the routes of saved views take and return. */
import { Type } from 'typebox'
import { change, exact, Id, Instant, Name, named } from '../../web/schema.ts'
import { TicketFilter } from '../bulk/schemas.ts'
import { Position } from '../setting/schemas.ts'
import type { TicketFilter as Filter, TicketSort } from '../ticket/list-tickets.ts'

const Sort = Type.Unsafe<TicketSort>({ type: 'string', enum: ['active', 'waiting', 'created'] })
const isShared = Type.Boolean({ description: "Everybody's; otherwise your own." })

export const SavedView = named(
  'SavedView',
  Type.Object(
    {
      id: Id,
      name: Type.String(),
      isShared,
      filter: Type.Unsafe<Filter>(TicketFilter),
      sort: Sort,
      position: Type.Integer(),
      createdAt: Instant,
      updatedAt: Instant,
    },
    { description: 'A saved list: its filter and its order.' },
  ),
)
const settings = { sort: Type.Optional(Sort), position: Type.Optional(Position) }
export const NewSavedView = named(
  'NewSavedView',
  Type.Object({ name: Name, filter: TicketFilter, isShared: Type.Optional(isShared), ...settings }, exact),
)
export const SavedViewChange = named(
  'SavedViewChange',
  Type.Object({ name: Type.Optional(Name), filter: Type.Optional(TicketFilter), ...settings }, change),
)
