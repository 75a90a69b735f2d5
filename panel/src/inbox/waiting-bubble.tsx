import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'
import { MessageText } from './message-text.tsx'
import { noteSeen } from './messages.ts'
import type { OutboxEntry } from './model.ts'
import { discard, sendAgain, sendAnyway } from './outbox.ts'
import { signal } from './signals.ts'
import { Ticks } from './ticks.tsx'
import { useClock } from './time.ts'

/** A message that is on its way to the server, or that the server refused, with the reason and the actions. */
export function WaitingBubble({ entry, isFirst }: { entry: OutboxEntry; isFirst: boolean }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const isRefused = entry.state === 'refused'
  const text = entry.shownBody ?? entry.body
  return (
    <div
      className={cx(
        'flex max-w-[88%] flex-col items-end self-end lg:max-w-[min(78%,38rem)]',
        isFirst ? 'mt-2.5' : 'mt-[3px]',
      )}
    >
      <article className="min-w-0 rounded-xl bg-mine px-3 pt-1.5 pb-1 shadow-card">
        {entry.quotedBody !== undefined && (
          <p className="mb-1 line-clamp-2 rounded-md border-l-[3px] border-accent bg-bg/50 px-2 py-1 text-sm text-soft">
            {entry.quotedBody}
          </p>
        )}
        {entry.fileName !== undefined && (
          <p className="flex items-center gap-2 rounded-lg bg-text/5 px-3 py-2 font-semibold wrap-anywhere">
            <FileText className="size-5 shrink-0" aria-hidden="true" /> {entry.fileName}
          </p>
        )}
        {text !== '' && <MessageText text={text} />}
        <footer className="mt-0.5 flex items-center justify-end gap-1.5 text-2xs text-soft tabular-nums">
          <time dateTime={entry.createdAt}>{clock.time(entry.createdAt)}</time>
          <Ticks status={isRefused ? 'failed' : 'pending'} ack={isRefused ? -1 : 0} />
        </footer>
      </article>
      {entry.state === 'held' && <Held entry={entry} />}
      {isRefused && (
        <p role="alert" className="mt-1 flex flex-wrap justify-end gap-x-3 text-sm text-bad">
          {entry.problem}
          <button type="button" className="font-semibold underline" onClick={() => void sendAgain(entry)}>
            {t('sendAgain')}
          </button>
          <button type="button" className="underline" onClick={() => void discard(entry.clientId)}>
            {t('discard')}
          </button>
        </p>
      )}
    </div>
  )
}

/** A colleague or a program wrote meanwhile, so the writer decides whether this message is still right. */
function Held({ entry }: { entry: OutboxEntry }) {
  const { t } = useTranslation('inbox')
  const ours = entry.unseen?.filter(({ fromMe }) => fromMe) ?? []
  const names = new Set(ours.map(({ userName }) => userName ?? t('somebody')))
  // The writer who decides has read it, so their next answer is not held because of it.
  const decided = () => {
    for (const { id } of entry.unseen ?? []) noteSeen(entry.ticketId, id)
  }
  const sendIt = () => {
    decided()
    void sendAnyway(entry)
  }
  const review = () => {
    const first = ours[0]
    decided()
    signal('takeBack', entry)
    if (first !== undefined) signal('jumpTo', { ticketId: entry.ticketId, messageId: first.id })
  }
  return (
    <p role="alert" className="mt-1 flex flex-wrap justify-end gap-x-3 text-right text-sm text-warn">
      <span>{t('held', { names: [...names].join(', ') })}</span>
      <button type="button" className="font-semibold underline" onClick={sendIt}>
        {t('sendAnyway')}
      </button>
      <button type="button" className="font-semibold underline" onClick={review}>
        {t('review')}
      </button>
    </p>
  )
}
