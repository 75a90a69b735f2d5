import type { Emulation } from '../emulation.ts'
import { markRead, sendMessage } from '../send/send-message.ts'
import { afterResponse, numberAt, type On } from './graph-route.ts'

/** `POST /{phone-number-id}/messages`: sends, or marks as read. */
export function messageRoutes(on: On, emulation: Emulation): void {
  on(
    'POST',
    '/:id/messages',
    async call => {
      const { request, parameters } = call
      const number = numberAt(emulation, request)
      if (parameters.status === 'read') return markRead(emulation, number, parameters)
      const accepted = sendMessage(emulation, number, parameters)
      if (emulation.webhooks.mode().kind === 'status-before-response') {
        accepted.follow()
        await emulation.webhooks.settled()
      } else {
        afterResponse(emulation, call, accepted.follow)
      }
      return accepted.response
    },
    () => 'messages',
  )
}
