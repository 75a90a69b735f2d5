import { element } from './bubbles.js'
import { say } from './words.js'

/** What left for the webhook, newest first, with the answer it got. */
export function drawDeliveries(list, deliveries, onRedeliver) {
  const items = deliveries.map(delivery => {
    const last = delivery.attempts.at(-1)
    const result = last ? String(last.status ?? last.error) : ''
    return element(
      'li',
      { class: delivery.state },
      element(
        'details',
        {},
        element(
          'summary',
          {},
          element('span', { class: 'what' }, whatOf(delivery)),
          element('span', { class: 'state' }, `${say(delivery.state)} ${result}`),
        ),
        element('pre', { tabindex: '0' }, JSON.stringify(JSON.parse(safeJson(delivery.body)), null, 1)),
      ),
      element('button', { type: 'button', onclick: () => onRedeliver(delivery.id) }, say('redeliver')),
    )
  })
  const open = new Set([...list.querySelectorAll('details[open]')].map(details => details.dataset.id))
  for (const [index, item] of items.entries()) {
    const details = item.querySelector('details')
    details.dataset.id = deliveries[index].id
    details.open = open.has(deliveries[index].id)
  }
  list.replaceChildren(...(items.length > 0 ? items : [element('li', { class: 'muted' }, say('noDeliveries'))]))
}

const safeJson = body => {
  try {
    JSON.parse(body)
    return body
  } catch {
    return JSON.stringify(body)
  }
}

/** `messages text`, `statuses delivered`: what a webhook carries, at a glance. */
function whatOf(delivery) {
  const payload = JSON.parse(safeJson(delivery.body))
  const changes = (payload?.entry ?? []).flatMap(entry => entry.changes ?? [])
  const value = changes[0]?.value ?? {}
  const [first] = value.statuses ?? value.messages ?? value.message_echoes ?? []
  const more = changes.length > 1 ? ` +${changes.length - 1}` : ''
  return `${changes[0]?.field ?? '?'} ${first?.status ?? first?.type ?? ''}${more}${delivery.repeats ? ' ↻' : ''}`
}
