import { desk } from './desk.js'

/** What the page shows: all of it comes from the emulator and is asked for again when something happened. */
export const state = {
  numbers: [],
  customers: [],
  chats: [],
  groups: [],
  /** Whose phone is in the hand, and which of its chats is open (a key of a chat; null shows the list). */
  me: null,
  open: null,
  chat: null,
  /** Message that is being answered, or edited. */
  answering: null,
  editing: null,
  now: Date.now(),
}

export const person = () => state.customers.find(customer => customer.id === state.me)
export const numberOf = phoneNumberId => state.numbers.find(number => number.phoneNumberId === phoneNumberId)
export const customerOf = id => state.customers.find(customer => customer.id === id)

/** The chats on my phone: one with each number of the business, and the groups I am in. */
export function myChats() {
  if (!state.me) return []
  const found = key => state.chats.find(chat => chat.key === key)
  const direct = state.numbers.map(({ phoneNumberId, verifiedName }) => {
    const key = `${phoneNumberId}:${state.me}`
    return { key, phoneNumberId, groupId: null, name: verifiedName, chat: found(key) }
  })
  const groups = state.groups
    .filter(group => group.participants.includes(state.me))
    .map(({ id, phoneNumberId, subject }) => {
      const key = `${phoneNumberId}:${id}`
      return { key, phoneNumberId, groupId: id, name: subject, chat: found(key) }
    })
  return [...direct, ...groups]
}

export const openChat = () => myChats().find(({ key }) => key === state.open)

/** Asks for everything but the open chat's messages. */
export async function askForPeople() {
  const [{ numbers, now, ...rest }, customers, chats, groups] = await Promise.all([
    desk.state(),
    desk.customers(),
    desk.chats(),
    desk.groups(),
  ])
  Object.assign(state, { numbers, customers, chats, groups, now: Date.parse(now) })
  if (!person()) choosePerson(customers[0]?.id ?? null)
  if (state.open && !openChat()) state.open = null
  return rest
}

export async function askForChat() {
  const wanted = openChat()
  const chat = wanted?.chat ? await desk.chat(wanted.key) : null
  // Another chat may have been opened meanwhile.
  if (wanted?.key === state.open) state.chat = chat
}

/** Takes somebody's phone into the hand, with its first chat open. */
export function choosePerson(id) {
  state.me = id
  state.open = myChats()[0]?.key ?? null
  state.chat = null
  stopReferring()
}

export function stopReferring() {
  state.answering = null
  state.editing = null
}
