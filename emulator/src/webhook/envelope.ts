import type { Json } from '../graph/graph-error.ts'
import { type BusinessNumber, type Customer, unixSeconds, type World } from '../world/state.ts'
import type { Change } from './webhook-body.ts'

/** A change with the data of one business number: messages, statuses, echoes, groups, calls. */
export function changeOf(number: BusinessNumber, value: Json, field = 'messages'): Change {
  return {
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    field,
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: number.displayPhoneNumber, phone_number_id: number.phoneNumberId },
      ...value,
    },
  }
}

/** A change about the account or a template: without metadata, and the time is in the entry. */
export function accountChange(world: World, wabaId: string, field: string, value: Json): Change {
  return { wabaId, field, time: unixSeconds(world), value }
}

/** The person as `contacts[]` names them; a withheld number is simply absent. */
export function contactOf(customer: Customer): Json {
  const waId = visibleWaId(customer)
  return {
    profile: { name: customer.name, ...(customer.username && { username: customer.username }) },
    ...(waId && { wa_id: waId }),
    user_id: customer.userId,
  }
}

export const visibleWaId = (customer: Customer): string | null => (customer.phoneWithheld ? null : customer.waId)
