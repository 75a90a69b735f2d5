import { desk } from './desk.js'
import { at, element } from './dom.js'
import { say } from './words.js'

/** Behind the scenes: how webhooks leave, what shall go wrong next, and what left with the answer it got. */
export const SHOWN_DELIVERIES = 30

export function drawBackstage({ callback, mode, faults }, deliveries, attempt) {
  at('callback').textContent = callback.url ?? say('noCallback')
  at('mode').value = mode.kind
  at('faults').textContent = faults.length > 0 ? say('faultsWaiting', { count: faults.length }) : ''
  drawDeliveries(deliveries.reverse(), attempt)
}

function drawDeliveries(deliveries, attempt) {
  const list = at('deliveries')
  const open = new Set([...list.querySelectorAll('details[open]')].map(details => details.dataset.id))
  const items = deliveries.map(delivery => {
    const last = delivery.attempts.at(-1)
    const result = last ? String(last.status ?? last.error) : ''
    return element(
      'li',
      { class: delivery.state },
      element(
        'details',
        { 'data-id': delivery.id, open: open.has(delivery.id) },
        element(
          'summary',
          {},
          element('span', { class: 'what' }, whatOf(delivery)),
          element('span', { class: 'state' }, `${say(delivery.state)} ${result}`),
        ),
        element('pre', { tabindex: '0' }, JSON.stringify(parsed(delivery.body), null, 1)),
      ),
      element(
        'button',
        { type: 'button', onclick: () => attempt(() => desk.redeliver(delivery.id)) },
        say('redeliver'),
      ),
    )
  })
  list.replaceChildren(...(items.length > 0 ? items : [element('li', { class: 'muted' }, say('noDeliveries'))]))
}

function parsed(body) {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** `messages text`, `statuses delivered`: what a webhook carries, at a glance. */
function whatOf(delivery) {
  const changes = (parsed(delivery.body)?.entry ?? []).flatMap(entry => entry.changes ?? [])
  const value = changes[0]?.value ?? {}
  const [first] = value.statuses ?? value.messages ?? value.message_echoes ?? value.groups ?? value.calls ?? []
  const more = changes.length > 1 ? ` +${changes.length - 1}` : ''
  const kind = first?.status ?? first?.type ?? first?.event ?? value.event ?? ''
  return `${changes[0]?.field ?? '?'} ${kind}${more}${delivery.repeats ? ' ↻' : ''}`
}

const faults = {
  rate: { kind: 'error', code: 130429 },
  pair: { kind: 'error', code: 131056 },
  unavailable: { kind: 'error', code: 131016 },
  gateway: { kind: 'gateway', status: 502 },
  taken: { kind: 'gateway', status: 504, accept: true },
  cut: { kind: 'reset', accept: true },
}

const DAY_MS = 86_400_000

export function listenToBackstage(attempt, onChange) {
  const act = run =>
    attempt(async () => {
      await run()
      await onChange()
    })
  at('mode').addEventListener('change', event => act(() => desk.setMode(event.target.value)))
  at('fault').addEventListener('change', event => {
    const fault = Object.hasOwn(faults, event.target.value) ? faults[event.target.value] : null
    event.target.value = ''
    if (fault) void act(() => desk.fail(fault))
  })
  at('next-day').addEventListener('click', () => act(() => desk.advanceClock(DAY_MS)))
  at('token').addEventListener('change', event => act(() => desk.expireToken(event.target.checked)))
}
