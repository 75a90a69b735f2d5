import { bubble, dayLine } from './bubbles.js'
import { refer, write } from './composer.js'
import { at, avatar, element } from './dom.js'
import { openMenu } from './menus.js'
import { customerOf, numberOf, openChat, person, state } from './state.js'
import { currentLanguage, say } from './words.js'

/** The open chat: its bar, its messages, and what can be done with a message. */
const drawn = new Map()

export function clearChat() {
  drawn.clear()
  at('messages').replaceChildren()
  isAtEnd = true
}

export function drawChat(onAnswer) {
  const open = openChat()
  const { chat } = state
  drawBar(open, chat)
  const list = at('messages')
  const messages = (chat?.messages ?? []).filter(message => message.type !== 'reaction')
  const shown = { ...chat, messages, businessName: numberOf(open?.phoneNumberId)?.verifiedName ?? '' }
  const items = messages.flatMap((message, index) => {
    const item = drawnOnce(message, shown, onAnswer)
    return isNewDay(messages[index - 1], message) ? [drawnDay(message), item] : [item]
  })
  if (items.length === 0) items.push(emptyNote())
  for (const item of [...list.children]) if (!items.includes(item)) item.remove()
  for (const [index, item] of items.entries()) {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null)
  }
  if (isAtEnd) toEnd()
}

/** Whoever looks at the newest message goes on looking at the newest, also when a picture above it grows. */
let isAtEnd = true

export function toEnd() {
  isAtEnd = true
  at('scroller').scrollTop = at('scroller').scrollHeight
}

function followEnd() {
  const scroller = at('scroller')
  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80
  })
  const observer = new ResizeObserver(() => isAtEnd && toEnd())
  observer.observe(at('messages'))
  observer.observe(scroller)
}

function drawBar(open, chat) {
  const name = open?.name ?? ''
  at('chat-name').textContent = name
  at('chat-avatar').replaceChildren(avatar(name, open?.key ?? '', open?.groupId ? 'group' : 'business'))
  at('chat-state').textContent = chat?.typing ? say('typing') : open?.groupId ? members(open.groupId) : say('online')
  at('leave-group').hidden = !open?.groupId
  at('call').hidden = !open || Boolean(open.groupId)
}

const members = groupId =>
  (state.groups.find(({ id }) => id === groupId)?.participants ?? [])
    .map(id => (id === state.me ? say('you') : (customerOf(id)?.name ?? id)))
    .join(', ')

/** A bubble is drawn again only when its message changed, so that a playing voice note plays on. */
function drawnOnce(message, chat, onAnswer) {
  const quoted = chat.messages.find(candidate => candidate.id === message.quotes)
  const print = JSON.stringify([message, quoted, state.me, currentLanguage()])
  const known = drawn.get(message.id)
  if (known?.print === print) return known.item
  const item = bubble(message, { chat, me: state.me, onActions: openActions, onAnswer })
  drawn.set(message.id, { print, item })
  return item
}

function drawnDay(message) {
  const id = `day ${new Date(message.at * 1000).toDateString()}`
  const print = `${currentLanguage()} ${new Date(state.now).toDateString()}`
  const known = drawn.get(id)
  if (known?.print === print) return known.item
  const item = dayLine(message.at, state.now)
  drawn.set(id, { print, item })
  return item
}

const isNewDay = (before, message) =>
  !before || new Date(before.at * 1000).toDateString() !== new Date(message.at * 1000).toDateString()

function emptyNote() {
  const title = person() ? say('emptyTitle') : say('pickCustomer')
  return element('li', { class: 'empty' }, element('strong', {}, title), element('span', {}, say('emptyText')))
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

const acts = {
  reply: message => refer(message, false),
  unreact: message => write({ type: 'reaction', messageId: message.id }),
  edit: message => refer(message, true),
  revoke: message => write({ type: 'revoke', messageId: message.id }),
}

const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏']

export function listenToChat(attempt) {
  followEnd()
  at('emojis').append(
    ...EMOJIS.map(emoji =>
      element('button', { type: 'button', role: 'menuitem', 'data-emoji': emoji, 'aria-label': emoji }, emoji),
    ),
  )
  at('actions').addEventListener('click', event => {
    const { action, emoji } = event.target.dataset
    if (!action && !emoji) return
    at('actions').hidePopover()
    void attempt(() => (emoji ? write({ type: 'reaction', messageId: actedOn.id, emoji }) : acts[action](actedOn)))
  })
  // As on a phone, a double tap on a bubble answers it.
  at('messages').addEventListener('dblclick', event => {
    const id = event.target.closest('.bubble')?.dataset.id
    const message = state.chat?.messages.find(candidate => candidate.id === id)
    if (message && !message.revoked) refer(message, false)
  })
}
