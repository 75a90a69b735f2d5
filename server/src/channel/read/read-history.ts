/**
 * The history of a number from the phone app (coexistence): conversations of up to half a year, in parts that come in any order
 * over hours, and their newer files afterwards. This file only sorts them; history-import.ts reads the messages themselves.
 */
import { cleanJson, idIn, type Json, numberIn, objectIn, objectsIn, secondsIn, textIn } from '../json.ts'
import { type Context, conversationOf, digitsIn, noted } from './read-message.ts'
import type { HistoryMessage, HistoryUpdate, Identities, Update } from './update.ts'

/** How many messages one update has: a part has thousands, and one transaction takes few. */
const SLICE = 200
/** The same limit as for a live message; WhatsApp's own limit is far lower. */
const MAX_MESSAGE_LENGTH = 256 * 1024

export function* readHistory(value: Json, context: Context, bounded: Bounded): Generator<Update | undefined> {
  const business = textIn(objectIn(value.metadata).display_phone_number)?.replace(/\D/g, '') ?? null
  for (const part of bounded(value.history)) {
    const { errors, threads, metadata } = objectIn(part)
    for (const error of objectsIn(errors)) yield declined(error, context)
    yield* slicesOf(threadsIn(bounded(threads), bounded), context)
    // This comes after its messages, because the last part says that everything has come.
    yield progressOf(objectIn(metadata), context)
  }
  yield* slicesOf(filesIn(bounded(value.messages), business, false), context)
  yield* slicesOf(filesIn(bounded(value.message_echoes), business, true), context)
}

type Bounded = (items: unknown) => readonly unknown[]

const update = (context: Context, said: Partial<HistoryUpdate>): HistoryUpdate => ({
  kind: 'history',
  phoneNumberId: context.phoneNumberId,
  conversation: [],
  messages: [],
  progress: null,
  phase: null,
  declined: null,
  ...said,
})

function declined(error: Json, context: Context): Update {
  const because = textIn(objectIn(error.error_data).details) ?? textIn(error.message) ?? textIn(error.title)
  return update(context, { declined: because?.slice(0, 500).toWellFormed() ?? String(numberIn(error.code) ?? '?') })
}

function progressOf(metadata: Json, context: Context): Update | undefined {
  const progress = numberIn(metadata.progress)
  if (progress === null) return undefined
  const phase = numberIn(metadata.phase)
  return update(context, {
    progress: Math.min(100, Math.max(0, Math.trunc(progress))),
    phase: phase === null ? null : Math.min(100, Math.max(0, Math.trunc(phase))),
  })
}

function* slicesOf(messages: Iterable<HistoryMessage | undefined>, context: Context): Generator<Update | undefined> {
  let slice: HistoryMessage[] = []
  let lost = 0
  for (const message of messages) {
    if (message === undefined) lost++
    else slice.push(message)
    if (slice.length < SLICE) continue
    yield update(context, { messages: slice })
    slice = []
  }
  if (slice.length > 0) yield update(context, { messages: slice })
  if (lost > 0) yield noted(`${lost} old messages without an id or a person`, context, 'warn')
}

/** A thread is named by the customer's number, or by their user id. */
function* threadsIn(threads: readonly unknown[], bounded: Bounded): Generator<HistoryMessage | undefined> {
  for (const thread of threads) {
    const { id, context, messages } = objectIn(thread)
    const known = objectIn(context)
    const name = idIn(id)
    const isUserId = name !== null && /^[A-Z]{2}\./.test(name)
    const person = {
      waId: digitsIn(known.wa_id) ?? (isUserId ? null : digitsIn(name)),
      bsuid: idIn(known.user_id) ?? (isUserId ? name : null),
    }
    const [key] = conversationOf(person, null)
    for (const given of bounded(messages)) {
      const message = objectIn(given)
      yield key === undefined
        ? undefined
        : messageOf(message, { person, thread: key, fromMe: !isFrom(message, person) })
    }
  }
}

function isFrom(message: Json, person: Identities): boolean {
  const from = conversationOf({ waId: digitsIn(message.from), bsuid: idIn(message.from_user_id) }, null)
  const names = conversationOf(person, null)
  return from.some(name => names.includes(name))
}

/** They name no thread, and for our own files not even the recipient. The message that came before them has it. */
function* filesIn(
  messages: readonly unknown[],
  business: string | null,
  areOurs: boolean,
): Generator<HistoryMessage | undefined> {
  for (const given of messages) {
    const message = objectIn(given)
    const fromMe = areOurs || (business !== null && digitsIn(message.from) === business)
    const [number, userId] = fromMe ? [message.to, message.to_user_id] : [message.from, message.from_user_id]
    const person = { waId: digitsIn(number), bsuid: idIn(userId) }
    yield messageOf(message, { person, thread: conversationOf(person, null)[0] ?? null, fromMe })
  }
}

function messageOf(
  given: Json,
  { person, thread, fromMe }: { person: Identities; thread: string | null; fromMe: boolean },
): HistoryMessage | undefined {
  // They are cleaned one by one, because a part has a few megabytes, and reading gives way to other work between them.
  const message = objectIn(cleanJson(given))
  const providerId = idIn(message.id)
  const sentAt = secondsIn(message.timestamp)
  const json = JSON.stringify(message)
  if (providerId === null || sentAt === null || json.length > MAX_MESSAGE_LENGTH) return undefined
  const status = textIn(objectIn(message.history_context).status)?.slice(0, 20).toWellFormed() ?? null
  const isPlaceholder = message.type === 'media_placeholder'
  return { providerId, ...person, thread, fromMe, sentAt, status, isPlaceholder, message: json }
}
