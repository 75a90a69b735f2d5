import type { Json } from '../graph/graph-error.ts'
import type { Change } from './webhook-body.ts'
import type { BusinessNumber, Customer } from '../world/world.ts'

/** A change that carries messages, statuses or echoes of one business number. */
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
