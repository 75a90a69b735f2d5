import { CornerUpLeft, Paperclip, SendHorizontal, Smile, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { useMe } from '../app/session.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Attachments, keyOf } from './attachments.tsx'
import { readDraft, writeDraft } from './drafts.ts'
import type { Message, Ticket } from './model.ts'
import { send } from './outbox.ts'
import { useFileDrop } from './use-file-drop.ts'
import { plainOf } from './whatsapp-text.ts'

const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then(file => ({ default: file.EmojiPicker })))
const MAX_LENGTH = 4_096
const MAX_FILES = 10

interface ComposerProps {
  ticket: Ticket
  quoted: Message | undefined
  onUnquote: () => void
}

export function Composer({ ticket, quoted, onUnquote }: ComposerProps) {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const userId = me.user?.id ?? 0
  const [text, setText] = useState(() => readDraft(userId, ticket.id))
  const [files, setFiles] = useState<readonly File[]>([])
  const [isPicking, setPicking] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const change = (next: string) => {
    setText(next)
    writeDraft(userId, ticket.id, next)
  }
  const addFiles = (more: Iterable<File>) => {
    setFiles(known => [...new Map([...known, ...more].map(file => [keyOf(file), file])).values()].slice(0, MAX_FILES))
    field.current?.focus()
  }
  const isOver = useFileDrop(addFiles)
  const canSend = text.trim() !== '' || files.length > 0

  const submit = async () => {
    if (!canSend) return
    const body = text.trim()
    change('')
    setFiles([])
    onUnquote()
    field.current?.focus()
    const quote = quoted && { quotedMessageId: quoted.id, quotedBody: plainOf(quoted.body) }
    const base = { ticketId: ticket.id, isNote: false }
    // The text is the caption of the first file; a quote belongs to what comes first.
    if (files.length === 0) await send({ ...base, body, ...quote })
    for (const [at, file] of files.entries()) {
      await send({ ...base, body: at === 0 ? body : '', file, ...(at === 0 && quote) })
    }
  }
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      void submit()
    } else if (event.key === 'Escape') {
      if (quoted !== undefined) onUnquote()
      else field.current?.blur()
    }
  }
  const pasted = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    addFiles(event.clipboardData.files)
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
  useCommands([
    { id: 'write', label: t('write'), keys: 'e', run: () => field.current?.focus() },
    { id: 'attach', label: t('attach'), run: () => picker.current?.click() },
  ])

  if (ticket.status === 'closed') {
    return <p className="border-t border-line bg-pane px-5 py-4 text-center text-soft">{t('closedHint')}</p>
  }
  return (
    <div className="border-t border-line bg-pane px-3 py-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] md:px-5">
      {ticket.status === 'pending' && <p className="mb-1.5 text-xs text-soft">{t('pendingHint')}</p>}
      <div
        className={cx(
          'rounded-xl border bg-bg focus-within:border-accent',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
        )}
      >
        {quoted !== undefined && (
          <div className="flex items-center gap-2 border-b border-line px-3 py-1.5 text-sm text-soft">
            <CornerUpLeft className="size-4 shrink-0" aria-hidden="true" />
            <span dir="auto" className="grow truncate">
              {plainOf(quoted.body) || t('file')}
            </span>
            <IconButton label={t('unquote')} isSmall onClick={onUnquote}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
        )}
        <Attachments files={files} onRemove={file => setFiles(files.filter(each => each !== file))} />
        <label htmlFor="composer" className="sr-only">
          {t('message')}
        </label>
        <textarea
          id="composer"
          ref={field}
          value={text}
          rows={1}
          maxLength={MAX_LENGTH}
          dir="auto"
          placeholder={isOver ? t('dropHere') : t('messageHint')}
          onChange={event => change(event.target.value)}
          onKeyDown={pressed}
          onPaste={pasted}
          className="block field-sizing-content max-h-48 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 outline-none placeholder:text-faint"
        />
        <div className="flex items-center gap-0.5 px-1.5 pb-1.5">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={event => {
              addFiles([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
          <IconButton label={t('attach')} onClick={() => picker.current?.click()}>
            <Paperclip aria-hidden="true" />
          </IconButton>
          <IconButton label={t('emoji')} aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
            <Smile aria-hidden="true" />
          </IconButton>
          <span className="ml-auto pr-2 text-xs text-faint max-lg:hidden">{t('enterSends')}</span>
          <Button look="primary" disabled={!canSend} onClick={() => void submit()} className="max-lg:ml-auto">
            <SendHorizontal className="size-4 md:hidden" aria-hidden="true" />
            <span className="max-md:sr-only">{t('send')}</span>
          </Button>
        </div>
      </div>
      {isPicking && (
        <Suspense>
          <EmojiPicker
            onPick={emoji => {
              insert(emoji)
              setPicking(false)
            }}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
