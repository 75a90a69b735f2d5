/** Makes the rows of a conversation from messages, waiting messages and the log, in order, with lines for days. */
import type { Message, OutboxEntry, Row } from './model.ts'

export interface StoryLine {
  id: number
  /** The name in the server's log. */
  action: string
  text: string
  at: string
  /** The ticket's first line comes before all messages, because their clock is WhatsApp's. */
  isFirst: boolean
}

interface RowsInput {
  messages: readonly Message[]
  waiting: readonly OutboxEntry[]
  story: readonly StoryLine[]
  /** Whether the first message is the ticket's first one; otherwise older lines than the loaded messages are left out. */
  isWhole: boolean
  /** Whether there are newer ones that are not loaded; then lines after the last message are not shown yet. */
  hasNewer: boolean
  /** The last message that was read before; null = no line. */
  unreadAfter: number | null | undefined
  dayKey: (at: string) => string
}

export function rowsOf({ messages, waiting, story, isWhole, hasNewer, unreadAfter, dayKey }: RowsInput): Row[] {
  const until = hasNewer ? (messages.at(-1)?.createdAt ?? '') : undefined
  const from = isWhole ? '' : (messages[0]?.createdAt ?? '')
  const retries = new Map(messages.flatMap(({ id, retryOf }) => (retryOf === null ? [] : [[retryOf, id]])))
  const taken = new Set(messages.map(({ id }) => id))
  const known = new Set(messages.map(({ clientId }) => clientId))
  const timed: { at: string; row: Row }[] = messages.map(message => ({
    at: message.createdAt,
    row: { kind: 'message', key: keyOf(message), message, retriedBy: retries.get(message.id) },
  }))
  // The messages keep the server's order; a line is put before the first later message.
  for (const line of story) {
    if (line.isFirst ? !isWhole : line.at < from || (until !== undefined && line.at > until)) continue
    const at = line.isFirst ? 0 : timed.findIndex(each => each.at > line.at)
    const row: Row = { kind: 'log', key: `l${line.id}`, lineId: line.id, text: line.text, at: line.at }
    timed.splice(at === -1 ? timed.length : at, 0, { at: line.at, row })
  }
  for (const entry of hasNewer ? [] : waiting) {
    if (taken.has(entry.messageId ?? 0) || known.has(entry.clientId)) continue
    timed.push({ at: entry.createdAt, row: { kind: 'waiting', key: `w${entry.clientId}`, entry } })
  }
  const firstNew = timed.findIndex(
    ({ row }) =>
      row.kind === 'message' && !row.message.fromMe && row.message.id > (unreadAfter ?? Number.POSITIVE_INFINITY),
  )
  if (firstNew > 0) timed.splice(firstNew, 0, { at: timed[firstNew]?.at ?? '', row: { kind: 'unread', key: 'unread' } })
  return withDays(timed, dayKey)
}

/** A message that was sent here keeps the key that it had while it waited. */
const keyOf = ({ id, clientId }: Message) => (clientId === null ? `m${id}` : `w${clientId}`)

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
