import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import { changeOf, contactOf, visibleWaId } from '../webhook/envelope.ts'
import { addMessage, chatOf } from '../world/chats.ts'
import { ensureCustomer } from '../world/people.ts'
import { NotInWorld, unixSeconds } from '../world/state.ts'
import { numberOf } from '../world/world.ts'
import type { EchoMessage } from './customer-message.ts'
import { type MessageNode, messageNode } from './message-node.ts'
import type { Written } from './write-message.ts'

/** A person of the business writes in the phone app: the desk gets an echo, and the 24 h window stays as it was. */
export function echoMessage(emulation: Emulation, baseUrl: string, echo: EchoMessage): Written {
  const { world } = emulation
  const number = numberOf(world, echo.phoneNumberId)
  if (!number.coexistence) throw new NotInWorld('only a coexistence number has echoes')
  const customer = ensureCustomer(world, echo.to)
  const chat = chatOf(world, number.phoneNumberId, { customerId: customer.id })
  const node = echoNode(emulation, baseUrl, echo)
  const id = echo.id ?? world.ids.wamid()
  const waId = visibleWaId(customer)
  const body: Json = {
    from: number.displayPhoneNumber,
    ...(waId && { to: waId }),
    to_user_id: customer.userId,
    id,
    timestamp: echo.timestamp ?? String(unixSeconds(world)),
    type: node.type,
    ...node.fields,
    ...echo.fields,
  }
  if (echo.type !== 'edit' && echo.type !== 'revoke') {
    const content = new Map(Object.entries(node.fields)).get(node.type) ?? {}
    addMessage(world, chat, { id, from: 'phone-app', customerId: customer.id, type: node.type, content })
  }
  const value = { contacts: [contactOf(customer)], message_echoes: [body] }
  emulation.webhooks.send(changeOf(number, value, 'smb_message_echoes'))
  emulation.feed.emit({ kind: 'chat', key: chat.key })
  return { id, customer, chatKey: chat.key }
}

function echoNode({ world }: Emulation, baseUrl: string, echo: EchoMessage): MessageNode {
  if (echo.type !== 'edit' && echo.type !== 'revoke') return messageNode(world, baseUrl, echo)
  const original = world.messages.get(echo.messageId)?.message
  if (original?.from !== 'phone-app') throw new NotInWorld(`${echo.messageId} was not written in the phone app`)
  const reference = { original_message_id: echo.messageId }
  if (echo.type === 'revoke') {
    original.revoked = true
    return { type: 'revoke', fields: { revoke: reference } }
  }
  original.content = { ...(original.content as Json), body: echo.text }
  original.edited = true
  const message = { context: { id: 'M0' }, type: original.type, [original.type]: original.content }
  return { type: 'edit', fields: { edit: { ...reference, message } } }
}
