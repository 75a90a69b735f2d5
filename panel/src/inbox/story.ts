/** What was done to a ticket, as lines between its messages. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketLogEntry } from '../api/types.ts'
import { useLiveInterval } from '../app/stream.ts'
import type { StoryLine } from './rows.ts'
import { colleaguesQuery, queuesQuery, ticketLogQuery } from './tickets.ts'
import { useClock } from './time.ts'

/** A step that has two rows in the log (given away, and got) is shown once. */
interface Step extends TicketLogEntry {
  receiverId: number | null
}

export function useStory(ticketId: number): readonly StoryLine[] {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const log = useQuery({ ...ticketLogQuery(ticketId), refetchInterval: useLiveInterval() }).data
  const colleagues = useQuery(colleaguesQuery).data
  const queues = useQuery(queuesQuery).data
  return useMemo(() => {
    const nameOf = (userId: number | null) => colleagues?.find(({ id }) => id === userId)?.name ?? t('somebody')
    const queueOf = (queueId: number | null) => queues?.find(({ id }) => id === queueId)?.name ?? t('noQueue')
    return stepsOf(log ?? []).flatMap(step => {
      const sentence = sentenceOf(step)
      if (sentence === undefined) return []
      const until = step.until === null ? '' : clock.full(step.until)
      const { id, action, createdAt: at, note } = step
      const people = { name: nameOf(step.userId), to: nameOf(step.receiverId) }
      const words = { ...people, queue: queueOf(step.queueId), until, note: note ?? '' }
      return [{ id, action, text: t(`story.${sentence}`, words), at, isFirst: action === 'create' }]
    })
  }, [log, colleagues, queues, clock, t])
}

function stepsOf(log: readonly TicketLogEntry[]): Step[] {
  const steps: Step[] = []
  for (const entry of log) {
    const before = steps.at(-1)
    if (entry.action === 'receivedTransfer' && before?.action === 'transfered') before.receiverId = entry.userId
    else steps.push({ ...entry, receiverId: null })
  }
  return steps
}

/** The words of the server's log are WHAZING's, with WHAZING's spelling. Others are not shown. */
function sentenceOf({ action, userId, receiverId }: Step) {
  switch (action) {
    case 'create':
      return userId === null ? 'create' : 'begun'
    case 'transfered':
      return receiverId === null ? 'toQueue' : 'toUser'
    case 'receivedTransfer':
      return 'received'
    case 'reopened':
      return userId === null ? 'cameBack' : 'reopened'
    case 'open':
    case 'pending':
    case 'queue':
    case 'closed':
    case 'autoClose':
    case 'autoReturn':
    case 'externalKey':
    case 'snoozed':
    case 'unsnoozed':
    case 'callEnded':
    case 'callMissed':
    case 'marketingStopped':
    case 'marketingResumed':
    case 'groupCreated':
    case 'groupDeleted':
    case 'groupJoined':
    case 'groupLeft':
    case 'groupJoinAsked':
    case 'groupJoinTakenBack':
    case 'groupSubject':
    case 'groupDescription':
    case 'groupPicture':
    case 'groupSuspended':
    case 'groupResumed':
      return action
    default:
      return undefined
  }
}
