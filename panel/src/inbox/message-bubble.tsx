import { Ban, CornerUpLeft, SmilePlus } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Menu, MenuSquare } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import type { DeliveryMark as Mark } from './delivery-marks.ts'
import { Failure } from './failure.tsx'
import { MessageContent } from './message-content.tsx'
import { MessageOrigin } from './message-origin.tsx'
import { MessageText } from './message-text.tsx'
import { react } from './messages.ts'
import type { Message } from './model.ts'
import { Ticks } from './ticks.tsx'
import { useClock } from './time.ts'
import { plainOf } from './whatsapp-text.ts'

const QUICK_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏']

interface MessageBubbleProps {
  message: Message
  isFirst: boolean
  isMarked: boolean
  /** The message that repeats this one, which failed. */
  retriedBy: number | undefined
  /** Whether the company's own system has got it. */
  mark: Mark | undefined
  onReply: (message: Message) => void
  onJump: (from: Message, id: number) => void
}

export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { message, isFirst, isMarked } = props
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const { fromMe, reactions } = message
  const bubble = (
    <div
      className={cx(
        'group flex max-w-[88%] items-center gap-1 lg:max-w-[min(78%,38rem)]',
        fromMe ? 'flex-row-reverse self-end' : 'self-start',
        isFirst ? 'mt-2.5' : 'mt-[3px]',
        reactions.length > 0 && 'mb-3',
      )}
    >
      <article
        aria-label={t(fromMe ? 'messageOfUs' : 'messageOf', {
          name: (fromMe ? message.user?.name : message.sender?.name) ?? '',
          time: clock.time(message.sentAt),
        })}
        className={cx(
          'relative min-w-0 rounded-xl px-3 pt-1.5 pb-1 shadow-card transition-shadow',
          message.isNote ? 'bg-note' : fromMe ? 'bg-mine' : 'bg-theirs',
          isFirst && (fromMe ? 'rounded-tr-sm' : 'rounded-tl-sm'),
          isMarked && 'ring-2 ring-accent',
        )}
      >
        <Body {...props} />
        <footer className="mt-0.5 flex items-center justify-end gap-1.5 text-2xs text-soft tabular-nums">
          {message.sendType === 'bot' && <span>{t('byBot')}</span>}
          {message.sendType === 'API' && <span>API</span>}
          {message.edits.length > 0 && <Edited edits={message.edits} />}
          <time dateTime={message.sentAt} title={clock.full(message.sentAt)}>
            {clock.time(message.sentAt)}
          </time>
          {fromMe && !message.isNote && <Ticks status={message.status} ack={message.ack} />}
          <DeliveryMark mark={props.mark} />
        </footer>
        <Reactions message={message} />
      </article>
      <Tools {...props} />
    </div>
  )
  if (message.failure === null) return bubble
  return (
    <>
      {bubble}
      <Failure message={message} failure={message.failure} retriedBy={props.retriedBy} />
    </>
  )
})

function Body({ message, onJump }: MessageBubbleProps) {
  const { t } = useTranslation('inbox')
  const author = message.fromMe ? message.user?.name : message.sender?.name
  return (
    <>
      {author !== undefined && (
        <p dir="auto" className="text-xs font-semibold text-accent">
          {message.isNote ? t('noteOf', { name: author }) : author}
        </p>
      )}
      <MessageOrigin origin={message.origin} />
      {message.quotedWhatsAppId !== null && <Quote quoted={message.quoted} onJump={id => onJump(message, id)} />}
      {message.isDeleted && (
        <p className="flex items-center gap-1.5 text-sm text-soft italic">
          <Ban className="size-3.5" aria-hidden="true" /> {t('deleted')}
        </p>
      )}
      <div className={cx('grid grid-cols-1 gap-1', message.isDeleted && 'opacity-70')}>
        <MessageContent message={message} />
        {hasText(message) && <MessageText text={message.body} />}
      </div>
    </>
  )
}

/** A file's name takes the place of its caption, and the file shows it already; the same is true of places and cards. */
function hasText({ body, mediaType, media, content }: Message): boolean {
  if (body === '' || ['location', 'vcard'].includes(mediaType) || content?.type === 'location') return false
  return media === null || body !== media.name
}

function Quote({ quoted, onJump }: { quoted: Message['quoted']; onJump: (id: number) => void }) {
  const { t } = useTranslation('inbox')
  const look =
    'mb-1 block w-full rounded-md border-l-[3px] border-accent bg-bg/50 px-2 py-1 text-left text-sm text-soft'
  if (quoted === null) return <p className={look}>{t('quotedElsewhere')}</p>
  return (
    <button type="button" className={look} onClick={() => onJump(quoted.id)}>
      <span className="block text-xs font-semibold text-accent">
        {quoted.senderName ?? t(quoted.fromMe ? 'us' : 'customer')}
      </span>
      <span dir="auto" className="line-clamp-2">
        {plainOf(quoted.body) || t('file')}
      </span>
    </button>
  )
}

/** The earlier texts, for people who want to see them. */
function Edited({ edits }: { edits: Message['edits'] }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  return (
    <details>
      <summary className="list-none text-right underline decoration-dotted">{t('edited')}</summary>
      <ol className="mt-1 grid max-w-72 gap-1">
        {edits.map(({ body, replacedAt }) => (
          <li key={replacedAt} dir="auto" className="whitespace-pre-wrap wrap-anywhere">
            {t('before', { text: body, time: clock.time(replacedAt) })}
          </li>
        ))}
      </ol>
    </details>
  )
}

function Reactions({ message: { reactions, fromMe } }: { message: Message }) {
  const { t } = useTranslation('inbox')
  if (reactions.length === 0) return null
  const counted = new Map<string, number>()
  for (const { emoji } of reactions) counted.set(emoji, (counted.get(emoji) ?? 0) + 1)
  return (
    <ul aria-label={t('reactions')} className={cx('absolute -bottom-3 flex gap-0.5', fromMe ? 'right-2' : 'left-2')}>
      {[...counted].map(([emoji, count]) => (
        <li key={emoji} className="rounded-full border border-line bg-pane px-1.5 text-xs leading-5">
          {emoji}
          {count > 1 && ` ${count}`}
        </li>
      ))}
    </ul>
  )
}

/** Shown on hovering and on focus; on a phone always, small. */
function Tools({ message, onReply }: MessageBubbleProps) {
  const { t } = useTranslation('inbox')
  if (message.messageId === null || message.isDeleted || message.isNote) return null
  const give = (emoji: string | null) => void react(message.id, emoji).catch(error => toast.error(error.message))
  const ours = message.reactions.find(reaction => reaction.fromMe)?.emoji
  return (
    <div className="flex opacity-0 transition-opacity group-hover:opacity-100 focus-within:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-60">
      <IconButton
        label={t('reply')}
        isSmall
        onClick={() => {
          onReply(message)
          document.getElementById('composer')?.focus()
        }}
      >
        <CornerUpLeft aria-hidden="true" />
      </IconButton>
      <Menu
        align="center"
        trigger={
          <IconButton label={t('react')} isSmall>
            <SmilePlus aria-hidden="true" />
          </IconButton>
        }
      >
        <div className="flex">
          {QUICK_REACTIONS.map(emoji => (
            <MenuSquare key={emoji} isChosen={emoji === ours} onSelect={() => give(emoji === ours ? null : emoji)}>
              {emoji}
            </MenuSquare>
          ))}
        </div>
      </Menu>
    </div>
  )
}
