import { desk } from './desk.js'
import { at, avatar, element } from './dom.js'
import { myChats, state } from './state.js'
import { say } from './words.js'

/** The column of people: whose phone to take into the hand; and the dialogs for a new person or group. */
export function drawPeople(onChoose) {
  const focused = document.activeElement?.dataset?.customer
  const items = state.customers.map(customer => {
    const unread = state.chats
      .filter(chat => chat.customerId === customer.id)
      .reduce((sum, chat) => sum + chat.unread, 0)
    const number =
      customer.waId && !customer.phoneWithheld ? `+${customer.waId}` : `@${customer.username ?? customer.userId}`
    const button = element(
      'button',
      {
        type: 'button',
        class: 'customer',
        'data-customer': customer.id,
        'aria-current': customer.id === state.me ? 'true' : null,
        onclick: () => onChoose(customer.id),
      },
      avatar(customer.name, customer.id),
      element('span', { class: 'lines' }, element('strong', {}, customer.name), element('span', {}, number)),
      unread > 0
        ? element('span', { class: 'badge', 'aria-label': say('unread', { count: unread }) }, String(unread))
        : null,
    )
    return element('li', {}, button)
  })
  at('customers').replaceChildren(...items)
  if (focused) document.querySelector(`[data-customer="${CSS.escape(focused)}"]`)?.focus()
}

/** `attempt` runs an act and shows what went wrong; `onMade` gets the person or chat that is new. */
export function listenToPeople(attempt, { onPerson, onGroup }) {
  for (const name of ['customer', 'group']) {
    at(`new-${name}`).addEventListener('click', () => {
      if (name === 'group') drawChoices()
      at(`${name}-dialog`).showModal()
    })
    at(`cancel-${name}`).addEventListener('click', () => at(`${name}-dialog`).close())
  }
  at('customer-form').addEventListener('submit', () => {
    const form = new FormData(at('customer-form'))
    void attempt(async () => {
      const { id } = await desk.addCustomer(customerFrom(form))
      at('customer-form').reset()
      await onPerson(id)
    })
  })
  at('group-form').addEventListener('submit', () => {
    const form = new FormData(at('group-form'))
    void attempt(async () => {
      const group = await desk.addGroup({ subject: form.get('subject') })
      for (const id of form.getAll('member')) await desk.join(group.id, id)
      at('group-form').reset()
      await onGroup(`${group.phoneNumberId}:${group.id}`)
    })
  })
}

function customerFrom(form) {
  const name = form.get('name')
  const phoneWithheld = form.get('withheld') === 'on'
  const username = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '.')
  return { name, phone: form.get('phone'), phoneWithheld, ...(phoneWithheld && { username }) }
}

function drawChoices() {
  const choices = state.customers.map(({ id, name }) =>
    element(
      'label',
      { class: 'check' },
      element('input', { type: 'checkbox', name: 'member', value: id, checked: id === state.me }),
      element('span', {}, name),
    ),
  )
  at('group-members').replaceChildren(element('legend', {}, say('members')), ...choices)
}

/** The list of chats on the phone that is in the hand. */
export function drawChats(excerpt, onOpen) {
  const items = myChats().map(({ key, name, groupId, chat }) => {
    const last = chat?.last
    const author = last && groupId && last.from === 'customer' ? `${nameOf(last.customerId)}: ` : ''
    return element(
      'li',
      {},
      element(
        'button',
        { type: 'button', class: 'chat-row', 'data-chat': key, onclick: () => onOpen(key) },
        avatar(name, key, groupId ? 'group' : 'business'),
        element(
          'span',
          { class: 'lines' },
          element('strong', {}, name),
          element('span', {}, last ? author + excerpt(last) : say('tapToTalk')),
        ),
        chat?.unread > 0
          ? element(
              'span',
              { class: 'badge', 'aria-label': say('unread', { count: chat.unread }) },
              String(chat.unread),
            )
          : null,
      ),
    )
  })
  at('chats').replaceChildren(...items)
}

const nameOf = id => state.customers.find(customer => customer.id === id)?.name ?? ''
