import { createHmac } from 'node:crypto'
import type { Json } from '../graph/graph-error.ts'

/** One thing that Meta would report: an element of `entry[].changes[]`, and its owner. */
export type Change = {
  wabaId: string
  phoneNumberId?: string
  field: string
  value: Json
  /** Unix seconds; Meta sends it on account fields, not on messages. */
  time?: number
}

type Entry = { id: string; time?: number; changes: { field: string; value: Json }[] }

/**
 * The body of one POST. Several changes are packed as Meta packs them: an entry per business account and kind, a change
 * per person, so that a receiver has to walk `entry[]`, `changes[]` and `messages[]` to see everything.
 */
export function webhookBody(changes: Change[]): string {
  const entries: Entry[] = []
  let previous: Change | undefined
  for (const change of changes) {
    const sameEntry = previous && entryKey(previous) === entryKey(change)
    if (!sameEntry) entries.push({ id: change.wabaId, ...(change.time && { time: change.time }), changes: [] })
    append(entries.at(-1)!, change)
    previous = change
  }
  return escaped({ object: 'whatsapp_business_account', entry: entries })
}

const lists = ['messages', 'statuses', 'message_echoes'] as const
const listOf = (value: Json) => lists.find(list => Array.isArray(value[list]))
const entryKey = (change: Change) => `${change.wabaId} ${change.field} ${listOf(change.value) ?? ''}`

function append(entry: Entry, change: Change): void {
  const last = entry.changes.at(-1)
  const list = listOf(change.value)
  const mergeable =
    last &&
    list &&
    last.field === change.field &&
    sameJson(last.value.contacts, change.value.contacts) &&
    sameJson(last.value.metadata, change.value.metadata)
  if (!mergeable) entry.changes.push({ field: change.field, value: change.value })
  else last.value = { ...last.value, [list]: [...asArray(last.value[list]), ...asArray(change.value[list])] }
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * JSON as Meta writes it: other characters than ASCII as lower-case `\uXXXX`, a slash as `\/`. Receivers must verify exactly
 * these bytes.
 */
export function escaped(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u007f-\uffff]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The value of `X-Hub-Signature-256` over exactly these bytes. */
export function signatureOf(appSecret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}
