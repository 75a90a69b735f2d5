import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ListFilter as Icon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TicketCounts } from '../api/types.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu, MenuChoice, MenuSeparator } from '../ui/menu.tsx'
import { type InboxSearch, inboxRoute } from './feature.ts'
import { NARROWINGS } from './model.ts'
import { queuesQuery } from './tickets.ts'

/** Order, and what is left out. All of it is in the address. */
export function ListFilter({ counts }: { counts: TicketCounts | undefined }) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const search = inboxRoute.useSearch()
  const queues = useQuery(queuesQuery).data?.filter(({ isActive }) => isActive) ?? []
  const isNarrowed = search.only !== undefined || search.queue !== undefined || search.sort !== undefined
  // What is left undefined is not in the address.
  const change = (more: { [K in keyof InboxSearch]: InboxSearch[K] | undefined }) =>
    void navigate({ to: '.', search: { ...search, ...more } as InboxSearch })
  const waitingIn = (queueId: number) => counts?.queues.find(each => each.queueId === queueId)?.pending ?? 0
  return (
    <Menu
      trigger={
        <IconButton label={t('filter')} aria-pressed={isNarrowed} className={isNarrowed ? 'bg-accent-soft' : ''}>
          <Icon aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuChoice
        label={t('order')}
        value={search.sort ?? 'active'}
        onChoose={sort => change({ sort: sort === 'waiting' ? sort : undefined })}
        choices={(['active', 'waiting'] as const).map(value => ({ value, label: t(`sort.${value}`) }))}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('show')}
        value={search.only ?? 'everything'}
        onChoose={only => change({ only: only === 'everything' ? undefined : only })}
        choices={(['everything', ...NARROWINGS] as const).map(value => ({ value, label: t(`only.${value}`) }))}
      />
      {queues.length > 1 && (
        <>
          <MenuSeparator />
          <MenuChoice
            label={t('queue')}
            value={String(search.queue ?? 0)}
            onChoose={queue => change({ queue: Number(queue) || undefined })}
            choices={[
              { value: '0', label: t('allQueues') },
              ...queues.map(({ id, name }) => ({
                value: String(id),
                label: waitingIn(id) > 0 ? `${name} (${waitingIn(id)})` : name,
              })),
            ]}
          />
        </>
      )}
    </Menu>
  )
}
