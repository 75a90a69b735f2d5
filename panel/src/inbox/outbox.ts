/**
 * Sent messages that the server has not accepted yet. They are in IndexedDB, so they survive a closed tab; one tab at a time
 * sends, message after message of a ticket, and the client's own id makes it one message however often a request is repeated.
 * A refusal stays in the conversation with its reason; only a person sends it again, as a new one. When a colleague answered
 * meanwhile it is held, and its writer decides.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { api, bodyOf } from '../api/client.ts'
import { isRefused, type Refused, Unreachable } from '../api/problem.ts'
import { queries } from '../app/queries.ts'
import { isStreamLive } from '../app/stream.ts'
import { upload } from './messages.ts'
import type { OutboxEntry, UnseenMessage } from './model.ts'

interface Schema extends DBSchema {
  entries: { key: string; value: OutboxEntry }
}

const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000]
const listeners = new Set<() => void>()
const news = new BroadcastChannel('recado.outbox')
let entries: readonly OutboxEntry[] = []
let opened: Promise<IDBPDatabase<Schema>> | undefined
let userId: number | undefined
let isPumping = false
let wake: (() => void) | undefined

const database = () =>
  (opened ??= openDB<Schema>('recado-outbox', 1, {
    upgrade: db => void db.createObjectStore('entries', { keyPath: 'clientId' }),
  }))

/** Oldest first; only those of this person. */
export const outboxEntries = (): readonly OutboxEntry[] => entries
export function onOutbox(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Called when somebody is signed in. Messages that another person left in this browser stay there until they sign in again. */
export async function openOutbox(person: number): Promise<void> {
  userId = person
  news.onmessage = () => void reload().then(pump)
  addEventListener('online', () => wake?.())
  await reload()
  void pump()
}

export type NewEntry = Omit<OutboxEntry, 'clientId' | 'createdAt' | 'state' | 'userId'>

export async function send(entry: NewEntry): Promise<void> {
  if (userId === undefined) throw new Error('nobody is signed in')
  const clientId = crypto.randomUUID()
  await put({ ...entry, userId, clientId, createdAt: new Date().toISOString(), state: 'waiting' })
  void pump()
}

/** A new message with a new id; the refused one is removed. */
export async function sendAgain({ clientId, problem: _, ...entry }: OutboxEntry): Promise<void> {
  await discard(clientId)
  await send(entry)
}

/** Its writer has read what came meanwhile, and wants to send it all the same. */
export async function sendAnyway({ unseen = [], ...entry }: OutboxEntry): Promise<void> {
  await put({ ...knowing(entry, unseen), state: 'waiting' })
  void pump()
}

export async function discard(clientId: string): Promise<void> {
  await (await database()).delete('entries', clientId)
  await changed()
}

/** The list shows it now as a message of the server. */
export function forgetSent(messageIds: ReadonlySet<number>): void {
  for (const { clientId, messageId } of entries)
    if (messageId !== undefined && messageIds.has(messageId)) void discard(clientId)
}

async function put(entry: OutboxEntry): Promise<void> {
  await (await database()).put('entries', entry)
  await changed()
}

async function changed(): Promise<void> {
  await reload()
  news.postMessage('changed')
}

async function reload(): Promise<void> {
  const all = await (await database()).getAll('entries')
  entries = all
    .filter(entry => entry.userId === userId)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.clientId.localeCompare(b.clientId))
  for (const listener of listeners) listener()
}

async function pump(): Promise<void> {
  if (isPumping) return
  isPumping = true
  try {
    await navigator.locks.request('recado.outbox', sendAll)
  } finally {
    isPumping = false
  }
  // A message may have been added while the lock was released.
  if (nextEntry() !== undefined) void pump()
}

/** While one is held, later ones of its ticket wait, because they would be out of order. */
const nextEntry = () => {
  const held = new Set(entries.filter(({ state }) => state === 'held').map(({ ticketId }) => ticketId))
  return entries.find(({ state, ticketId }) => state === 'waiting' && !held.has(ticketId))
}

async function sendAll(): Promise<void> {
  await reload()
  for (let failures = 0, entry = nextEntry(); entry !== undefined; entry = nextEntry()) {
    try {
      await sendOne(entry)
      failures = 0
    } catch (error) {
      if (isRefused(error, 401)) {
        // Nobody is signed in; it goes on after the next sign-in.
        userId = undefined
        return reload()
      }
      if (!(error instanceof Unreachable) && !isRefused(error, 429)) throw error
      await pause(PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)] as number)
    }
    await reload()
  }
}

async function sendOne(entry: OutboxEntry): Promise<void> {
  const ready = { ...entry }
  try {
    if (ready.file !== undefined && ready.mediaId === undefined) {
      ready.mediaId = (await upload(ready.file)).id
      await put(ready)
    }
    const messageId = await post(ready)
    const { file: _, ...light } = ready
    await put({ ...light, state: 'sent', messageId })
    void queries.invalidateQueries({ queryKey: ['messages', ready.ticketId] })
    // The stream brings what follows from it: a list of conversations is much to ask for after each message.
    if (!isStreamLive()) void queries.invalidateQueries({ queryKey: ['tickets'] })
  } catch (error) {
    if (!isRefused(error) || [401, 429].includes(error.status)) throw error
    if (error.code === 'messages_unseen') return meanwhile(ready, error)
    await put({ ...ready, state: 'refused', problem: error.message })
  }
}

/** A customer's new message does not hold an answer, as on a phone; one of a colleague or a program does. */
async function meanwhile(entry: OutboxEntry, { more }: Refused): Promise<void> {
  const unseen = more.messages as readonly UnseenMessage[]
  await put(unseen.every(({ fromMe }) => !fromMe) ? knowing(entry, unseen) : { ...entry, state: 'held', unseen })
}

function knowing(entry: OutboxEntry, unseen: readonly UnseenMessage[]): OutboxEntry {
  const last = unseen.at(-1)
  return last === undefined ? entry : { ...entry, lastSeenMessageId: last.id }
}

async function post(entry: OutboxEntry): Promise<number> {
  const { ticketId, clientId, body, retryOf, lastSeenMessageId, isNote } = entry
  const onTicket = { params: { path: { id: ticketId } } }
  if (isNote)
    return (await bodyOf(api.POST('/api/v1/tickets/{id}/notes', { ...onTicket, body: { body, clientId } }))).id
  const once = { clientId, ...(lastSeenMessageId !== undefined && { lastSeenMessageId }) }
  if (retryOf !== undefined) {
    const params = { path: { id: retryOf } }
    return (await bodyOf(api.POST('/api/v1/messages/{id}/retry', { params, body: once }))).id
  }
  const { id } = await bodyOf(
    api.POST('/api/v1/tickets/{id}/messages', { ...onTicket, body: { ...once, ...contentOf(entry) } }),
  )
  return id
}

/** The message in the form of the API; its file was uploaded before. */
function contentOf({ body, mediaId, quotedMessageId, template, buttons = [], isVoice = false }: NewEntry) {
  const interactive = {
    type: 'button',
    body: { text: body },
    action: { buttons: buttons.map(reply => ({ type: 'reply', reply })) },
  }
  return {
    // The server fills in a template's text.
    ...(template === undefined ? { body } : { template }),
    ...(mediaId !== undefined && { mediaId }),
    ...(isVoice && { voice: true }),
    ...(quotedMessageId !== undefined && { quotedMessageId }),
    ...(buttons.length > 0 && { interactive }),
  }
}

/** It does not wait in this browser, because a person who schedules a message must know that it is stored. */
export async function schedule(entry: NewEntry, sendAt: string): Promise<void> {
  const { file, mediaId, ticketId } = entry
  const stored = file !== undefined && mediaId === undefined ? { mediaId: (await upload(file)).id } : {}
  const body = { ...contentOf({ ...entry, ...stored }), sendAt }
  await bodyOf(api.POST('/api/v1/tickets/{id}/scheduled-messages', { params: { path: { id: ticketId } }, body }))
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
