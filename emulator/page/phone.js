import { drawDeliveries } from './backstage.js'
import { bubble, element, excerpt } from './bubbles.js'
import { desk, watch } from './desk.js'
import { menuKeys, openMenu } from './menus.js'
import { chooseLanguage, currentLanguage, say, writeWords } from './words.js'

const at = id => document.getElementById(id)
const narrow = matchMedia('(max-width: 760px)')

/** What the page shows: everything comes from the emulator and is asked for again when something happened. */
const state = {
  numbers: [],
  phoneNumberId: null,
  customers: [],
  chats: [],
  me: null,
  chat: null,
  answering: null,
  editing: null,
}
const drawn = new Map()

const keyOf = customerId => `${state.phoneNumberId}:${customerId}`
const myChat = () => state.chats.find(chat => chat.key === keyOf(state.me))
const person = () => state.customers.find(customer => customer.id === state.me)

async function refreshPeople() {
  ;[state.customers, state.chats] = await Promise.all([desk.customers(), desk.chats()])
  if (state.me && !person()) state.me = null
  if (!state.me && state.customers.length > 0) state.me = state.customers[0].id
  drawPeople()
}

async function refreshChat() {
  const wanted = myChat()
  const chat = wanted ? await desk.chat(wanted.key) : null
  if (chat && chat.key !== keyOf(state.me)) return
  state.chat = chat
  drawChat()
  const seen = document.visibilityState === 'visible' && !(narrow.matches && document.body.dataset.view !== 'chat')
  if (chat && chat.unread > 0 && seen) await desk.read(chat.key)
}

async function refreshBackstage() {
  const [{ numbers, callback, mode }, deliveries] = await Promise.all([desk.state(), desk.deliveries()])
  state.numbers = numbers
  state.phoneNumberId ??= numbers[0]?.phoneNumberId ?? null
  at('callback').textContent = callback.url ?? say('noCallback')
  at('mode').value = mode.kind
  drawNumber()
  drawDeliveries(at('deliveries'), deliveries.slice(-30).reverse(), id => attempt(() => desk.redeliver(id)))
}

/** Several events come at once; they are answered by one round of questions. */
let waiting = null
let again = false
async function refresh() {
  if (waiting) {
    again = true
    return waiting
  }
  waiting = (async () => {
    do {
      again = false
      await refreshBackstage()
      await refreshPeople()
      await refreshChat()
    } while (again)
  })()
  try {
    await waiting
    tell(null)
  } catch (error) {
    tell(error)
  } finally {
    waiting = null
  }
}

function tell(error) {
  at('problem').hidden = error === null
  at('problem').textContent = error?.message ?? ''
}

/** Runs what a tap asked for and shows what went wrong. */
async function attempt(act) {
  try {
    await act()
    tell(null)
  } catch (error) {
    tell(error)
  }
}

function drawNumber() {
  const number = state.numbers.find(candidate => candidate.phoneNumberId === state.phoneNumberId)
  at('business-name').textContent = number?.verifiedName ?? ''
  at('business-avatar').textContent = initials(number?.verifiedName ?? '')
  at('number-field').hidden = state.numbers.length < 2
  const options = state.numbers.map(({ phoneNumberId, verifiedName, displayPhoneNumber }) =>
    element('option', { value: phoneNumberId }, `${verifiedName} (+${displayPhoneNumber})`),
  )
  at('number').replaceChildren(...options)
  at('number').value = state.phoneNumberId
}

const initials = name =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map(part => part[0] ?? '')
    .join('')
    .toUpperCase()

function drawPeople() {
  const focused = document.activeElement?.dataset?.customer
  const items = state.customers.map(customer => {
    const chat = state.chats.find(candidate => candidate.key === keyOf(customer.id))
    const button = element(
      'button',
      {
        type: 'button',
        class: 'customer',
        'data-customer': customer.id,
        'aria-current': customer.id === state.me ? 'true' : null,
        onclick: () => choose(customer.id),
      },
      element('span', { class: `avatar tone${toneOf(customer.id)}`, 'aria-hidden': 'true' }, initials(customer.name)),
      element(
        'span',
        { class: 'lines' },
        element('strong', {}, customer.name),
        element('span', {}, chat?.last ? excerpt(chat.last) : `+${customer.waId ?? customer.userId}`),
      ),
      chat?.unread > 0
        ? element('span', { class: 'badge', 'aria-label': say('unread', { count: chat.unread }) }, String(chat.unread))
        : null,
    )
    return element('li', {}, button)
  })
  at('customers').replaceChildren(...items)
  if (focused) document.querySelector(`[data-customer="${CSS.escape(focused)}"]`)?.focus()
}

const toneOf = id => [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 0) % 5

function drawChat() {
  const list = at('messages')
  const scroller = at('scroller')
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
  const messages = (state.chat?.messages ?? []).filter(message => message.type !== 'reaction')
  const chat = { ...state.chat, messages, businessName: at('business-name').textContent }
  const items = messages.map(message => drawnOnce(message, chat))
  if (items.length === 0) items.push(emptyNote())
  for (const item of [...list.children]) if (!items.includes(item)) item.remove()
  for (const [index, item] of items.entries()) {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null)
  }
  at('business-state').textContent = state.chat?.typing ? say('typing') : say('online')
  at('writing-as').textContent = person() ? say('as', { name: person().name }) : ''
  at('composer').inert = !person()
  if (atEnd) scroller.scrollTop = scroller.scrollHeight
}

/** A bubble is drawn again only when its message changed, so that a playing voice note plays on. */
function drawnOnce(message, chat) {
  const quoted = chat.messages.find(candidate => candidate.id === message.quotes)
  const print = JSON.stringify([message, quoted, state.me, currentLanguage()])
  const known = drawn.get(message.id)
  if (known?.print === print) return known.item
  const item = bubble(message, { chat, me: state.me, onActions: openActions, onAnswer: answer })
  drawn.set(message.id, { print, item })
  return item
}

function emptyNote() {
  const title = person() ? say('emptyTitle') : say('pickCustomer')
  return element('li', { class: 'empty' }, element('strong', {}, title), element('span', {}, say('emptyText')))
}

async function choose(id) {
  state.me = id
  stopAnswering()
  document.body.dataset.view = 'chat'
  drawn.clear()
  at('messages').replaceChildren()
  drawPeople()
  await attempt(refreshChat)
  if (!narrow.matches) at('text').focus()
}

const write = message => desk.write({ from: state.me, phoneNumberId: state.phoneNumberId, ...message })
const answer = (message, reply) => attempt(() => write({ ...reply, replyTo: message.id }))

function startAnswering(message, editing) {
  state.answering = editing ? null : message
  state.editing = editing ? message : null
  at('reply-to').hidden = false
  at('reply-kind').textContent = say(editing ? 'editing' : 'replying')
  at('reply-text').textContent = excerpt(message)
  if (editing) at('text').value = message.content.body ?? message.content.caption ?? ''
  at('text').focus()
}

function stopAnswering() {
  if (state.editing) at('text').value = ''
  state.answering = null
  state.editing = null
  at('reply-to').hidden = true
}

const replyTo = () => (state.answering ? { replyTo: state.answering.id } : {})

async function submit() {
  const text = at('text').value.trim()
  if (text === '' || !state.me) return
  const message = state.editing
    ? { type: 'edit', messageId: state.editing.id, text }
    : { type: 'text', text, ...replyTo() }
  await attempt(async () => {
    await write(message)
    at('text').value = ''
    stopAnswering()
    at('scroller').scrollTop = at('scroller').scrollHeight
  })
}

const samples = {
  location: { latitude: -19.9245, longitude: -43.9352, name: 'Praça Sete', address: 'Av. Afonso Pena, Belo Horizonte' },
  contacts: {
    contacts: [
      {
        name: { formatted_name: 'Caio Lima', first_name: 'Caio' },
        phones: [{ phone: '+55 31 98888-0002', wa_id: '553188880002', type: 'CELL' }],
      },
    ],
  },
}

const accepted = { image: 'image/jpeg,image/png', audio: 'audio/*', document: '' }

function pickFile(kind) {
  const input = at('file')
  input.accept = accepted[kind]
  input.value = ''
  input.onchange = () =>
    attempt(async () => {
      const [file] = input.files
      if (!file) return
      const { mediaId } = await desk.upload(file)
      await write({ type: kind, media: { mediaId }, ...(kind === 'audio' && { voice: false }), ...replyTo() })
      stopAnswering()
    })
  input.click()
}

let actedOn = null

function openActions(message, button) {
  actedOn = message
  const own = message.from === 'customer' && message.customerId === state.me
  const editable = own && ['text', 'image', 'video', 'document'].includes(message.type)
  const shown = { reply: true, unreact: Boolean(message.reactions[state.me]), edit: editable, revoke: own }
  for (const [action, visible] of Object.entries(shown)) {
    document.querySelector(`[data-action="${action}"]`).hidden = !visible
  }
  openMenu(at('actions'), button)
}

const actions = {
  reply: message => startAnswering(message, false),
  unreact: message => attempt(() => write({ type: 'reaction', messageId: message.id })),
  edit: message => startAnswering(message, true),
  revoke: message => attempt(() => write({ type: 'revoke', messageId: message.id })),
}

function listen() {
  at('composer').addEventListener('submit', event => {
    event.preventDefault()
    void submit()
  })
  at('text').addEventListener('keydown', event => {
    if (event.key === 'Escape') stopAnswering()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void submit()
  })
  at('cancel-reply').addEventListener('click', stopAnswering)
  at('back').addEventListener('click', () => {
    document.body.dataset.view = 'people'
    document.querySelector('.customer[aria-current]')?.focus()
  })
  at('attach').addEventListener('click', event => openMenu(at('attach-menu'), event.currentTarget))
  at('attach-menu').addEventListener('click', event => {
    const { pick, sample } = event.target.dataset
    if (!pick && !sample) return
    at('attach-menu').hidePopover()
    if (pick) pickFile(pick)
    else void attempt(() => write({ type: sample, ...samples[sample], ...replyTo() }).then(stopAnswering))
  })
  at('actions').addEventListener('click', event => {
    const { action, emoji } = event.target.dataset
    if (!action && !emoji) return
    at('actions').hidePopover()
    if (emoji) void attempt(() => write({ type: 'reaction', messageId: actedOn.id, emoji }))
    else void actions[action](actedOn)
  })
  at('mode').addEventListener('change', event => attempt(() => desk.setMode(event.target.value)))
  at('number').addEventListener('change', event => {
    state.phoneNumberId = event.target.value
    void refresh()
  })
  at('language').addEventListener('change', event => {
    chooseLanguage(event.target.value)
    writeWords()
    drawn.clear()
    void refresh()
  })
  at('new-customer').addEventListener('click', () => at('customer-dialog').showModal())
  at('cancel-customer').addEventListener('click', () => at('customer-dialog').close())
  at('customer-form').addEventListener('submit', () => {
    const form = new FormData(at('customer-form'))
    void attempt(async () => {
      const withheld = form.get('withheld') === 'on'
      const username = withheld
        ? {
            username: form
              .get('name')
              .toLowerCase()
              .replace(/[^a-z0-9]+/g, '.'),
          }
        : {}
      const { id } = await desk.addCustomer({
        name: form.get('name'),
        phone: form.get('phone'),
        phoneWithheld: withheld,
        ...username,
      })
      at('customer-form').reset()
      await refreshPeople()
      await choose(id)
    })
  })
  document.addEventListener('visibilitychange', () => void refresh())
}

async function start() {
  at('language').value = currentLanguage()
  writeWords()
  at('emojis').append(
    ...['👍', '❤️', '😂', '😮', '😢', '🙏'].map(emoji =>
      element('button', { type: 'button', role: 'menuitem', 'data-emoji': emoji, 'aria-label': `${emoji}` }, emoji),
    ),
  )
  for (const menu of [at('actions'), at('attach-menu')]) menuKeys(menu)
  listen()
  const known = await desk.customers()
  if (known.length === 0) await desk.addCustomer({ name: say('firstCustomer'), phone: '+5531987650001' })
  watch(() => void refresh())
}

void attempt(start)
