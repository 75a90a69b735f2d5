/** The message that is being written in one ticket: text, files, buttons, quote, whether it is a note; and sending it. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { toast } from '../ui/toast.tsx'
import { type Attachment, storedOnes, useAttachments } from './attachments.tsx'
import { noteIdle } from './colleagues-here.ts'
import { type Draft, fetchDraft, onDraft, readDraft, type StoredFile, writeDraft } from './drafts.ts'
import { lastSeen } from './messages.ts'
import type { Message, OutboxEntry, ReplyButton, Ticket } from './model.ts'
import { discard, type NewEntry, schedule, send } from './outbox.ts'
import { filledReply, type QuickReply } from './quick-replies.ts'
import { plainOf } from './whatsapp-text.ts'
import { useNow } from './window-badge.tsx'

interface CompositionInput {
  ticket: Ticket
  quoted: Message | undefined
  quotedId: number | null
  onQuote: (messageId: number | null) => void
  field: RefObject<HTMLTextAreaElement | null>
}

export function useComposition({ ticket, quoted, quotedId, onQuote, field }: CompositionInput) {
  const [kept] = useState(() => readDraft(ticket.id))
  const [text, setText] = useState(kept.text)
  const [buttons, setButtons] = useState<readonly ReplyButton[]>([])
  const [isNote, setNote] = useState(kept.isNote)
  const { files, add, remove, replace } = useAttachments(kept.files)
  const isClosed = useWindowIsClosed(ticket) && !isNote
  // In a quick reply, a variable without a value on this ticket stays as it is written.
  const missing = [...text.matchAll(/\{\{\s*([\w.]{1,60})\s*\}\}/g)].map(match => match[1] as string)
  const isEmpty = text.trim() === '' && (files.length === 0 || isNote)
  const isRefused = files.some(({ problem }) => problem !== undefined)
  const canSend = !isClosed && !isEmpty && missing.length === 0 && !isRefused

  useEffect(() => {
    writeDraft(ticket.id, { text, isNote, files: storedOnes(files), quotedMessageId: quotedId })
  }, [ticket.id, text, isNote, files, quotedId])
  useDrafts(ticket, draft => {
    setText(draft.text)
    setNote(draft.isNote)
    replace(draft.files)
    onQuote(draft.quotedMessageId)
  })

  const addFiles = (more: Iterable<File | StoredFile>) => {
    add(more)
    field.current?.focus()
  }

  const clear = () => {
    noteIdle(ticket.id)
    setText('')
    replace([])
    setButtons([])
    setNote(false)
    onQuote(null)
    field.current?.focus()
  }

  /** Throws when it is refused; then the text stays in the composer. */
  const scheduleFor = async (sendAt: string) => {
    const entries = entriesOf({ ticket, body: text.trim(), files, buttons, quoted })
    for (const entry of entries) await schedule(entry, sendAt)
    clear()
  }

  const submit = async () => {
    if (!canSend) return
    const body = text.trim()
    clear()
    if (isNote) return send({ ticketId: ticket.id, isNote, body })
    for (const entry of entriesOf({ ticket, body, files, buttons, quoted })) await send(entry)
  }

  const insert = (what: string) => {
    const element = field.current
    if (element === null) return
    const { selectionStart: from, selectionEnd: to } = element
    setText(text.slice(0, from) + what + text.slice(to))
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(from + what.length, from + what.length)
    })
  }

  const fill = async ({ id }: QuickReply) => {
    try {
      const filled = await filledReply(id, ticket.id)
      setText(filled.body)
      setButtons(filled.buttons)
      addFiles(filled.files)
    } catch (error) {
      toast.error((error as Error).message)
    }
  }

  /** Puts a message from the outbox back, before the text that has been written since. */
  const takeBack = async (entry: OutboxEntry) => {
    const { clientId, body, file, mediaId, fileName = '', quotedMessageId, buttons: theirs = [] } = entry
    await discard(clientId)
    setText([body, text].filter(part => part !== '').join('\n'))
    if (theirs.length > 0) setButtons(theirs)
    if (mediaId !== undefined) addFiles([{ mediaId, fileName, mimeType: '' }])
    else if (file !== undefined) addFiles([file])
    if (quotedMessageId !== undefined) onQuote(quotedMessageId)
    field.current?.focus()
  }

  return {
    text,
    files,
    buttons,
    isNote,
    isClosed,
    missing,
    canSend,
    change: setText,
    addFiles,
    removeFile: remove,
    removeButtons: () => setButtons([]),
    setNote,
    submit,
    scheduleFor,
    insert,
    fill,
    takeBack,
  }
}

interface Written {
  ticket: Ticket
  body: string
  files: readonly Attachment[]
  buttons: readonly ReplyButton[]
  quoted: Message | undefined
}

/** The text is the caption of the first file; a quote and buttons belong to the first message. */
function entriesOf({ ticket, body, files, buttons, quoted }: Written): NewEntry[] {
  const shown = lastSeen(ticket.id) ?? ticket.lastMessage?.id
  // A person who replies to a message has seen it, however short it was on screen.
  const seen = quoted === undefined ? shown : Math.max(quoted.id, shown ?? 0)
  const base = { ticketId: ticket.id, isNote: false, ...(seen !== undefined && { lastSeenMessageId: seen }) }
  const first = {
    ...(quoted && { quotedMessageId: quoted.id, quotedBody: plainOf(quoted.body) }),
    ...(buttons.length > 0 && { buttons }),
  }
  const isTextApart = files.length === 0 || buttons.length > 0
  const texts = isTextApart ? [{ ...base, body, ...first }] : []
  const sent = files.map(({ file, mediaId, fileName }, at) => ({
    ...base,
    body: !isTextApart && at === 0 ? body : '',
    fileName,
    ...(mediaId !== undefined ? { mediaId } : file && { file }),
    ...(!isTextApart && at === 0 && first),
  }))
  return [...texts, ...sent]
}

/** Drafts of another device or tab in this ticket, from before and meanwhile. */
function useDrafts({ id, draft: preview }: Ticket, take: (draft: Draft) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => onDraft((ticketId, draft) => ticketId === id && latest.current(draft)), [id])
  const [isElsewhere] = useState(preview !== null || readDraft(id).text !== '')
  useEffect(() => {
    // Without a network the local draft is shown.
    if (isElsewhere) void fetchDraft(id).catch(() => undefined)
  }, [id, isElsewhere])
}

/** When the customer has not written for 24 hours, WhatsApp accepts only templates; notes are still possible. */
function useWindowIsClosed({ windowClosesAt }: Ticket): boolean {
  const now = useNow()
  return windowClosesAt !== null && Date.parse(windowClosesAt) <= now
}
