/** A stage: its name, its number of cards, and the cards. Only those on screen are rendered; the others come while scrolling. */
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardCard, Label, StageCount } from '../api/types.ts'
import { ColourDot } from '../ui/choice.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { Card } from './card.tsx'
import { cardsQuery } from './cards.ts'
import type { BoardSearch } from './feature.ts'
import { useBoardContext } from './moving.ts'

const CARD_HEIGHT = 104

interface ColumnProps {
  stage: Label
  filter: BoardSearch
  count: StageCount | undefined
}

export function Column({ stage, filter, count }: ColumnProps) {
  const { t } = useTranslation('board')
  const { picked } = useBoardContext()
  const { ref, isOver } = useDrop(stage.id)
  const cards = useInfiniteQuery(cardsQuery(stage.id, filter))
  const shown = cards.data?.pages.flatMap(page => page.data) ?? []
  const more = cards.hasNextPage && !cards.isFetchingNextPage
  const number = count === undefined ? '' : `${count.count}${count.isMore ? '+' : ''}`
  const isTarget = isOver || picked?.stageId === stage.id
  return (
    <section
      ref={ref}
      id={`stage-${stage.id}`}
      aria-labelledby={`stage-${stage.id}-name`}
      className={cx(
        'flex w-72 shrink-0 snap-start flex-col rounded-2xl border bg-sunk max-sm:w-[84vw]',
        isTarget ? 'border-accent ring-2 ring-accent' : 'border-line',
      )}
    >
      <header className="flex items-center gap-2 px-3.5 pt-3 pb-2">
        <ColourDot colour={stage.color} />
        <h2 id={`stage-${stage.id}-name`} dir="auto" className="min-w-0 grow truncate font-semibold">
          {stage.name}
        </h2>
        <span className="text-soft tabular-nums">
          {number}
          {count !== undefined && <span className="sr-only"> {t('customers', { count: count.count })}</span>}
        </span>
      </header>
      {cards.isError && shown.length === 0 && <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.isPending && <Skeleton className="mx-2.5 h-24 rounded-xl" />}
      {cards.isSuccess && shown.length === 0 && <p className="px-3.5 py-2 text-sm text-soft">{t('nobody')}</p>}
      <Cards name={stage.name} cards={shown} onEnd={more ? () => void cards.fetchNextPage() : undefined} />
    </section>
  )
}

function Cards({ name, cards, onEnd }: { name: string; cards: readonly BoardCard[]; onEnd: (() => void) | undefined }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT,
    getItemKey: index => cards[index]?.id ?? index,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= cards.length - 10) onEnd?.()
  }, [lastShown, cards.length, onEnd])
  const { focused } = useBoardContext()
  const arrivedAt = cards.findIndex(({ id, stageId }) => id === focused?.id && stageId === focused.stageId)
  useEffect(() => {
    if (arrivedAt >= 0) virtual.scrollToIndex(arrivedAt)
  }, [arrivedAt, virtual])
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto px-2.5 pb-2.5">
      <ul aria-label={name} style={{ height: virtual.getTotalSize() }} className="relative">
        {items.map(({ index, key, start }) => {
          const card = cards[index]
          return (
            card !== undefined && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                style={{ transform: `translateY(${start}px)` }}
                className="absolute inset-x-0 top-0 pb-2"
              >
                <Card card={card} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

function useDrop(stageId: number) {
  const ref = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const { move } = useBoardContext()
  useEffect(() => {
    if (ref.current === null) return
    return dropTargetForElements({
      element: ref.current,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop({ source }) {
        setOver(false)
        move(source.data.card as BoardCard, stageId)
      },
    })
  }, [stageId, move])
  return { ref, isOver }
}
