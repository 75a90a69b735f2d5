import {
  CalendarClock,
  CornerUpLeft,
  LayoutTemplate,
  Mic,
  Paperclip,
  SendHorizontal,
  Smile,
  StickyNote,
  X,
} from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Attachments } from './attachments.tsx'
import { noteActivity } from './colleagues-here.ts'
import { ColleaguesIn } from './colleagues-in.tsx'
import { ComposerHints } from './composer-hints.tsx'
import type { Message, Ticket } from './model.ts'
import type { QuickReply } from './quick-replies.ts'
import { LIST_ID, optionId, QuickReplyList, useQuickReplies } from './quick-reply-list.tsx'
import { useSignal } from './signals.ts'
import { useComposition } from './use-composition.ts'
import { useFileDrop } from './use-file-drop.ts'
import { canRecord } from './voice-note.ts'
import { plainOf } from './whatsapp-text.ts'

const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then(file => ({ default: file.EmojiPicker })))
const TemplateDialog = lazy(() => import('./template-dialog.tsx').then(file => ({ default: file.TemplateDialog })))
const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx').then(file => ({ default: file.ScheduleDialog })))
const VoiceRecorder = lazy(() => import('./voice-recorder.tsx').then(file => ({ default: file.VoiceRecorder })))
const MAX_LENGTH = 4_096

interface ComposerProps {
  ticket: Ticket
  quoted: Message | undefined
  quotedId: number | null
  onQuote: (messageId: number | null) => void
}

export function Composer({ ticket, quoted, quotedId, onQuote }: ComposerProps) {
  const { t } = useTranslation('inbox')
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [isPicking, setPicking] = useState(false)
  const [isChoosing, setChoosing] = useState(false)
  const [isRecording, setRecording] = useState(false)
  const [isScheduling, setScheduling] = useState(false)
  const writing = useComposition({ ticket, quoted, quotedId, onQuote, field })
  const onUnquote = () => onQuote(null)
  const { text, files, buttons, isNote, change, addFiles, setNote } = writing
  const isOver = useFileDrop(addFiles)
  const replies = useQuickReplies(text, ticket.queue?.id ?? null)
  const [active, setActive] = useState(0)
  const chosen = replies?.[Math.min(active, (replies.length || 1) - 1)]
  const pick = (reply: QuickReply) => {
    setActive(0)
    void writing.fill(reply)
  }
  useSignal('chooseTemplate', () => setChoosing(true))
  useSignal('compose', given => {
    change(given)
    field.current?.focus()
  })
  useSignal('takeBack', entry => void writing.takeBack(entry))
  useCommands([
    { id: 'write', label: t('write'), keys: 'e', run: () => field.current?.focus() },
    {
      id: 'note',
      label: t('writeNote'),
      keys: 'n',
      run: () => {
        setNote(true)
        field.current?.focus()
      },
    },
    { id: 'template', label: t('sendTemplate'), run: () => setChoosing(true) },
    ...(canRecord() && !writing.isClosed
      ? [{ id: 'record', label: t('recordVoice'), run: () => setRecording(true) }]
      : []),
    ...(writing.canSend && !isNote
      ? [{ id: 'schedule', label: t('schedule.action'), run: () => setScheduling(true) }]
      : []),
    { id: 'attach', label: t('attach'), run: () => picker.current?.click() },
  ])

  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const isPlain = !event.shiftKey && !event.altKey
    if (chosen !== undefined && replies !== undefined && isPlain) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) setActive((active + step + replies.length) % replies.length)
      if (event.key === 'Enter' || event.key === 'Tab') pick(chosen)
      if (step !== undefined || event.key === 'Enter' || event.key === 'Tab') return event.preventDefault()
    }
    if (event.key === 'Enter' && isPlain) {
      event.preventDefault()
      void writing.submit()
    } else if (event.key === 'Escape') {
      if (replies !== undefined) change('')
      else if (quoted !== undefined) onUnquote()
      else if (isNote) setNote(false)
      else field.current?.blur()
    }
  }
  const pasted = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    addFiles([...event.clipboardData.files])
  }

  if (ticket.status === 'closed') {
    return <p className="border-t border-line bg-pane px-5 py-4 text-center text-soft">{t('closedHint')}</p>
  }
  return (
    <div className="relative border-t border-line bg-pane px-3 py-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] md:px-5">
      {replies !== undefined && (
        <QuickReplyList replies={replies} active={chosen ? replies.indexOf(chosen) : -1} onPick={pick} />
      )}
      <ColleaguesIn ticketId={ticket.id} />
      <ComposerHints ticket={ticket} isClosed={writing.isClosed} missing={writing.missing} />
      {isRecording ? (
        <Suspense>
          <VoiceRecorder ticket={ticket} onClose={() => setRecording(false)} />
        </Suspense>
      ) : (
        <div
          className={cx(
            'rounded-xl border focus-within:border-accent',
            isOver ? 'border-accent bg-accent-soft' : isNote ? 'border-warn bg-note' : 'border-line-strong bg-bg',
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
          <Attachments files={files} onRemove={writing.removeFile} />
          <label htmlFor="composer" className="sr-only">
            {t(isNote ? 'note' : 'message')}
          </label>
          <textarea
            id="composer"
            ref={field}
            value={text}
            rows={1}
            maxLength={MAX_LENGTH}
            dir="auto"
            placeholder={t(isOver ? 'dropHere' : isNote ? 'noteHint' : 'messageHint')}
            aria-autocomplete="list"
            aria-controls={replies === undefined ? undefined : LIST_ID}
            aria-activedescendant={chosen === undefined ? undefined : optionId(chosen.id)}
            onChange={event => {
              change(event.target.value)
              noteActivity(ticket.id, 'typing')
            }}
            onKeyDown={pressed}
            onPaste={pasted}
            className="block field-sizing-content max-h-48 min-h-10 w-full resize-none bg-transparent px-3 pt-2.5 outline-none placeholder:text-faint"
          />
          {buttons.length > 0 && (
            <div className="flex flex-wrap items-center gap-1.5 px-3 pt-1">
              <ul aria-label={t('replyButtons')} className="flex flex-wrap gap-1.5">
                {buttons.map(({ id, title }) => (
                  <li key={id} className="rounded-lg border border-line-strong px-2.5 py-0.5 text-sm text-accent">
                    {title}
                  </li>
                ))}
              </ul>
              <IconButton label={t('removeButtons')} isSmall onClick={writing.removeButtons}>
                <X aria-hidden="true" />
              </IconButton>
            </div>
          )}
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
            {!isNote && (
              <IconButton label={t('attach')} onClick={() => picker.current?.click()}>
                <Paperclip aria-hidden="true" />
              </IconButton>
            )}
            <IconButton label={t('emoji')} aria-expanded={isPicking} onClick={() => setPicking(!isPicking)}>
              <Smile aria-hidden="true" />
            </IconButton>
            {!isNote && (
              <IconButton label={t('sendTemplate')} onClick={() => setChoosing(true)}>
                <LayoutTemplate aria-hidden="true" />
              </IconButton>
            )}
            {!isNote && canRecord() && (
              <IconButton label={t('recordVoice')} disabled={writing.isClosed} onClick={() => setRecording(true)}>
                <Mic aria-hidden="true" />
              </IconButton>
            )}
            <Button look={isNote ? 'quiet' : 'plain'} aria-pressed={isNote} onClick={() => setNote(!isNote)}>
              <StickyNote className="size-[1.15rem]" aria-hidden="true" /> {t('note')}
            </Button>
            <span className="ml-auto pr-2 text-xs text-faint max-xl:hidden">{t('enterSends')}</span>
            {!isNote && (
              <IconButton
                label={t('schedule.action')}
                disabled={!writing.canSend}
                onClick={() => setScheduling(true)}
                className="max-xl:ml-auto"
              >
                <CalendarClock aria-hidden="true" />
              </IconButton>
            )}
            <Button
              look="primary"
              disabled={!writing.canSend}
              onClick={() => void writing.submit()}
              className={cx(isNote && 'max-xl:ml-auto')}
            >
              <SendHorizontal className="size-4 md:hidden" aria-hidden="true" />
              <span className="max-md:sr-only">{t(isNote ? 'saveNote' : 'send')}</span>
            </Button>
          </div>
        </div>
      )}
      <Suspense>{isChoosing && <TemplateDialog ticket={ticket} onClose={() => setChoosing(false)} />}</Suspense>
      <Suspense>
        {isScheduling && (
          <ScheduleDialog ticket={ticket} onSchedule={writing.scheduleFor} onClose={() => setScheduling(false)} />
        )}
      </Suspense>
      {isPicking && (
        <Suspense>
          <EmojiPicker
            onPick={emoji => {
              writing.insert(emoji)
              setPicking(false)
            }}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
