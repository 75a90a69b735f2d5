import { messageNode } from '../customer/message-node.ts'
import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import { changeOf } from '../webhook/envelope.ts'
import { ensureCustomer } from '../world/people.ts'
import { waIdOf } from '../world/phone.ts'
import {
  type BusinessNumber,
  type HistoryInput,
  type HistoryMessage,
  isObject,
  NotInWorld,
  type PhoneBookEntry,
  unixSeconds,
} from '../world/state.ts'
import { numberOf } from '../world/world.ts'

export type HistoryEvents = ReturnType<typeof createHistoryEvents>

/**
 * The history of a number from the phone app: old messages and the phone book. It is requested by `smb_app_data`, or sent now.
 */
export function createHistoryEvents(emulation: Emulation, baseUrl: () => string) {
  const { world } = emulation
  return {
    /** Sends old messages now. */
    send: (history: HistoryInput, phoneNumberId?: string): void =>
      sendHistory(emulation, baseUrl(), appNumber(emulation, phoneNumberId), history),

    /** The business does not share its history. */
    decline: (phoneNumberId?: string): void => sendDeclined(emulation, appNumber(emulation, phoneNumberId)),

    /** Keeps a history, or `declined`, until the desk asks for it. */
    prepare(history: HistoryInput | 'declined', phoneNumberId?: string): void {
      numberOf(world, phoneNumberId).history = history
    },

    /** The phone book: entries are added, changed or removed. Sent now, and kept for when the desk asks for all. */
    contacts(entries: PhoneBookEntry[], phoneNumberId?: string): void {
      if (!entries.every(entry => typeof entry?.phone === 'string')) throw new NotInWorld('each entry needs a phone')
      const number = appNumber(emulation, phoneNumberId)
      for (const entry of entries) {
        const others = number.phoneBook.filter(known => waIdOf(known.phone) !== waIdOf(entry.phone))
        number.phoneBook = entry.action === 'remove' ? others : [...others, entry]
      }
      sendPhoneBook(emulation, number, entries)
    },
  }
}

function appNumber({ world }: Emulation, phoneNumberId: string | undefined): BusinessNumber {
  const number = numberOf(world, phoneNumberId)
  if (!number.coexistence) throw new NotInWorld('only a coexistence number has a phone app')
  return number
}

/** `POST /{phone-number-id}/smb_app_data`: sends what was prepared. */
export function startSync(emulation: Emulation, baseUrl: string, number: BusinessNumber, kind: unknown): void {
  if (kind === 'smb_app_state_sync') return sendPhoneBook(emulation, number, number.phoneBook)
  if (number.history === 'declined') return sendDeclined(emulation, number)
  if (number.history) sendHistory(emulation, baseUrl, number, number.history)
}

function sendPhoneBook({ world, webhooks }: Emulation, number: BusinessNumber, entries: PhoneBookEntry[]): void {
  if (entries.length === 0) return
  const state_sync = entries.map(({ phone, fullName, firstName, action = 'add' }) => ({
    type: 'contact',
    contact: {
      ...(action === 'add' && fullName !== undefined && { full_name: fullName }),
      ...(action === 'add' && { first_name: firstName ?? fullName?.split(' ')[0] ?? '' }),
      phone_number: waIdOf(phone),
    },
    action,
    metadata: { timestamp: String(unixSeconds(world)) },
  }))
  webhooks.send(changeOf(number, { state_sync }, 'smb_app_state_sync'))
}

function sendDeclined({ webhooks }: Emulation, number: BusinessNumber): void {
  const title = 'History sync is turned off by the business from the WhatsApp Business App'
  const error_data = { details: 'History sharing is turned off by the business' }
  const history = [{ errors: [{ code: 2593109, title, message: title, error_data }] }]
  webhooks.send(changeOf(number, { history }, 'history'))
}

/** Over HTTP anything may come. */
function checkHistory({ threads }: HistoryInput): void {
  const isRight = (thread: unknown) =>
    isObject(thread) && Array.isArray(thread.messages) && thread.messages.every(message => isObject(message))
  if (!Array.isArray(threads) || !threads.every(isRight)) {
    throw new NotInWorld('history needs threads, and each of them messages')
  }
}

type Line = { thread: string; message: Json }

function sendHistory(emulation: Emulation, baseUrl: string, number: BusinessNumber, history: HistoryInput): void {
  const files: Json[] = []
  checkHistory(history)
  const lines = history.threads.flatMap(thread => {
    const { waId } = ensureCustomer(emulation.world, thread.with)
    if (waId === null) throw new NotInWorld('a history needs people with a phone number')
    return thread.messages.map(given => {
      const { message, file } = historyMessage(emulation, baseUrl, number, waId, given)
      if (file) files.push(file)
      return { thread: waId, message }
    })
  })
  const chunks = chunksOf(lines, Math.max(1, history.chunkSize ?? 1_000))
  for (const [index, chunk] of chunks.entries()) {
    const progress = Math.round(((index + 1) / chunks.length) * 100)
    const metadata = { phase: history.phase ?? 0, chunk_order: index + 1, progress }
    const threads = [...Map.groupBy(chunk, line => line.thread)].map(([id, inThread]) => ({
      id,
      messages: inThread.map(line => line.message),
    }))
    emulation.webhooks.send(changeOf(number, { history: [{ metadata, threads }] }, 'history'))
  }
  for (const file of files) emulation.webhooks.send(changeOf(number, { messages: [file] }, 'history'))
}

function chunksOf(lines: Line[], size: number): Line[][] {
  return Array.from({ length: Math.max(1, Math.ceil(lines.length / size)) }, (_, index) =>
    lines.slice(index * size, (index + 1) * size),
  )
}

function historyMessage(
  { world }: Emulation,
  baseUrl: string,
  number: BusinessNumber,
  waId: string,
  given: HistoryMessage,
): { message: Json; file: Json | null } {
  const id = given.id ?? world.ids.wamid()
  const outbound = given.from === 'phone-app'
  const common = {
    from: outbound ? number.displayPhoneNumber : waId,
    ...(outbound && { to: waId }),
    id,
    timestamp: String(given.at),
  }
  const history_context = { status: given.status ?? 'READ' }
  if (given.raw) return { message: { ...common, ...given.raw, history_context }, file: null }
  if (!given.media) {
    const text = { body: given.text ?? '' }
    return { message: { ...common, type: 'text', text, history_context }, file: null }
  }
  const message = { ...common, type: 'media_placeholder', history_context }
  if (given.isOld) return { message, file: null }
  const { kind, caption, ...media } = given.media
  const content = { type: kind, media, ...(caption !== undefined && { caption }) }
  const { type, fields } = messageNode(world, baseUrl, content as never)
  return { message, file: { ...common, type, ...fields } }
}
