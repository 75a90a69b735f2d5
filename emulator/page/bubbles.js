import { contentOf, excerpt } from './contents.js'
import { at, element } from './dom.js'
import { customerOf } from './state.js'
import { ticksOf } from './ticks.js'
import { currentLanguage, say } from './words.js'

/** A message in its bubble: author, quote, content, time and ticks, reactions, and the button for its actions. */
export function bubble(message, { chat, me, onActions, onAnswer }) {
  const own = message.from === 'customer' && message.customerId === me
  const bare = message.type === 'sticker' && !message.revoked
  const kinds = [own ? 'own' : 'theirs', message.status === 'failed' && 'failed', bare && 'bare']
  return element(
    'li',
    { class: `bubble ${kinds.filter(Boolean).join(' ')}`, 'data-id': message.id },
    element(
      'div',
      { class: 'body' },
      authorLine(message, chat, own),
      quote(message, chat, me),
      ...(message.revoked ? [element('p', { class: 'gone' }, `⊘ ${say('revoked')}`)] : contentOf(message, onAnswer)),
      footer(message, own),
      message.revoked ? null : actionsButton(message, onActions),
    ),
    reactions(message),
  )
}

function authorLine(message, chat, own) {
  if (message.from === 'phone-app') return element('p', { class: 'author' }, say('phoneApp'))
  return chat.groupId && !own && message.author ? element('p', { class: 'author' }, message.author) : null
}

function quote(message, chat, me) {
  const quoted = message.quotes && chat.messages.find(candidate => candidate.id === message.quotes)
  if (!quoted) return null
  const mine = quoted.customerId === me && quoted.from === 'customer'
  const who = mine ? say('you') : quoted.from === 'customer' ? customerOf(quoted.customerId)?.name : chat.businessName
  return element(
    'button',
    { type: 'button', class: 'quote', onclick: () => showQuoted(quoted.id) },
    element('strong', {}, who ?? ''),
    element('span', {}, excerpt(quoted)),
  )
}

/** Scrolls to the message that was quoted, and lets it shine for a moment. */
function showQuoted(id) {
  const bubble = at('messages').querySelector(`[data-id="${CSS.escape(id)}"]`)
  bubble?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  bubble?.classList.add('found')
  setTimeout(() => bubble?.classList.remove('found'), 1200)
}

const actionsButton = (message, onActions) =>
  element('button', {
    type: 'button',
    class: 'more',
    'aria-haspopup': 'menu',
    'aria-label': `${say('openActions')}: ${excerpt(message)}`,
    onclick: event => onActions(message, event.currentTarget),
  })

function footer(message, own) {
  const time = new Date(message.at * 1000).toLocaleTimeString(currentLanguage(), { hour: '2-digit', minute: '2-digit' })
  const edited = message.edited && !message.revoked ? `${say('edited')} ` : ''
  const line = element('p', { class: 'foot' }, `${edited}${time}`, ticksOf(message, own))
  if (message.status !== 'failed') return line
  const { code, error_data: data } = message.error ?? {}
  return element('div', {}, element('p', { class: 'why' }, `${say('failed')} (${code}): ${data?.details ?? ''}`), line)
}

function reactions(message) {
  const emojis = Object.values(message.reactions ?? {})
  if (emojis.length === 0) return null
  return element('p', { class: 'reactions', 'aria-label': `${say('react')}: ${emojis.join(' ')}` }, emojis.join(' '))
}

/** The line between two days. */
export function dayLine(seconds, now) {
  const day = new Date(seconds * 1000)
  const today = new Date(now)
  const same = day.toDateString() === today.toDateString()
  const text = same
    ? say('today')
    : day.toLocaleDateString(currentLanguage(), { day: 'numeric', month: 'long', year: 'numeric' })
  return element('li', { class: 'day' }, text)
}
