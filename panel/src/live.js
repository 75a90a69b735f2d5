// The live page: who wrote, which ticket, what was posted where and with what answer.
import { TEXTS } from './texts.js'

const MOST_SHOWN = 200
const ALERTS_EVERY_MS = 5_000
const byId = id => document.getElementById(id)
const state = {
  language: pickLanguage(),
  demo: null,
  endpoints: new Map(),
  events: new Map(),
  alerts: [],
  alertsTimer: null,
  posts: 0,
  stream: null,
  isOn: false,
}

function pickLanguage() {
  const wanted = localStorage.getItem('language') ?? navigator.language.slice(0, 2)
  return wanted in TEXTS ? wanted : 'pt'
}

const t = () => TEXTS[state.language]

function translate() {
  document.documentElement.lang = state.language === 'pt' ? 'pt-BR' : state.language
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t()[element.dataset.t]
  byId('language').value = state.language
  byId('empty-text').textContent = state.demo ? t().emptyDemo : t().emptyText
  if (state.demo) byId('demo-hint').textContent = [t().demo, state.demo.email, state.demo.password].join('\n')
  showConnection()
  showTotals()
  drawAlerts()
  for (const shown of state.events.values()) drawEvent(shown)
}

function showConnection() {
  byId('connection').classList.toggle('is-on', state.isOn)
  byId('connection-text').textContent = state.isOn ? t().connected : t().connecting
}

async function api(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { 'accept-language': state.language, ...options.headers } })
  const body = response.status === 204 ? null : await response.json().catch(() => null)
  if (!response.ok)
    throw Object.assign(new Error(body?.title ? `${body.title}. ${body.detail}` : t().signInFailed), {
      status: response.status,
    })
  return body
}

async function begin() {
  translate()
  state.demo = await api('/panel/demo.json').catch(() => null)
  if (state.demo) {
    byId('phone').href = state.demo.phone
    byId('phone').hidden = false
    byId('demo-hint').hidden = false
    const { email, password } = byId('sign-in').elements
    email.value = state.demo.email
    password.value = state.demo.password
    translate()
  }
  const { isSetUp } = await api('/api/v1/setup').catch(() => ({ isSetUp: true }))
  if (!isSetUp) return askToSetUp()
  try {
    await api('/api/v1/me')
    await watch()
  } catch {
    askToSignIn()
  }
}

function askToSetUp(message = '') {
  byId('set-up').hidden = false
  byId('set-up-error').textContent = message
  byId('set-up').elements.code.focus()
}

function askToSignIn(message = '') {
  state.stream?.close()
  byId('live').hidden = byId('sign-out').hidden = byId('connection').hidden = true
  byId('sign-in').hidden = false
  byId('sign-in-error').textContent = message
  byId('sign-in').elements[byId('sign-in').elements.email.value ? 'password' : 'email'].focus()
}

async function watch() {
  byId('sign-in').hidden = byId('set-up').hidden = true
  byId('live').hidden = byId('sign-out').hidden = byId('connection').hidden = false
  await loadEndpoints()
  connect()
  await watchAlerts()
}

// What the owner of an endpoint should know: dead, switched off, given up. A failure shows in the connection.
async function watchAlerts() {
  if (byId('live').hidden) return
  const page = await api('/api/v1/alerts?open=true&limit=50').catch(() => null)
  if (page && JSON.stringify(page.data) !== JSON.stringify(state.alerts)) {
    state.alerts = page.data
    drawAlerts()
  }
  clearTimeout(state.alertsTimer)
  state.alertsTimer = setTimeout(watchAlerts, ALERTS_EVERY_MS)
}

function drawAlerts() {
  byId('alerts').hidden = state.alerts.length === 0
  const items = state.alerts.map(alert => {
    const item = document.createElement('li')
    const since = new Date(alert.openedAt).toLocaleString(document.documentElement.lang)
    const details = [t().since(since), alert.kind === 'endpoint-down' ? alert.reason : null]
    item.append(
      Object.assign(document.createElement('strong'), { textContent: alert.endpointName }),
      ` ${t().alerts[alert.kind]?.(alert) ?? alert.kind} `,
      Object.assign(document.createElement('small'), { textContent: details.filter(Boolean).join(' · ') }),
    )
    return item
  })
  byId('alerts')
    .querySelector('ul')
    .replaceChildren(...items)
}

async function loadEndpoints() {
  for (let after = ''; after !== null; ) {
    const page = await api(`/api/v1/endpoints?limit=200${after && `&after=${after}`}`)
    for (const endpoint of page.data) state.endpoints.set(endpoint.id, endpoint)
    after = page.next
  }
}

function connect() {
  const stream = new EventSource('/api/v1/live')
  state.stream = stream
  const say = on => {
    state.isOn = on
    showConnection()
  }
  say(false)
  stream.onopen = () => say(true)
  stream.onerror = () => {
    say(false)
    // EventSource gives up on an HTTP error: the session may be over, or the server is starting.
    if (stream.readyState === EventSource.CLOSED)
      setTimeout(
        () => api('/api/v1/me').then(connect, error => (error.status === 401 ? askToSignIn() : connect())),
        2_000,
      )
  }
  stream.addEventListener('event', message => addEvent(JSON.parse(message.data)))
  stream.addEventListener('attempt', message => addAttempt(JSON.parse(message.data)))
}

function shownEvent(id) {
  let shown = state.events.get(id)
  if (shown === undefined) {
    shown = {
      id,
      event: null,
      attempts: new Map(),
      element: byId('event-template').content.firstElementChild.cloneNode(true),
    }
    state.events.set(id, shown)
  }
  return shown
}

function addEvent(event) {
  const shown = shownEvent(event.id)
  if (shown.event !== null) return
  shown.event = event
  shown.element.classList.add('is-new')
  const list = byId('events')
  const next = [...list.children].find(other => Number(other.dataset.id) < event.id) ?? null
  shown.element.dataset.id = event.id
  list.insertBefore(shown.element, next)
  byId('empty').hidden = true
  drawEvent(shown)
  for (const old of [...list.children].slice(MOST_SHOWN)) {
    state.events.delete(Number(old.dataset.id))
    old.remove()
  }
  showTotals()
}

function addAttempt(attempt) {
  const shown = shownEvent(attempt.eventId)
  if (shown.attempts.has(attempt.id)) return
  shown.attempts.set(attempt.id, attempt)
  state.posts++
  if (!state.endpoints.has(attempt.endpointId)) loadEndpoints().then(() => drawEvent(shown))
  drawEvent(shown)
  showTotals()
}

function showTotals() {
  const events = [...state.events.values()].filter(shown => shown.event !== null).length
  byId('totals').textContent = t().totals(events, state.posts)
}

function drawEvent({ event, attempts, element }) {
  if (event === null) return
  const { body, type } = event
  const kind = type === 'message' ? (body.fromMe ? 'sent' : 'received') : type
  const put = (selector, text) => {
    element.querySelector(selector).textContent = text
  }
  element.classList.toggle('is-mine', body.fromMe === true)
  put('.badge', t().types[kind] ?? type)
  const time = element.querySelector('time')
  time.dateTime = event.occurredAt
  time.textContent = new Date(event.occurredAt).toLocaleTimeString(document.documentElement.lang)
  put('.who strong', body.fromMe ? (body.user?.name ?? body.whatsapp.name) : (body.contact?.name ?? t().someone))
  const number = body.contact?.phoneNumber ? `+${body.contact.phoneNumber}` : ''
  put('.number', body.fromMe ? `→ ${body.contact?.name ?? t().someone} ${number}` : number)
  put('.text', body.messageBody)
  put('.ticket', t().ticket(body.ticket.id, t().status[body.ticket.status], body.ticket.protocol))
  const list = element.querySelector('.posts')
  const open = new Set([...list.querySelectorAll('details[open]')].map(details => details.dataset.id))
  const posts = [...attempts.values()].sort((a, b) => a.id - b.id).map(attempt => drawPost(attempt, event, open))
  if (posts.length > 0) list.replaceChildren(...posts)
  else list.replaceChildren(Object.assign(document.createElement('li'), { className: 'none', textContent: t().nobody }))
}

function drawPost(attempt, event, open) {
  const element = byId('post-template').content.firstElementChild.cloneNode(true)
  const endpoint = state.endpoints.get(attempt.endpointId)
  element.classList.add(`is-${attempt.outcome}`)
  element.querySelector('.outcome').textContent = t().outcomes[attempt.outcome]
  element.querySelector('.where').textContent = `→ ${endpoint?.name ?? `#${attempt.endpointId}`}`
  element.querySelector('.answer').textContent = t().answer(attempt.status, attempt.durationMs)
  const details = element.querySelector('details')
  details.dataset.id = attempt.id
  details.open = open.has(String(attempt.id))
  const rows = [
    [t().endpoint, endpoint?.url],
    ['webhook-id', attempt.webhookId],
    [t().attempt, attempt.attempt],
    [t().sentAt, new Date(attempt.startedAt).toLocaleString(document.documentElement.lang)],
    [t().error, attempt.error],
    [t().response, attempt.response],
    [t().body, JSON.stringify(event.body, null, 2)],
  ]
  for (const [name, value] of rows) {
    if (value === null || value === undefined || value === '') continue
    const term = Object.assign(document.createElement('dt'), { textContent: name })
    const description = Object.assign(document.createElement('dd'), { textContent: value })
    element.querySelector('dl').append(term, description)
  }
  return element
}

byId('language').addEventListener('change', event => {
  state.language = event.target.value
  localStorage.setItem('language', state.language)
  translate()
})

const post = (path, body) =>
  api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function signIn(email, password) {
  await post('/api/auth/sign-in/email', { email, password })
  await watch()
}

byId('set-up').addEventListener('submit', async event => {
  event.preventDefault()
  const given = Object.fromEntries(new FormData(event.target))
  try {
    await post('/api/v1/setup', given)
    await signIn(given.email, given.password)
  } catch (error) {
    askToSetUp(error.message)
  }
})

byId('sign-in').addEventListener('submit', async event => {
  event.preventDefault()
  const { email, password } = event.target.elements
  try {
    await signIn(email.value, password.value)
  } catch (error) {
    askToSignIn(error.status === 403 ? t().notAllowed : error.message)
  }
})

byId('sign-out').addEventListener('click', async () => {
  await api('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => {})
  location.reload()
})

await begin()
