import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'
import { matching, type QuickReply, quickRepliesQuery } from './quick-replies.ts'

export const LIST_ID = 'quick-replies'
export const optionId = (id: number) => `quick-reply-${id}`

/** The word after the slash; undefined when the text is not a slash and a word. */
export function useQuickReplies(text: string, queueId: number | null): QuickReply[] | undefined {
  const typed = /^\/([^\s/]*)$/.exec(text)?.[1]
  const replies = useQuery({ ...quickRepliesQuery, enabled: typed !== undefined }).data
  return typed === undefined || replies === undefined ? undefined : matching(replies, typed, queueId)
}

interface QuickReplyListProps {
  replies: readonly QuickReply[]
  active: number
  onPick: (reply: QuickReply) => void
}

/** The focus stays in the composer, which marks the active one by `aria-activedescendant`. */
export function QuickReplyList({ replies, active, onPick }: QuickReplyListProps) {
  const { t } = useTranslation('inbox')
  return (
    <div className="mb-2 max-h-64 animate-rise overflow-y-auto rounded-xl border border-line bg-pane p-1 shadow-float">
      {replies.length === 0 && <p className="px-3 py-2 text-soft">{t('quickRepliesNone')}</p>}
      <div id={LIST_ID} role="listbox" aria-label={t('quickReplies')}>
        {replies.map((reply, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the composer, which has the focus, takes the keys.
          <div
            key={reply.id}
            id={optionId(reply.id)}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            onMouseDown={event => event.preventDefault()}
            onClick={() => onPick(reply)}
            className={cx('flex cursor-pointer gap-3 rounded-lg px-3 py-1.5', at === active && 'bg-accent-soft')}
          >
            <span className="shrink-0 font-semibold">/{reply.shortcut}</span>
            <span dir="auto" className="truncate text-soft">
              {reply.body}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
