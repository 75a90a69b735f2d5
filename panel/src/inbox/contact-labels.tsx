import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { Contact } from '../api/types.ts'
import { stagesQuery, tagsQuery } from '../app/lists.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { Menu, MenuCheck, MenuChoice } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'

type Change = { tagIds: number[] } | { kanbanId: number } | { name: string; email: string | null }

export const contactKey = (id: number) => ['contact', id] as const

export function useContactChange(id: number) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Change) => bodyOf(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id } }, body })),
    onSuccess: contact => {
      queries.setQueryData(contactKey(id), contact)
      void queries.invalidateQueries({ queryKey: ['tickets'] })
      void queries.invalidateQueries({ queryKey: ['ticket'] })
    },
    onError: error => toast.error(error.message),
  })
}

const useStages = () => useQuery(stagesQuery).data

/** The contact's tags, and a menu to add and remove. */
export function ContactTags({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox')
  const tags = useQuery(tagsQuery).data ?? []
  const changing = useContactChange(contact.id)
  const has = new Set(contact.tagIds)
  const toggle = (id: number) =>
    changing.mutate({ tagIds: has.has(id) ? contact.tagIds.filter(each => each !== id) : [...contact.tagIds, id] })
  const offered = tags.filter(({ id, isActive }) => isActive || has.has(id))
  if (offered.length === 0) return null
  return (
    <span className="flex flex-wrap items-center gap-1">
      {tags
        .filter(({ id }) => has.has(id))
        .map(({ id, name, color }) => (
          <Badge key={id}>
            <span aria-hidden="true" className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />
            {name}
          </Badge>
        ))}
      <Menu
        align="start"
        trigger={
          <IconButton label={t('changeTags')} isSmall>
            <Plus aria-hidden="true" />
          </IconButton>
        }
      >
        {offered.map(({ id, name, color }) => (
          <MenuCheck key={id} isChecked={has.has(id)} onToggle={() => toggle(id)}>
            <span aria-hidden="true" className="size-2.5 rounded-full" style={{ backgroundColor: color }} />
            {name}
          </MenuCheck>
        ))}
      </Menu>
    </span>
  )
}

/** The stage on the board. */
export function ContactStage({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox')
  const stages = useStages() ?? []
  const changing = useContactChange(contact.id)
  if (stages.length === 0) return null
  const current = stages.find(({ id }) => id === contact.kanbanId)
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="rounded-md underline decoration-dotted underline-offset-3 hover:text-accent">
          {current?.name ?? t('noStage')}
        </button>
      }
    >
      <MenuChoice
        label={t('stage')}
        value={String(contact.kanbanId ?? 0)}
        onChoose={id => changing.mutate({ kanbanId: Number(id) })}
        choices={[
          { value: '0', label: t('noStage') },
          ...stages.filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
    </Menu>
  )
}
