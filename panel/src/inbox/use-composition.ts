/** What is being written in one ticket: text, files, buttons, whether it is a note; and how it is sent. */
import { type RefObject, useState } from 'react'
import { useMe } from '../app/session.ts'
import { toast } from '../ui/toast.tsx'
import { type Attachment, keyOf } from './attachments.tsx'
import { readDraft, writeDraft } from './drafts.ts'
import type { Message, ReplyButton, Ticket } from './model.ts'
import { send } from './outbox.ts'
import { filledReply, type QuickReply } from './quick-replies.ts'
import { plainOf } from './whatsapp-text.ts'
import { useNow } from './window-badge.tsx'

const MAX_FILES = 10

interface CompositionInput {
  ticket: Ticket
  quoted: Message | undefined
  onUnquote: () => void
  field: RefObject<HTMLTextAreaElement | null>
}

export function useComposition({ ticket, quoted, onUnquote, field }: CompositionInput) {
  const userId = useMe().user?.id ?? 0
  const [text, setText] = useState(() => readDraft(userId, ticket.id))
  const [files, setFiles] = useState<readonly Attachment[]>([])
  const [buttons, setButtons] = useState<readonly ReplyButton[]>([])
  const [isNote, setNote] = useState(false)
  const isClosed = useWindowIsClosed(ticket) && !isNote
  // A quick reply whose variable has no value on this ticket keeps it as it was written.
  const missing = [...text.matchAll(/\{\{\s*([\w.]{1,60})\s*\}\}/g)].map(match => match[1] as string)
  const isEmpty = text.trim() === '' && (files.length === 0 || isNote)
  const canSend = !isClosed && !isEmpty && missing.length === 0

  const change = (next: string) => {
    setText(next)
    writeDraft(userId, ticket.id, next)
  }
  const addFiles = (more: Iterable<Attachment>) => {
    setFiles(known => [...new Map([...known, ...more].map(file => [keyOf(file), file])).values()].slice(0, MAX_FILES))
    field.current?.focus()
  }
  const removeFile = (file: Attachment) => setFiles(files.filter(each => each !== file))

  const submit = async () => {
    if (!canSend) return
    const body = text.trim()
    change('')
    setFiles([])
    setButtons([])
    setNote(false)
    onUnquote()
    field.current?.focus()
    const base = { ticketId: ticket.id, isNote }
    if (isNote) return send({ ...base, body })
    const first = {
      ...(quoted && { quotedMessageId: quoted.id, quotedBody: plainOf(quoted.body) }),
      ...(buttons.length > 0 && { buttons }),
    }
    // The text is the caption of the first file; a quote and buttons belong to what comes first.
    if (files.length === 0 || buttons.length > 0) await send({ ...base, body, ...first })
    const captions = buttons.length > 0 ? [] : [body]
    for (const [at, file] of files.entries()) {
      const what =
        file instanceof File ? { file, fileName: file.name } : { mediaId: file.mediaId, fileName: file.fileName }
      await send({ ...base, body: captions[at] ?? '', ...what, ...(captions[at] !== undefined && first) })
    }
  }

  const insert = (what: string) => {
    const element = field.current
    if (element === null) return
    const { selectionStart: from, selectionEnd: to } = element
    change(text.slice(0, from) + what + text.slice(to))
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(from + what.length, from + what.length)
    })
  }

  const fill = async ({ id }: QuickReply) => {
    try {
      const filled = await filledReply(id, ticket.id)
      change(filled.body)
      setButtons(filled.buttons)
      addFiles(filled.files)
    } catch (error) {
      toast.error((error as Error).message)
    }
  }

  return {
    text,
    files,
    buttons,
    isNote,
    isClosed,
    missing,
    canSend,
    change,
    addFiles,
    removeFile,
    removeButtons: () => setButtons([]),
    setNote,
    submit,
    insert,
    fill,
  }
}

/** After 24 hours without a word of the customer WhatsApp takes templates alone; notes are ours. */
function useWindowIsClosed({ windowClosesAt }: Ticket): boolean {
  const now = useNow()
  return windowClosesAt !== null && Date.parse(windowClosesAt) <= now
}
