import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import { changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import { chatOf } from '../world/chats.ts'
import { ensureCustomer } from '../world/people.ts'
import { type Customer, type CustomerInput, unixSeconds } from '../world/state.ts'
import { numberOf } from '../world/world.ts'

export type CallEvents = ReturnType<typeof createCallEvents>

export type CallInput = { with: string | CustomerInput; phoneNumberId?: string; id?: string }

/** Voice calls over the Calling API, without a voice: only the webhooks. */
export function createCallEvents(emulation: Emulation) {
  const { world, webhooks } = emulation

  function place(input: CallInput) {
    const number = numberOf(world, input.phoneNumberId)
    return { number, customer: ensureCustomer(world, input.with), id: input.id ?? world.ids.callId() }
  }

  function send(input: CallInput, direction: 'USER_INITIATED' | 'BUSINESS_INITIATED', rest: Json): string {
    const { number, customer, id } = place(input)
    const person = visibleWaId(customer)
    const business = number.displayPhoneNumber
    const byUser = direction === 'USER_INITIATED'
    const call = {
      id,
      ...(byUser ? person && { from: person } : { from: business }),
      ...(byUser ? { from_user_id: customer.userId } : { to_user_id: customer.userId }),
      ...(byUser ? { to: business } : person && { to: person }),
      direction,
      timestamp: String(unixSeconds(world)),
      ...rest,
    }
    webhooks.send(changeOf(number, { contacts: [contactOf(customer)], calls: [call] }, 'calls'))
    return id
  }

  return {
    /** A customer calls. It opens the 24 h window, as a message does. Gives the id of the call. */
    ring(input: CallInput): string {
      openWindow(emulation, input)
      return send(input, 'USER_INITIATED', { event: 'connect', session: { sdp_type: 'offer', sdp: 'v=0\r\n' } })
    },

    /** A call ended, of either direction: `COMPLETED` with its length, or `FAILED` when nobody answered. */
    end(
      input: CallInput & { id: string; seconds?: number; direction?: 'USER_INITIATED' | 'BUSINESS_INITIATED' },
    ): void {
      const { seconds = 0, direction = 'USER_INITIATED' } = input
      const now = unixSeconds(world)
      const length = { start_time: String(now - seconds), end_time: String(now), duration: seconds }
      const status = seconds > 0 ? 'COMPLETED' : 'FAILED'
      send(input, direction, { event: 'terminate', status, ...(seconds > 0 && length) })
    },

    /** The state of a call by the business: it rings, is accepted or refused. */
    status(input: CallInput & { id: string }, status: 'RINGING' | 'ACCEPTED' | 'REJECTED'): void {
      const { number, customer, id } = place(input)
      webhooks.send(changeOf(number, { statuses: [callStatus(world, customer, id, status)] }, 'calls'))
    },
  }
}

function openWindow({ world }: Emulation, input: CallInput): void {
  const number = numberOf(world, input.phoneNumberId)
  const customer = ensureCustomer(world, input.with)
  chatOf(world, number.phoneNumberId, { customerId: customer.id }).lastInboundAt = world.now().getTime()
}

function callStatus(world: Emulation['world'], customer: Customer, id: string, status: string): Json {
  const waId = visibleWaId(customer)
  return {
    id,
    type: 'call',
    status,
    timestamp: String(unixSeconds(world)),
    ...(waId && { recipient_id: waId }),
    recipient_user_id: customer.userId,
  }
}
