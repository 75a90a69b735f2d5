/** From messages, what waits, and what was done, to the rows of a conversation: days between, each in its place. */
import type { Message, OutboxEntry, Row } from './model.ts'

export interface StoryLine {
  id: number
  text: string
  at: string
  /** The ticket's first line: before any message, whose clock is WhatsApp's. */
  isFirst: boolean
}

interface RowsInput {
  messages: readonly Message[]
  waiting: readonly OutboxEntry[]
  story: readonly StoryLine[]
  /** Whether the first message is the ticket's first one: lines older than what is loaded are left out otherwise. */
  isWhole: boolean
  dayKey: (at: string) => string
}

export function rowsOf({ messages, waiting, story, isWhole, dayKey }: RowsInput): Row[] {
  const from = isWhole ? '' : (messages[0]?.sentAt ?? '')
  const taken = new Set(messages.map(({ id }) => id))
  const timed: { at: string; row: Row }[] = messages.map(message => ({
    at: message.sentAt,
    row: { kind: 'message', key: `m${message.id}`, message },
  }))
  // The messages' own order is the server's and stays; a line is put before the first message that is later than it.
  for (const line of story) {
    if (line.isFirst ? !isWhole : line.at < from) continue
    const at = line.isFirst ? 0 : timed.findIndex(each => each.at > line.at)
    const row: Row = { kind: 'log', key: `l${line.id}`, text: line.text, at: line.at }
    timed.splice(at === -1 ? timed.length : at, 0, { at: line.at, row })
  }
  for (const entry of waiting) {
    if (entry.messageId !== undefined && taken.has(entry.messageId)) continue
    timed.push({ at: entry.createdAt, row: { kind: 'waiting', key: `w${entry.clientId}`, entry } })
  }
  return withDays(timed, dayKey)
}

function withDays(timed: readonly { at: string; row: Row }[], dayKey: (at: string) => string): Row[] {
  const rows: Row[] = []
  let day = ''
  for (const { at, row } of timed) {
    const key = dayKey(at)
    if (key !== day) rows.push({ kind: 'day', key: `d${key}-${row.key}`, at })
    day = key
    rows.push(row)
  }
  return rows
}
