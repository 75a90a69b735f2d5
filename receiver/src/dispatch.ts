import type { Bodies, EventName, ExtraBodies, ExtraEventName, PayloadVersion } from './event.ts'
import type { Gap } from './order.ts'
import type { ParsedEvent, TestBody } from './parse.ts'
import type { Sequence } from './sequence.ts'

/** What is known of the request besides its body. */
export interface Delivery {
  /** The `webhook-id`, signed, the same on every attempt. */
  id: string
  /** When this attempt was signed. */
  signedAt: Date
  /** Endpoint, ticket and place in the lane, out of the id; null for a test. */
  sequence: Sequence | null
  /** When the event happened, from the header `recado-occurred-at` (not signed), or null. */
  occurredAt: Date | null
  /** Which attempt this is, from the header `recado-attempt` (not signed), or null. */
  attempt: number | null
  /** Events of this ticket that should have come before and did not, or null. */
  gap: Gap | null
  /** True when later events of this ticket were handled already: a replay of what was set aside. */
  late: boolean
}

type Handler<B> = (body: B, delivery: Delivery) => void | Promise<void>

/** One function per event; an event without one counts as handled. A function that throws asks for a retry. */
export type Handlers<V extends PayloadVersion> = { [E in EventName]?: Handler<Bodies[V][E]> } & {
  [E in ExtraEventName]?: Handler<ExtraBodies[E]>
} & {
  /** The panel's *test* button. */
  test?: Handler<TestBody>
  /** Events that this package does not know. */
  other?: Handler<Readonly<Record<string, unknown>>>
}

/** Makes the function that passes a parsed event to the handler of its name. */
export function dispatch<V extends PayloadVersion>(
  handlers: Handlers<V>,
): (event: ParsedEvent<V>, delivery: Delivery) => Promise<void> {
  return async ({ event, body }, delivery) => {
    // The name decides the body's type on both sides; TypeScript cannot follow that pair through an index.
    const handler = handlers[event] as Handler<unknown> | undefined
    await handler?.(body, delivery)
  }
}
