import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ListFilter as Icon, ListChecks, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketCounts } from '../api/types.ts'
import { can, useMe } from '../app/session.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { type InboxSearch, inboxRoute } from './feature.ts'
import { deleteView, isNarrowed, type ListChoice, type SavedView, savedViewsQuery } from './lists.ts'
import { NARROWINGS } from './model.ts'
import { SaveViewDialog } from './save-view-dialog.tsx'
import { signal } from './signals.ts'
import { channelsQuery, queuesQuery, tagsQuery } from './tickets.ts'

interface ListFilterProps {
  counts: TicketCounts | undefined
  views: readonly SavedView[]
  choice: ListChoice
}

/** The order and the filters; all of it is in the address, and can be saved under a name. */
export function ListFilter({ counts, views, choice }: ListFilterProps) {
  const { t } = useTranslation('inbox')
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const search = inboxRoute.useSearch()
  const [isSaving, setSaving] = useState(false)
  const queues = useQuery(queuesQuery).data?.filter(({ isActive }) => isActive) ?? []
  const channels = useQuery(channelsQuery).data?.filter(({ isActive }) => isActive) ?? []
  const tags = useQuery(tagsQuery).data?.filter(({ isActive }) => isActive) ?? []
  const view = views.find(({ id }) => id === search.view)
  const isChanged = isNarrowed(search) || search.sort !== undefined
  // Undefined values are not in the address.
  const change = (more: { [K in keyof InboxSearch]: InboxSearch[K] | undefined }) =>
    void navigate({ to: '.', search: { ...search, ...more } as InboxSearch })
  const waitingIn = (queueId: number) => counts?.queues.find(each => each.queueId === queueId)?.pending ?? 0
  const remove = async (id: number) => {
    await deleteView(id)
    await queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
    change({ view: undefined })
  }
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('filter')} aria-pressed={isChanged} className={isChanged ? 'bg-accent-soft' : ''}>
            <Icon aria-hidden="true" />
          </IconButton>
        }
      >
        {views.length > 0 && (
          <>
            <MenuChoice
              label={t('views')}
              value={String(view?.id ?? 0)}
              onChoose={id => change({ ...NOTHING, view: Number(id) || undefined })}
              choices={[
                { value: '0', label: t('noView') },
                ...views.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
            <MenuSeparator />
          </>
        )}
        <MenuChoice
          label={t('order')}
          value={choice.sort}
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
        <Narrowing
          label={t('queue')}
          all={t('allQueues')}
          value={search.queue}
          options={queues.map(({ id, name }) => ({
            id,
            name: waitingIn(id) > 0 ? `${name} (${waitingIn(id)})` : name,
          }))}
          onChoose={queue => change({ queue })}
        />
        <Narrowing
          label={t('channel')}
          all={t('allChannels')}
          value={search.channel}
          options={channels}
          onChoose={channel => change({ channel })}
        />
        <Narrowing
          label={t('tag')}
          all={t('allTags')}
          value={search.tag}
          options={tags}
          isUsefulWithOne
          onChoose={tag => change({ tag })}
        />
        <MenuSeparator />
        <MenuItem onSelect={() => signal('selectTickets', undefined)}>
          <ListChecks aria-hidden="true" /> {t('selectTickets')}
        </MenuItem>
        <MenuItem onSelect={() => setSaving(true)}>
          <Save aria-hidden="true" /> {t('saveView')}
        </MenuItem>
        {view !== undefined && (!view.isShared || can.seeAll(me)) && (
          <MenuItem isDangerous onSelect={() => void remove(view.id).catch(error => toast.error(error.message))}>
            <Trash2 aria-hidden="true" /> {t('deleteView', { name: view.name })}
          </MenuItem>
        )}
      </Menu>
      {isSaving && <SaveViewDialog choice={choice} onClose={() => setSaving(false)} />}
    </>
  )
}

const NOTHING = { only: undefined, queue: undefined, channel: undefined, tag: undefined, sort: undefined }

interface NarrowingProps {
  label: string
  all: string
  value: number | undefined
  options: readonly { id: number; name: string }[]
  isUsefulWithOne?: boolean
  onChoose: (id: number | undefined) => void
}

/** A filter by one of a few values; it is not shown when there is nothing to choose from. */
function Narrowing({ label, all, value, options, isUsefulWithOne = false, onChoose }: NarrowingProps) {
  if (options.length < (isUsefulWithOne ? 1 : 2)) return null
  return (
    <>
      <MenuSeparator />
      <MenuChoice
        label={label}
        value={String(value ?? 0)}
        onChoose={id => onChoose(Number(id) || undefined)}
        choices={[{ value: '0', label: all }, ...options.map(({ id, name }) => ({ value: String(id), label: name }))]}
      />
    </>
  )
}
