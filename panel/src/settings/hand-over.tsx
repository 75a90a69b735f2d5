/**
 * Shown before a user, a queue or a channel is switched off: how many conversations are affected, and where they wait from then
 * on.
 */
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { queuesQuery } from '../app/lists.ts'
import { SelectField } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'

export interface References {
  count: number
  /** There are more than were counted. */
  isMore: boolean
  /** How many of the counted ones are in no queue; if they waited there, only supervisors would see them. */
  withoutQueue: number
}

const MAX_COUNTED = 200

export function useReferences(of: { userId: number } | { queueId: number[] } | { channelId: number[] }) {
  return useQuery({
    queryKey: ['tickets', 'references', of],
    async queryFn({ signal }): Promise<References> {
      const query = { ...of, status: ['pending', 'open'] as ('pending' | 'open')[], limit: MAX_COUNTED }
      const { data, next } = await bodyOf(api.GET('/api/v1/tickets', { params: { query }, signal }))
      return {
        count: data.length,
        isMore: next !== null,
        withoutQueue: data.filter(({ queueId }) => queueId === null).length,
      }
    },
    staleTime: 0,
  })
}

interface HandOverFieldProps {
  tickets: UseQueryResult<References>
  more?: ReactNode
  /** A queue that cannot take them. */
  without?: number
  /** The tickets cannot stay in the queue in which they are. */
  isRequired?: boolean
  value: number | null
  onChange: (queueId: number | null) => void
}

export function HandOverField({ tickets, more, without, isRequired = false, value, onChange }: HandOverFieldProps) {
  const { t } = useTranslation('settings')
  const queues = useQuery(queuesQuery).data?.filter(({ id, isActive }) => isActive && id !== without) ?? []
  if (tickets.data === undefined) return <Skeleton className="h-20" />
  const { count, isMore, withoutQueue } = tickets.data
  return (
    <div className="grid gap-3 rounded-xl bg-warn-soft p-4">
      {count > 0 && (
        <p className="font-medium text-warn">{t(isMore ? 'handOver.many' : 'handOver.count', { count })}</p>
      )}
      {more}
      <SelectField
        label={t('handOver.to')}
        name="queueId"
        required={isRequired}
        value={value ?? ''}
        onChange={event => onChange(Number(event.target.value) || null)}
      >
        <option value="">{isRequired ? t('handOver.choose') : t('handOver.stay')}</option>
        {queues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {!isRequired && value === null && withoutQueue > 0 && <p>{t('handOver.noQueue', { count: withoutQueue })}</p>}
    </div>
  )
}
