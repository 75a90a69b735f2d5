import { desk } from './desk.js'
import { currentLanguage, say } from './words.js'

/** Draws messages. Everything that people wrote goes in as text, never as markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value)
  }
  made.append(...children.filter(child => child !== null && child !== undefined && child !== ''))
  return made
}

/** `chat` is the whole conversation, `me` the customer's id; the handlers answer the taps. */
export function bubble(message, { chat, me, onActions, onAnswer }) {
  const own = message.from === 'customer' && message.customerId === me
  const failed = message.status === 'failed'
  const kinds = [own ? 'own' : 'theirs', failed && 'failed', message.type === 'sticker' && 'bare']
  return element(
    'li',
    { class: `bubble ${kinds.filter(Boolean).join(' ')}`, 'data-id': message.id },
    element(
      'div',
      { class: 'body' },
      authorLine(message, chat, own),
      quote(message, chat, me),
      ...(message.revoked ? [element('p', { class: 'gone' }, `⊘ ${say('revoked')}`)] : content(message, onAnswer)),
      footer(message, own),
      message.revoked
        ? null
        : element('button', {
            type: 'button',
            class: 'more',
            'aria-haspopup': 'menu',
            'aria-label': `${say('openActions')}: ${excerpt(message)}`,
            onclick: event => onActions(message, event.currentTarget),
          }),
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
  const who = quoted.customerId === me && quoted.from === 'customer' ? say('you') : (chat.businessName ?? '')
  return element('blockquote', {}, element('strong', {}, who), element('span', {}, excerpt(quoted)))
}

/** A line that stands for the message: in a quote, in the list, in a label. */
export function excerpt(message) {
  if (message.revoked) return say('revoked')
  const { content } = message
  const text = content?.body?.text ?? content?.body ?? content?.rendered ?? content?.caption ?? content?.text
  if (typeof text === 'string' && text !== '') return text
  const reply = content?.button_reply ?? content?.list_reply
  return (
    reply?.title ?? content?.filename ?? content?.name ?? say(message.type === 'contacts' ? 'contact' : message.type)
  )
}

function content(message, onAnswer) {
  const draw = drawings[message.type] ?? unknown
  return draw(message.content ?? {}, message, onAnswer)
}

const source = node => (node.id ? desk.mediaUrl(node.id) : node.link)
const caption = node => (node.caption ? [paragraph(node.caption)] : [])

const drawings = {
  text: node => [paragraph(node.body)],
  image: node => [
    element('img', { src: source(node), alt: node.caption || say('image'), loading: 'lazy' }),
    ...caption(node),
  ],
  sticker: node => [element('img', { src: source(node), alt: say('sticker'), class: 'sticker' })],
  video: node => [
    element('video', { src: source(node), controls: true, 'aria-label': say('video') }),
    ...caption(node),
  ],
  audio: (node, message) => [
    element('audio', {
      src: source(node),
      controls: true,
      preload: 'metadata',
      'aria-label': say('audio'),
      onplay: () => message.from === 'business' && node.voice && void desk.play(message.id),
    }),
  ],
  document: node => [
    element(
      'a',
      { class: 'file', href: source(node), target: '_blank', rel: 'noopener', download: node.filename ?? true },
      element('span', { class: 'sheet', 'aria-hidden': 'true' }),
      element('span', {}, node.filename ?? say('document')),
    ),
    ...caption(node),
  ],
  location: node => [
    element(
      'p',
      { class: 'place' },
      element('strong', {}, `📍 ${node.name ?? say('location')}`),
      element('span', {}, node.address ?? `${node.latitude}, ${node.longitude}`),
    ),
  ],
  contacts: node =>
    [...(Array.isArray(node) ? node : [])].map(contact =>
      element(
        'p',
        { class: 'place' },
        element('strong', {}, `👤 ${contact.name?.formatted_name ?? say('contact')}`),
        element('span', {}, contact.phones?.[0]?.phone ?? ''),
      ),
    ),
  interactive: interactive,
  button: node => [paragraph(node.text)],
  template(node, message, onAnswer) {
    const buttons = (node.buttons ?? []).map(button =>
      choice(button.text, () =>
        onAnswer(message, { type: 'template_button', payload: button.text, text: button.text }),
      ),
    )
    return [paragraph(node.rendered ?? node.name), ...choices(buttons)]
  },
}

const unknown = (_, message) => [element('p', { class: 'gone' }, `${say('unsupported')} (${message.type})`)]

function interactive(node, message, onAnswer) {
  const reply = node.button_reply ?? node.list_reply
  if (reply) return [paragraph(reply.title)]
  const parts = [
    node.header?.text ? element('p', { class: 'title' }, node.header.text) : null,
    paragraph(node.body?.text ?? ''),
    node.footer?.text ? element('p', { class: 'small' }, node.footer.text) : null,
  ]
  const buttons = (node.action?.buttons ?? []).map(({ reply: button }) =>
    choice(button.title, () => onAnswer(message, { type: 'button_reply', id: button.id, title: button.title })),
  )
  const rows = (node.action?.sections ?? [])
    .flatMap(section => section.rows ?? [])
    .map(row => choice(row.title, () => onAnswer(message, { type: 'list_reply', ...row }), row.description))
  const list =
    rows.length > 0
      ? element('details', {}, element('summary', {}, node.action.button ?? say('options')), ...rows)
      : null
  const link = node.action?.parameters?.url
  const open =
    link && /^https?:/.test(link)
      ? element(
          'a',
          { class: 'choice', href: link, target: '_blank', rel: 'noopener noreferrer' },
          node.action.parameters.display_text,
        )
      : null
  return [...parts, ...choices(buttons), list, open]
}

const choices = buttons => (buttons.length > 0 ? [element('div', { class: 'choices' }, ...buttons)] : [])

const choice = (title, onclick, description) =>
  element(
    'button',
    { type: 'button', class: 'choice', onclick },
    title,
    description ? element('small', {}, description) : null,
  )

function paragraph(text) {
  return element('p', { class: 'text' }, ...formatted(String(text ?? '')))
}

const marks = { '*': 'strong', _: 'em', '~': 's' }

/** The chat's own marks: *bold*, _italic_, ~struck~. */
function formatted(text) {
  return text.split(/(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~)/).map(part => {
    const tag = part.length > 2 && part.at(0) === part.at(-1) ? marks[part[0]] : undefined
    return tag ? element(tag, {}, part.slice(1, -1)) : part
  })
}

function footer(message, own) {
  const time = new Date(message.at * 1000).toLocaleTimeString(currentLanguage(), { hour: '2-digit', minute: '2-digit' })
  const edited = message.edited && !message.revoked ? `${say('edited')} · ` : ''
  const line = element('p', { class: 'foot' }, `${edited}${time} `, ticks(message, own))
  if (message.status !== 'failed') return line
  const { code, error_data: data } = message.error ?? {}
  return element('div', {}, element('p', { class: 'why' }, `${say('failed')} (${code}): ${data?.details ?? ''}`), line)
}

function ticks(message, own) {
  if (own) return tick('✓✓', message.readByBusiness ? 'read' : 'delivered')
  if (message.from !== 'business' || message.status === 'failed' || message.status === null) return null
  const shape = { accepted: '◦', sent: '✓', delivered: '✓✓', read: '✓✓', played: '✓✓' }[message.status]
  return tick(shape, message.status)
}

const tick = (shape, status) =>
  element('span', { class: `tick ${status}`, role: 'img', 'aria-label': say(status), title: say(status) }, shape)

function reactions(message) {
  const emojis = Object.values(message.reactions ?? {})
  return emojis.length > 0
    ? element('p', { class: 'reactions', 'aria-label': `${say('react')}: ${emojis.join(' ')}` }, emojis.join(' '))
    : null
}
