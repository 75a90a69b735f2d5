/** The contacts that were merged into this one, with what moved, and a button to undo it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../ui/confirm.tsx'
import { mergesQuery, split } from './merges.ts'
import { phoneOf } from './phone.ts'
import { colleaguesQuery } from './tickets.ts'
import { useClock } from './time.ts'

export function MergeList({ contactId }: { contactId: number }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const queries = useQueryClient()
  const merges = useQuery(mergesQuery(contactId)).data ?? []
  const colleagues = useQuery(colleaguesQuery).data
  const [asking, setAsking] = useState<number | undefined>()
  const splitting = useMutation({
    mutationFn: (logId: number) => split(queries, contactId, logId),
    onSuccess: () => setAsking(undefined),
  })
  if (merges.length === 0) return null
  const asked = merges.find(({ id }) => id === asking)
  const nameOf = ({ otherName, otherId }: (typeof merges)[number]) => otherName ?? String(otherId)
  return (
    <section className="px-4 pt-4" aria-label={t('merge.list')}>
      <h3 className="mb-1.5 text-xs font-semibold text-soft">{t('merge.list')}</h3>
      <ul className="grid gap-2">
        {merges.map(entry => {
          const by = colleagues?.find(({ id }) => id === entry.userId)?.name
          const at = clock.day(entry.createdAt)
          const numbers = entry.aliases.filter(({ kind }) => kind === 'phone').map(({ value }) => phoneOf(value))
          return (
            <li key={entry.id}>
              <p className="flex items-baseline justify-between gap-2">
                <span dir="auto" className="min-w-0 truncate font-medium">
                  {nameOf(entry)}
                </span>
                <button
                  type="button"
                  className="shrink-0 text-accent underline"
                  aria-label={t('merge.splitNamed', { name: nameOf(entry) })}
                  onClick={() => {
                    splitting.reset()
                    setAsking(entry.id)
                  }}
                >
                  {t('merge.split')}
                </button>
              </p>
              <p className="text-sm text-soft">
                {by === undefined ? t('merge.proved', { at }) : t('merge.by', { at, name: by })}
              </p>
              <p className="text-sm text-soft tabular-nums">
                {[t('merge.moved', { count: entry.ticketIds.length }), ...numbers].join(' · ')}
              </p>
            </li>
          )
        })}
      </ul>
      {asked !== undefined && (
        <Confirm
          title={t('merge.splitNamed', { name: nameOf(asked) })}
          action={t('merge.split')}
          isBusy={splitting.isPending}
          error={splitting.error?.message}
          onConfirm={() => splitting.mutate(asked.id)}
          onClose={() => setAsking(undefined)}
        >
          <p>{t('merge.splitHint', { name: nameOf(asked), count: asked.ticketIds.length })}</p>
        </Confirm>
      )}
    </section>
  )
}
