import { icon } from './dom.js'
import { say } from './words.js'

/** The marks of how far a message came: a clock, one tick, two, two in blue. */
const clock =
  'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 1.2a4.3 4.3 0 1 1 0 8.6 4.3 4.3 0 0 1 0-8.6Zm.6 1.5H7.4v3.2l2.4 1.9.8-1-2-1.5V5.2Z'
const one = 'M13.3 3.9 6.6 11.3 3.1 8.1l.9-1 2.5 2.3 5.9-6.4.9.9Z'
const two = 'M11 4 4.9 11.3 1.5 8.1l.9-1 2.4 2.2L10.1 3l.9 1Zm4 0L8.9 11.3l-1-.9 1-1.2L14.1 3l.9 1Z'

export function tick(status) {
  const path = status === 'accepted' ? clock : status === 'sent' ? one : two
  const drawn = icon(path, { label: say(status), box: 16, className: `tick ${status}` })
  return drawn
}

/** Of a customer's own message: it has always arrived; blue once the desk has read it. */
export const ticksOf = (message, own) => {
  if (own) return tick(message.readByBusiness ? 'read' : 'delivered')
  if (message.from !== 'business' || message.status === 'failed' || message.status === null) return null
  return tick(message.status)
}
