/** Schemas that the routes of every folder share: one source of what an id, a name and an instant look like. */
import { type TSchema, Type } from 'typebox'

/**
 * Gives a schema its name in openapi.json: there it stands once, under components/schemas, and is referred to wherever it
 * is used, alone or inside another one. The name is what people call the thing (`Ticket`, `NewTicket`, `TicketChange`).
 */
export const named = <T extends TSchema>(name: string, schema: T): T => Object.assign(schema, { title: name })

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const IdParams = Type.Object({ id: Id })
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const IdOrNull = nullable(Id)
export const TextOrNull = nullable(Type.String())
/** A Date in TypeScript, ISO 8601 in JSON. */
export const Instant = Type.Unsafe<Date>({ type: 'string', format: 'date-time' })
export const InstantOrNull = Type.Unsafe<Date | null>({ type: ['string', 'null'], format: 'date-time' })
/** Not blank. */
export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
/** For something that is switched off: see desk/ticket/hand-over.ts. */
export const HandOver = Type.Object(
  {
    queueId: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Where its tickets wait from now on; by default in their own queue.' }),
    ),
  },
  {
    additionalProperties: false,
    description:
      'Without it, switching off is refused (409) while tickets or channels refer to it. With it they wait again.',
  },
)
/** Options of a body: unknown keys are refused. */
export const exact = { additionalProperties: false }
/** The same for a PATCH, which must change something. */
export const change = { additionalProperties: false, minProperties: 1 }
