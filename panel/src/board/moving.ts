/**
 * Moves a card to another stage. By pointer it is dragged; by keyboard it is picked up with the space bar, sent left and
 * right with the arrows and put down with the space bar, each step said aloud; by its menu it goes at once.
 */
import { createContext, type KeyboardEvent, use, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardCard, Label } from '../api/types.ts'
import { useMove } from './cards.ts'

interface Picked {
  card: BoardCard
  /** The stage in which it would be put down. */
  stageId: number
}

interface Arrived {
  id: number
  stageId: number
}

export interface Board {
  stages: readonly Label[]
  picked: Picked | undefined
  /** The last step, as a text for screen readers. */
  said: string
  /** The card that gets the focus when it appears in its new column; once, so that scrolling by does not take it again. */
  focused: Arrived | undefined
  hasFocused: () => void
  move: (card: BoardCard, stageId: number) => void
  press: (event: KeyboardEvent, card: BoardCard) => void
  letGo: () => void
}

export const BoardContext = createContext<Board | undefined>(undefined)

export function useBoardContext(): Board {
  const board = use(BoardContext)
  if (board === undefined) throw new Error('there is no board around this')
  return board
}

export function useBoard(stages: readonly Label[]): Board {
  const { t } = useTranslation('board')
  const { mutate } = useMove()
  const [picked, setPicked] = useState<Picked>()
  const [said, setSaid] = useState('')
  const [focused, setFocused] = useState<Arrived>()
  const nameOf = useCallback((id: number) => stages.find(stage => stage.id === id)?.name ?? '', [stages])

  const move = useCallback(
    (card: BoardCard, stageId: number) => {
      setPicked(undefined)
      if (stageId === card.stageId) return
      setFocused({ id: card.id, stageId })
      setSaid(t('said.moved', { name: card.name, stage: nameOf(stageId) }))
      mutate({ card, stageId })
    },
    [mutate, nameOf, t],
  )
  const press = useCallback(
    (event: KeyboardEvent, card: BoardCard) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const mine = picked?.card.id === card.id ? picked : undefined
      if (mine === undefined) {
        if (event.key !== ' ') return
        event.preventDefault()
        setPicked({ card, stageId: card.stageId })
        return setSaid(t('said.picked', { name: card.name, stage: nameOf(card.stageId) }))
      }
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (by === undefined && ![' ', 'Enter', 'Escape'].includes(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') {
        setPicked(undefined)
        return setSaid(t('said.left', { name: card.name }))
      }
      if (by === undefined) return move(card, mine.stageId)
      const at = stages.findIndex(({ id }) => id === mine.stageId) + by
      const next = stages[Math.min(stages.length - 1, Math.max(0, at))]
      if (next === undefined) return
      setPicked({ card, stageId: next.id })
      setSaid(t('said.over', { stage: next.name, n: stages.indexOf(next) + 1, of: stages.length }))
      document.getElementById(`stage-${next.id}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    [picked, stages, move, nameOf, t],
  )
  const letGo = useCallback(() => setPicked(undefined), [])
  const hasFocused = useCallback(() => setFocused(undefined), [])
  return useMemo(
    () => ({ stages, picked, said, focused, hasFocused, move, press, letGo }),
    [stages, picked, said, focused, hasFocused, move, press, letGo],
  )
}
