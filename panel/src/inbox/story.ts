/** What was done to a ticket, as lines between its messages. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveInterval } from '../app/stream.ts'
import type { StoryLine } from './rows.ts'
import { colleaguesQuery, queuesQuery, ticketLogQuery } from './tickets.ts'

/** The words of the server's log, which are WHAZING's, spelling and all. What is not here is not shown. */
const KNOWN = ['create', 'open', 'pending', 'transfered', 'receivedTransfer', 'queue', 'closed', 'reopened'] as const

export function useStory(ticketId: number): readonly StoryLine[] {
  const { t } = useTranslation('inbox')
  const log = useQuery({ ...ticketLogQuery(ticketId), refetchInterval: useLiveInterval() }).data
  const colleagues = useQuery(colleaguesQuery).data
  const queues = useQuery(queuesQuery).data
  return useMemo(
    () =>
      (log ?? []).flatMap(({ id, action, userId, queueId, createdAt }) => {
        const known = KNOWN.find(name => name === action)
        if (known === undefined) return []
        const name = colleagues?.find(each => each.id === userId)?.name ?? t('somebody')
        const queue = queues?.find(each => each.id === queueId)?.name ?? t('noQueue')
        return [{ id, text: t(`story.${known}`, { name, queue }), at: createdAt, isFirst: known === 'create' }]
      }),
    [log, colleagues, queues, t],
  )
}
