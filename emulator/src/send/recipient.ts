import type { Emulation } from '../emulation.ts'
import { GraphError, invalid, type Json, missing } from '../graph/graph-error.ts'
import { chatOf, keyOfChat } from '../world/chats.ts'
import { ensureCustomer, findCustomer, isUserId } from '../world/people.ts'
import { dialledDigits, waIdOf } from '../world/phone.ts'
import type { BusinessNumber, Chat, Customer } from '../world/state.ts'

export type Recipient = { chat: Chat; customer: Customer | null; contact: Json }

/** The recipient of a message: a group, a dialled number, or a BSUID. With a number and a BSUID the number counts. */
export function recipientOf({ world }: Emulation, number: BusinessNumber, body: Json): Recipient {
  const { phoneNumberId } = number
  if (body.recipient_type === 'group') {
    if (typeof body.to !== 'string' || body.to === '') throw missing('to')
    const group = world.groups.get(body.to)
    const chat = world.chats.get(keyOfChat(phoneNumberId, body.to))
    if (!group || !chat) throw new GraphError(131041, 'The group is not known to this phone number.')
    if (group.isSuspended) throw new GraphError(131207, 'The group is suspended.')
    if (group.participants.size === 0) throw new GraphError(131020, 'Nobody else is in the group.')
    return { chat, customer: null, contact: { input: body.to } }
  }
  if (typeof body.to === 'string' && body.to !== '') return dialledRecipient(world, number, body.to)
  if (typeof body.recipient !== 'string' || body.recipient === '') throw missing('to')
  if (!isUserId(body.recipient)) throw invalid('recipient is not a valid user id.')
  const customer = ensureUser(world, body.recipient)
  const chat = chatOf(world, phoneNumberId, { customerId: customer.id })
  return { chat, customer, contact: { input: body.recipient, user_id: body.recipient } }
}

function dialledRecipient(world: Emulation['world'], number: BusinessNumber, to: string): Recipient {
  const digits = dialledDigits(to, number.displayPhoneNumber)
  if (digits.length < 8 || digits.length > 15) throw invalid('to is not a valid phone number.')
  if (waIdOf(digits) === waIdOf(number.displayPhoneNumber)) throw new GraphError(131021, 'The recipient is the sender.')
  const customer = ensureCustomer(world, digits)
  const chat = chatOf(world, number.phoneNumberId, { customerId: customer.id })
  return { chat, customer, contact: { input: to, wa_id: customer.waId } }
}

/** A message to an unknown BSUID fails, like one to a number without WhatsApp. */
const ensureUser = (world: Emulation['world'], userId: string): Customer =>
  findCustomer(world, userId) ?? ensureCustomer(world, { userId, onWhatsApp: false })
