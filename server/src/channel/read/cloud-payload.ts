/**
 * Reads Meta's envelope with tolerance: every entry, change, message and status is read, and unknown parts are recorded as
 * unknown. The same body always gives the same list of updates.
 *
 * A company signs its own posts and may put anything into them, so all work here is limited: the number of parts has a limit, an
 * empty part makes no update, one that breaks our reading is set aside alone, and reading gives way to other work every few
 * milliseconds.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Language } from '../../base/language.ts'
import { cleanJson, idIn, type Json, objectIn, textIn } from '../json.ts'
import { readHistory } from './read-history.ts'
import { lifeOf, readAddressBook } from './read-life.ts'
import { type Context, noted, profilesIn, readMessage, readStatus } from './read-message.ts'
import { readError, readNotice } from './read-notice.ts'
import type { Update } from './update.ts'

/** Meta puts at most 1,000 updates in a post; a part of history may bring several thousand messages. */
const MAX_CHANGES = 2_000
const MAX_PARTS = 40_000

export class TooManyParts extends Error {
  override readonly name = 'TooManyParts'
}

/** How long reading may go on before other work gets its turn. */
const SLICE_MS = 10

export async function readInSlices(payload: unknown, language: Language): Promise<Update[]> {
  const updates: Update[] = []
  let begun = performance.now()
  for (const update of readPayload(payload, language)) {
    if (update !== undefined) updates.push(update)
    if (performance.now() - begun < SLICE_MS) continue
    await nextTurn()
    begun = performance.now()
  }
  return updates
}

/** Yields undefined for a step that made no update. Throws `TooManyParts` when the limit is reached. */
export function* readPayload(payload: unknown, language: Language): Generator<Update | undefined> {
  const budget = { changes: MAX_CHANGES, parts: MAX_PARTS }
  for (const entry of within(budget, 'changes', objectIn(payload).entry)) {
    for (const change of within(budget, 'changes', objectIn(entry).changes)) {
      if (typeof change !== 'object' || change === null) yield undefined
      else yield* readChange(objectIn(change), objectIn(entry), language, items => within(budget, 'parts', items))
    }
  }
}

type Within = (items: unknown) => readonly unknown[]

/** Returns the list after its cost was subtracted from the budget. */
function within(budget: { changes: number; parts: number }, of: 'changes' | 'parts', items: unknown) {
  if (!Array.isArray(items)) return []
  budget[of] -= items.length
  if (budget[of] < 0) throw new TooManyParts(`more than ${of === 'parts' ? MAX_PARTS : MAX_CHANGES} ${of}`)
  return items as readonly unknown[]
}

function* readChange(change: Json, entry: Json, language: Language, bounded: Within): Generator<Update | undefined> {
  const field = textIn(change.field) ?? ''
  const value = objectIn(change.value)
  const context: Context = {
    profiles: new Map(),
    language,
    phoneNumberId: idIn(objectIn(value.metadata).phone_number_id),
  }
  if (field === 'messages') {
    yield* profilesIn(context, bounded(value.contacts))
    yield* each(context, bounded(value.messages), message => readMessage(message, false, context))
    yield* each(context, bounded(value.statuses), status => readStatus(status, context))
    yield* each(context, bounded(value.errors), error => readError(error, entry, context))
  } else if (field === 'smb_message_echoes') {
    yield* profilesIn(context, bounded(value.contacts))
    yield* each(context, bounded(value.message_echoes), message => readMessage(message, true, context))
  } else yield* readOtherField(field, value, entry, context, bounded)
}

function* readOtherField(
  field: string,
  value: Json,
  entry: Json,
  context: Context,
  bounded: Within,
): Generator<Update | undefined> {
  const life = lifeOf(field)
  if (life !== undefined) {
    yield* profilesIn(context, bounded(value.contacts))
    yield* each(context, bounded(life.listOf(value)), part => life.read(part, context))
  } else if (field === 'smb_app_state_sync') yield* readAddressBook(bounded(value.state_sync), context)
  else if (field === 'history') yield* readHistory(value, context, bounded)
  else {
    yield* each(context, [value], given => readNotice(field, given, entry, context) ?? unknownField(field, context))
  }
}

const unknownField = (field: string, context: Context): Update =>
  noted(field === '' ? 'change without a field' : `field ${field.slice(0, 100)}`, context, 'info', [], field !== '')

/** It is cleaned here, once for all texts of all parts. */
function* each(context: Context, parts: readonly unknown[], read: (part: Json) => Update | undefined) {
  for (const part of parts) yield typeof part === 'object' && part !== null ? readOne(context, part, read) : undefined
}

function readOne(context: Context, part: object, read: (part: Json) => Update | undefined): Update | undefined {
  try {
    return read(objectIn(cleanJson(part)))
  } catch (error) {
    const { phoneNumberId } = context
    return { kind: 'unreadable', phoneNumberId, conversation: [], error: `${(error as Error).name} while reading it` }
  }
}
