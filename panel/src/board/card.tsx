/** A customer on the board: the name, the last message, the attendant. */
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EllipsisVertical } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardCard } from '../api/types.ts'
import { colleaguesQuery } from '../app/lists.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Menu, MenuChoice } from '../ui/menu.tsx'
import { useBoardContext } from './moving.ts'

export function Card({ card }: { card: BoardCard }) {
  const { t } = useTranslation('board')
  const { stages, picked, move } = useBoardContext()
  const { ref, isDragged } = useDrag(card)
  const isPicked = picked?.card.id === card.id
  const { ticket } = card
  return (
    <article
      ref={ref}
      aria-label={card.name}
      className={cx(
        'relative rounded-xl border bg-pane p-2.5 shadow-card',
        isPicked ? 'border-accent ring-2 ring-accent' : 'border-line',
        isDragged && 'opacity-50',
      )}
    >
      <div className="flex items-start gap-2.5 pr-7">
        <Avatar
          name={card.name}
          id={card.id}
          pictureUrl={card.profilePicUrl}
          isGroup={card.isGroup}
          className="size-8 text-xs"
        />
        <div className="min-w-0 grow">
          <Opening card={card}>{card.name}</Opening>
          <p dir="auto" className="truncate text-sm text-soft">
            {ticket?.lastMessage || card.number}
          </p>
        </div>
      </div>
      <Facts card={card} />
      <div className="absolute top-1.5 right-1.5">
        <Menu
          trigger={
            <IconButton isSmall label={t('move', { name: card.name })}>
              <EllipsisVertical aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuChoice
            label={t('moveTo')}
            value={String(card.stageId)}
            choices={stages.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChoose={id => move(card, Number(id))}
          />
        </Menu>
      </div>
    </article>
  )
}

/** The name has the focus: Enter opens the conversation, the space bar picks the card up. */
function Opening({ card, children }: { card: BoardCard; children: ReactNode }) {
  const { press, letGo, focused, hasFocused } = useBoardContext()
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    // Not before the card is in its new column, because otherwise the one that is about to disappear would get the focus.
    if (focused?.id !== card.id || focused.stageId !== card.stageId) return
    element.current?.focus({ preventScroll: true })
    hasFocused()
  }, [focused, card.id, card.stageId, hasFocused])
  const shared = {
    'aria-describedby': 'board-keys',
    onKeyDown: (event: React.KeyboardEvent) => press(event, card),
    onBlur: letGo,
    dir: 'auto' as const,
    className: 'block w-full truncate text-left font-medium',
  }
  // There is nothing to open, so it can only be picked up.
  if (card.ticket === null) {
    return (
      <button ref={element as React.RefObject<HTMLButtonElement>} type="button" {...shared}>
        {children}
      </button>
    )
  }
  return (
    <Link
      ref={element as React.RefObject<HTMLAnchorElement>}
      to="/inbox/$ticketId"
      params={{ ticketId: card.ticket.id }}
      draggable={false}
      {...shared}
      className={cx(shared.className, 'hover:underline')}
    >
      {children}
    </Link>
  )
}

function Facts({ card: { ticket } }: { card: BoardCard }) {
  const { t } = useTranslation('board')
  const colleagues = useQuery(colleaguesQuery).data
  if (ticket === null) return null
  const user = colleagues?.find(({ id }) => id === ticket.userId)
  const isWaiting = ticket.waitingSince !== null && ticket.status !== 'closed'
  return (
    <div className="mt-2 flex flex-wrap items-center gap-1.5 text-sm text-soft">
      <Badge tone={ticket.status === 'closed' ? 'outline' : 'plain'}>{t(`status.${ticket.status}`)}</Badge>
      {isWaiting && <Badge tone="warn">{t('waiting')}</Badge>}
      {user !== undefined && ticket.status !== 'closed' && <span className="truncate">{user.name}</span>}
    </div>
  )
}

function useDrag(card: BoardCard) {
  const ref = useRef<HTMLElement>(null)
  const [isDragged, setDragged] = useState(false)
  useEffect(() => {
    if (ref.current === null) return
    return draggable({
      element: ref.current,
      getInitialData: () => ({ card }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [card])
  return { ref, isDragged }
}
