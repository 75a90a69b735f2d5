import { drawBackstage, listenToBackstage, SHOWN_DELIVERIES } from './backstage.js'
import { listenToCalls } from './call.js'
import { clearChat, drawChat, listenToChat } from './chat.js'
import { drawComposer, forget, listenToComposer, write } from './composer.js'
import { excerpt } from './contents.js'
import { desk, watch } from './desk.js'
import { at } from './dom.js'
import { menuKeys } from './menus.js'
import { drawChats, drawPeople, listenToPeople } from './people.js'
import { listenToSheets } from './sheets.js'
import { askForChat, askForPeople, choosePerson, openChat, person, state } from './state.js'
import { chooseLanguage, currentLanguage, say, writeWords } from './words.js'

/** Where everything meets: what a change draws anew, and what a tap leads to. */
const narrow = matchMedia('(max-width: 760px)')

function draw() {
  drawPeople(choose)
  drawChats(excerpt, key => attempt(() => open(key)))
  drawChat(answer)
  drawComposer()
  at('clock').textContent = new Date(state.now).toLocaleTimeString(currentLanguage(), {
    hour: '2-digit',
    minute: '2-digit',
  })
  at('owner').textContent = person()?.name ?? ''
  document.body.dataset.screen = state.open ? 'chat' : 'chats'
}

async function ask() {
  const [backstage, deliveries] = await Promise.all([askForPeople(), desk.deliveries(SHOWN_DELIVERIES)])
  await askForChat()
  draw()
  drawBackstage(backstage, deliveries, attempt)
  const { chat } = state
  const isSeen = document.visibilityState === 'visible' && !(narrow.matches && document.body.dataset.view !== 'phone')
  if (chat && chat.unread > 0 && isSeen) await desk.read(chat.key)
}

/** Several events come at once; they are answered by one round of questions. Never rejects: the page shows what failed. */
let asking = null
let again = false
function refresh() {
  again = true
  asking ??= askWhileAsked()
  return asking
}

async function askWhileAsked() {
  try {
    while (again) {
      again = false
      await ask()
    }
    show(null)
  } catch (error) {
    show(error)
  } finally {
    asking = null
  }
}

function show(error) {
  at('problem').hidden = error === null
  at('problem').textContent = error?.message ?? ''
}

/** Runs what a tap asked for and shows what went wrong. */
async function attempt(act) {
  try {
    await act()
    show(null)
  } catch (error) {
    show(error)
  }
}

async function choose(id) {
  choosePerson(id)
  document.body.dataset.view = 'phone'
  clearChat()
  draw()
  await refresh()
  if (!narrow.matches) at('text').focus()
}

async function open(key) {
  state.open = key
  state.chat = null
  forget()
  clearChat()
  await refresh()
  at('text').focus()
}

const answer = (message, reply) => attempt(() => write({ ...reply, replyTo: message.id }))

function listen() {
  listenToComposer(attempt)
  listenToChat(attempt)
  listenToCalls(attempt)
  listenToSheets()
  listenToBackstage(attempt, refresh)
  listenToPeople(attempt, {
    async onPerson(id) {
      await refresh()
      await choose(id)
    },
    async onGroup(key) {
      await refresh()
      await open(key)
    },
  })
  at('back').addEventListener('click', () => {
    state.open = null
    state.chat = null
    clearChat()
    draw()
    at('chats').querySelector('button')?.focus()
  })
  at('to-people').addEventListener('click', () => {
    document.body.dataset.view = 'people'
    document.querySelector('.customer[aria-current]')?.focus()
  })
  at('leave-group').addEventListener('click', () => {
    const { groupId } = openChat()
    void attempt(() => desk.leave(groupId, state.me))
  })
  at('language').addEventListener('change', event => {
    chooseLanguage(event.target.value)
    writeWords()
    clearChat()
    draw()
    void refresh()
  })
  document.addEventListener('visibilitychange', () => void refresh())
}

async function start() {
  at('language').value = currentLanguage()
  writeWords()
  for (const menu of [at('actions'), at('attach-menu')]) menuKeys(menu)
  listen()
  const known = await desk.customers()
  if (known.length === 0) await desk.addCustomer({ name: say('firstCustomer'), phone: '+5531987650001' })
  watch(() => void refresh())
}

void attempt(start)
