import type { Emulation } from '../emulation.ts'
import { createCallEvents } from '../meta/calls.ts'
import { keyOfChat } from '../world/chats.ts'
import { isUserId } from '../world/people.ts'
import { dialledDigits } from '../world/phone.ts'
import { GraphError, invalid, type Json, missing } from './graph-error.ts'
import { afterResponse, numberAt, type On, success } from './graph-route.ts'

const ACTIONS = ['connect', 'pre_accept', 'accept', 'reject', 'terminate']

/** The Calling API without a voice: requests are checked and get responses, and the webhooks come. */
export function callRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation
  const calls = createCallEvents(emulation)

  on('POST', '/:id/calls', call => {
    const number = numberAt(emulation, call.request)
    const { action, to, recipient, call_id, session } = call.parameters
    if (!ACTIONS.includes(String(action))) throw invalid(`action is one of ${ACTIONS.join(', ')}.`)
    if (action === 'connect') {
      if (!session) throw missing('session')
      const input = { with: personOf(to, recipient, number.displayPhoneNumber), phoneNumberId: number.phoneNumberId }
      const id = world.ids.callId()
      afterResponse(emulation, call, () => calls.status({ ...input, id }, 'RINGING'))
      return { messaging_product: 'whatsapp', calls: [{ id }] }
    }
    if (typeof call_id !== 'string' || !call_id.startsWith('wacid.')) throw missing('call_id')
    if ((action === 'pre_accept' || action === 'accept') && !session) throw missing('session')
    return { messaging_product: 'whatsapp', ...success }
  })

  on('GET', '/:id/call_permissions', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    const { user_wa_id, recipient } = parameters
    if (user_wa_id === undefined && recipient === undefined) throw missing('user_wa_id')
    const peer = String(recipient ?? user_wa_id)
    const permission = permissionOf(emulation, number.phoneNumberId, peer)
    return {
      messaging_product: 'whatsapp',
      permission,
      actions: [
        { action_name: 'send_call_permission_request', can_perform_action: permission.status === 'no_permission' },
        { action_name: 'start_call', can_perform_action: permission.status !== 'no_permission' },
      ],
    }
  })
}

function personOf(to: unknown, recipient: unknown, businessNumber: string): string {
  if (typeof to === 'string' && to !== '') return dialledDigits(to, businessNumber)
  if (typeof recipient !== 'string') throw missing('to')
  if (!isUserId(recipient)) throw new GraphError(131009, 'recipient is not a valid user id.')
  return recipient
}

/** The newest answer that the person gave to a request for it. */
function permissionOf({ world }: Emulation, phoneNumberId: string, peer: string): Json & { status: string } {
  const person = [...world.customers.values()].find(({ waId, userId }) => waId === peer || userId === peer)
  const chat = person && world.chats.get(keyOfChat(phoneNumberId, person.id))
  const replies = (chat?.messages ?? []).flatMap(({ content }) => {
    const reply = (content as { call_permission_reply?: Json } | null)?.call_permission_reply
    return reply ? [reply] : []
  })
  const last = replies.at(-1)
  if (last?.response !== 'accept') return { status: 'no_permission' }
  if (last.is_permanent) return { status: 'permanent' }
  return { status: 'temporary', expiration_time: Number(last.expiration_timestamp) }
}
