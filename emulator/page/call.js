import { desk } from './desk.js'
import { at } from './dom.js'
import { openChat, state } from './state.js'

/** A call to the business: it rings in the webhooks, and the time runs until somebody hangs up. */
let running = null

async function start() {
  const { phoneNumberId, name } = openChat()
  const { id } = await desk.ring({ with: state.me, phoneNumberId })
  const since = performance.now()
  const seconds = () => Math.floor((performance.now() - since) / 1000)
  const draw = () => {
    at('call-time').textContent = `${Math.floor(seconds() / 60)}:${String(seconds() % 60).padStart(2, '0')}`
  }
  running = { id, phoneNumberId, with: state.me, seconds, timer: setInterval(draw, 250) }
  draw()
  at('call-name').textContent = name
  at('call-screen').hidden = false
  at('hang-up').focus()
}

async function end() {
  if (!running) return
  const { timer, seconds, ...call } = running
  running = null
  clearInterval(timer)
  at('call-screen').hidden = true
  at('call').focus()
  await desk.hangUp({ ...call, seconds: seconds() })
}

export function listenToCalls(attempt) {
  at('call').addEventListener('click', () => attempt(start))
  at('hang-up').addEventListener('click', () => attempt(end))
}
