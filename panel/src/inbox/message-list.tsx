import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, MessageSquareDashed } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../app/commands.ts'
import { IconButton } from '../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { type DeliveryMarks, useDeliveryMarks } from './delivery-marks.ts'
import { inboxRoute } from './feature.ts'
import { MessageBubble } from './message-bubble.tsx'
import { markRead, noteSeen, useConversation } from './messages.ts'
import type { Message, Row, Ticket } from './model.ts'
import { forgetSent } from './outbox.ts'
import { rowsOf } from './rows.ts'
import { signal, useSignal } from './signals.ts'
import { useStory } from './story.ts'
import { ticketChanged } from './tickets.ts'
import { useClock } from './time.ts'
import { useOutbox } from './use-outbox.ts'
import { WaitingBubble } from './waiting-bubble.tsx'

const NEAR_TOP_PX = 400
const NEAR_END_PX = 120
/** Nobody can have read a message that came a moment before they pressed Enter. */
const SEEN_AFTER_MS = 1_000
const MARKED_MS = 2_500

interface MessageListProps {
  ticketId: number
  ticket: Ticket | undefined
  onReply: (message: Message) => void
}

export function MessageList({ ticketId, ticket, onReply }: MessageListProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const conversation = useConversation(ticketId)
  const waiting = useOutbox(ticketId)
  const story = useStory(ticketId)
  const messages = conversation.data?.messages
  const marks = useDeliveryMarks(ticketId, story, messages !== undefined)
  // The mark at the opening of the conversation, so that the line stays while the messages below it are read.
  const [unreadAfter, setUnreadAfter] = useState<number | null | undefined>()
  if (unreadAfter === undefined && ticket !== undefined) {
    setUnreadAfter(ticket.unreadMessages > 0 ? ticket.firstUnreadAfter : null)
  }
  const rows = useMemo(
    () =>
      rowsOf({
        messages: messages ?? [],
        waiting,
        story,
        isWhole: !conversation.hasOlder,
        hasNewer: conversation.hasNewer,
        unreadAfter,
        dayKey: clock.dayKey,
      }),
    [messages, waiting, story, conversation.hasOlder, conversation.hasNewer, unreadAfter, clock],
  )
  useEffect(() => {
    if (messages !== undefined) forgetSent(new Set(messages.map(({ id }) => id)))
  }, [messages])
  useReading(ticket, conversation.hasNewer ? undefined : messages)
  const target = useJumps(ticketId, conversation)
  useCommands([
    {
      id: 'reply',
      label: t('reply'),
      keys: 'r',
      run: () => {
        const last = messages?.findLast(message => !message.fromMe)
        if (last === undefined) return
        onReply(last)
        document.getElementById('composer')?.focus()
      },
    },
  ])
  if (conversation.isPending) return <ConversationSkeleton />
  if (conversation.isError && messages === undefined) {
    return <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />
  }
  if (rows.length === 0) {
    return (
      <div className="grid grow place-items-center">
        <EmptyState icon={<MessageSquareDashed />} title={t('noMessages')} />
      </div>
    )
  }
  return (
    <VirtualRows
      ticketId={ticketId}
      rows={rows}
      target={target}
      marks={marks}
      waitingCount={waiting.length}
      fresh={new Set(waiting.flatMap(({ unseen = [] }) => unseen.map(({ id }) => id)))}
      onReply={onReply}
      conversation={conversation}
    />
  )
}

type LoadedConversation = ReturnType<typeof useConversation>

/** The place to go to. It is used once, so that the same place can be requested again. */
interface Target {
  messageId: number
}

/** Goes to the message in the address, or to the one of a quote, a search or a held answer; loads it first if necessary. */
function useJumps(ticketId: number, { data, loadAround }: LoadedConversation): Target | undefined {
  const [target, setTarget] = useState<Target | undefined>()
  const { message: wanted } = inboxRoute.useSearch()
  const visit = useLocation({ select: ({ state }) => state.__TSR_key })
  const isLoaded = data !== undefined
  const jump = async (messageId: number) => {
    try {
      if (!data?.messages.some(({ id }) => id === messageId)) await loadAround(messageId)
      setTarget({ messageId })
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  useSignal('jumpTo', place => {
    if (place.ticketId === ticketId) void jump(place.messageId)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each visit of the address.
  useEffect(() => {
    if (isLoaded && wanted !== undefined) void jump(wanted)
  }, [isLoaded, wanted, visit])
  return target
}

/** What is on screen counts as read in the person's own tickets, but not in those of a colleague. */
function useReading(ticket: Ticket | undefined, messages: readonly Message[] | undefined): void {
  const queries = useQueryClient()
  const unread = ticket?.unreadMessages ?? 0
  const newest = messages?.at(-1)?.id
  const id = ticket?.id
  const isAttended = ticket?.status === 'open'
  useEffect(() => {
    if (id === undefined || newest === undefined || unread === 0 || !isAttended) return
    const read = () => {
      if (document.visibilityState === 'visible')
        void markRead(id, newest).then(
          read => ticketChanged(queries, read),
          () => undefined,
        )
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [queries, id, unread, newest, isAttended])
}

/** The last message that was visible for a moment. An answer contains its id, and is held when there is a newer message. */
function useSeen(ticketId: number, newestId: number | undefined, isAtEnd: boolean): void {
  useEffect(() => {
    if (newestId === undefined || !isAtEnd) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible') return
      timer = setTimeout(() => noteSeen(ticketId, newestId), SEEN_AFTER_MS)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [ticketId, newestId, isAtEnd])
}

interface VirtualRowsProps {
  ticketId: number
  rows: readonly Row[]
  target: Target | undefined
  marks: DeliveryMarks
  waitingCount: number
  /** Messages that came while an answer was written, because of which it is held. */
  fresh: ReadonlySet<number>
  onReply: (message: Message) => void
  conversation: LoadedConversation
}

function VirtualRows({ ticketId, rows, target, marks, waitingCount, fresh, onReply, conversation }: VirtualRowsProps) {
  const { hasNewer, loadOlder, loadNewer, loadNewest } = conversation
  const { t } = useTranslation('inbox')
  const scroller = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const [marked, setMarked] = useState<number | undefined>()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => (rows[index]?.kind === 'message' ? 62 : 40),
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 12,
    anchorTo: 'end',
    followOnAppend: true,
    // Its own is 1 px, which the padding below the last bubble exceeds: then nothing that came in was followed.
    scrollEndThreshold: NEAR_END_PX,
    paddingStart: 12,
    paddingEnd: 16,
  })
  const toEnd = () => virtual.scrollToEnd()
  const wantsEnd = useRef(false)
  const goToEnd = () => {
    if (!hasNewer) return toEnd()
    wantsEnd.current = true
    void loadNewest().catch(() => {
      wantsEnd.current = false
    })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the newest ones are there.
  useEffect(() => {
    if (!wantsEnd.current || hasNewer) return
    wantsEnd.current = false
    toEnd()
  }, [rows, hasNewer])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what one sends stands at the end, wherever one was reading.
  useEffect(() => {
    if (waitingCount > 0) goToEnd()
  }, [waitingCount])
  const newest = rows.findLast(row => row.kind === 'message')
  useSeen(ticketId, newest?.kind === 'message' ? newest.message.id : undefined, isAtEnd && !hasNewer)
  const scrolled = () => {
    const element = scroller.current
    if (element === null) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    setAtEnd(below < NEAR_END_PX)
    if (element.scrollTop < NEAR_TOP_PX) void loadOlder().catch(() => undefined)
    if (below < NEAR_TOP_PX) void loadNewer().catch(() => undefined)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the conversation is opened: at its end.
  useEffect(() => toEnd(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each jump, with the rows as they are then.
  useEffect(() => {
    const at = rows.findIndex(row => row.kind === 'message' && row.message.id === target?.messageId)
    if (at === -1 || target === undefined) return
    virtual.scrollToIndex(at, { align: 'center' })
    setMarked(target.messageId)
    const timer = setTimeout(() => setMarked(undefined), MARKED_MS)
    return () => clearTimeout(timer)
  }, [target])
  // A phone's keyboard takes half of the height, so a person at the end stays at the end.
  const keepEnd = useRef<() => void>(undefined)
  useEffect(() => {
    keepEnd.current = isAtEnd && !hasNewer ? toEnd : undefined
  })
  useEffect(() => {
    const observer = new ResizeObserver(() => keepEnd.current?.())
    if (scroller.current !== null) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div
        ref={scroller}
        onScroll={scrolled}
        role="log"
        aria-label={t('messages')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 grow overflow-y-auto overscroll-none px-3 -outline-offset-2 [overflow-anchor:none] md:px-7"
      >
        <div className="flex min-h-full flex-col justify-end">
          <div className="relative shrink-0" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(item => (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0 flex flex-col"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <RowView
                  row={rows[item.index] as Row}
                  before={rows[item.index - 1]}
                  marks={marks}
                  isMarked={row => row.id === marked || fresh.has(row.id)}
                  onReply={onReply}
                />
              </div>
            ))}
          </div>
        </div>
      </div>
      {(!isAtEnd || hasNewer) && (
        <IconButton
          look="quiet"
          label={t('toEnd')}
          onClick={goToEnd}
          className="absolute right-4 bottom-3 rounded-full shadow-float"
        >
          <ArrowDown aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}

interface RowViewProps extends Pick<VirtualRowsProps, 'onReply' | 'marks'> {
  row: Row
  before: Row | undefined
  isMarked: (message: Message) => boolean
}

function RowView({ row, before, marks, isMarked, onReply }: RowViewProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  switch (row.kind) {
    case 'day':
      return (
        <p className="my-2.5 self-center rounded-full border border-line bg-pane px-3 py-0.5 text-xs text-soft first-letter:uppercase">
          {clock.day(row.at)}
        </p>
      )
    case 'unread':
      return <p className="my-2 self-center text-xs font-medium text-accent">{t('newMessages')}</p>
    case 'log':
      return (
        <p className="my-2 self-center px-6 text-center text-xs text-soft">
          {row.text} · <time dateTime={row.at}>{clock.time(row.at)}</time>{' '}
          <span className="inline-flex align-middle">
            <DeliveryMark mark={marks.ofLine(row.lineId)} />
          </span>
        </p>
      )
    case 'waiting':
      return <WaitingBubble entry={row.entry} isFirst={!isOurs(before)} />
    case 'message': {
      const { message } = row
      const isFirst =
        before?.kind !== 'message' ||
        before.message.fromMe !== message.fromMe ||
        before.message.isNote !== message.isNote ||
        before.message.sender?.id !== message.sender?.id
      return (
        <MessageBubble
          message={message}
          isFirst={isFirst}
          isMarked={isMarked(message)}
          retriedBy={row.retriedBy}
          mark={marks.ofMessage(message.messageId)}
          onReply={onReply}
          onJump={jumpTo}
        />
      )
    }
  }
}

const jumpTo = ({ ticketId }: Message, messageId: number) => signal('jumpTo', { ticketId, messageId })

const isOurs = (row: Row | undefined) => row?.kind === 'waiting' || (row?.kind === 'message' && row.message.fromMe)

function ConversationSkeleton() {
  return (
    <div aria-busy="true" className="flex grow flex-col justify-end gap-3 px-3 py-4 md:px-7">
      {['w-2/5', 'w-1/4', 'w-1/3 self-end', 'w-1/2 self-end', 'w-1/3'].map(width => (
        <Skeleton key={width} className={`h-11 rounded-xl ${width}`} />
      ))}
    </div>
  )
}
