/** Finds the other contact, shows the result, and merges them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../api/types.ts'
import { stagesQuery, tagsQuery } from '../app/lists.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { type MergePreview, merge, mergePreviewQuery } from './merges.ts'
import { phoneOf } from './phone.ts'
import { type FoundContact, isSearch, searchQuery, useSettled } from './search.ts'

export function MergeDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const [other, setOther] = useState<FoundContact | undefined>()
  return (
    <Dialog isOpen onClose={onClose} title={t('merge.title')} description={t('merge.hint', { name: contact.name })}>
      {other === undefined ? (
        <Search contact={contact} onChoose={setOther} />
      ) : (
        <Preview contact={contact} other={other} onBack={() => setOther(undefined)} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Search({ contact, onChoose }: { contact: Contact; onChoose: (other: FoundContact) => void }) {
  const { t } = useTranslation('inbox')
  const [text, setText] = useState('')
  const settled = useSettled(text.trim())
  const found = useQuery({ ...searchQuery(settled), placeholderData: before => before })
  const others = found.data?.contacts.filter(({ id, isGroup }) => id !== contact.id && !isGroup)
  const stepped = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')]
    event.preventDefault()
    stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows are a shortcut beside Tab.
    <div className="grid gap-3" onKeyDown={stepped}>
      <Field
        label={t('merge.other')}
        type="search"
        placeholder={t('merge.searchHint')}
        value={text}
        autoFocus
        autoComplete="off"
        onChange={event => setText(event.target.value)}
      />
      {isSearch(settled) && found.isPending && <Skeleton className="h-11" />}
      {found.isError && <Problem>{found.error.message}</Problem>}
      {isSearch(settled) && others?.length === 0 && <p role="status">{t('merge.nobody')}</p>}
      <ul className="grid gap-0.5" aria-label={t('contacts')}>
        {others?.map(each => (
          <li key={each.id}>
            <button
              type="button"
              onClick={() => onChoose(each)}
              className="flex min-h-11 w-full items-center gap-3 rounded-lg px-2 py-1 text-left hover:bg-sunk"
            >
              <Avatar name={each.name} id={each.id} pictureUrl={each.profilePicUrl} className="size-8 text-xs" />
              <span dir="auto" className="min-w-0 grow truncate">
                {each.name}
              </span>
              <span className="shrink-0 text-sm text-soft tabular-nums">{phoneOf(each.number)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface PreviewProps {
  contact: Contact
  other: FoundContact
  onBack: () => void
  onClose: () => void
}

function Preview({ contact, other, onBack, onClose }: PreviewProps) {
  const { t } = useTranslation('inbox')
  const queries = useQueryClient()
  const preview = useQuery(mergePreviewQuery(contact.id, other.id))
  const merging = useMutation({ mutationFn: () => merge(queries, contact.id, other.id), onSuccess: onClose })
  if (preview.isPending) return <Skeleton className="h-40" />
  if (preview.isError) {
    return (
      <div className="grid gap-3">
        <Problem>{preview.error.message}</Problem>
        <div>
          <Button autoFocus onClick={onBack}>
            {t('merge.back')}
          </Button>
        </div>
      </div>
    )
  }
  const nameOf = (id: number) => (id === contact.id ? contact.name : other.name)
  const { staysId, goesId, moves } = preview.data
  return (
    <div className="grid gap-3">
      <p>{t('merge.becomes', { stays: nameOf(staysId), goes: nameOf(goesId) })}</p>
      <div className="rounded-lg bg-sunk px-3 py-2.5">
        <Becoming preview={preview.data} />
      </div>
      <p className="text-soft">
        {t('merge.moves', { count: moves.tickets, name: nameOf(staysId) })} {t('merge.canBeUndone')}
      </p>
      {merging.isError && <Problem>{merging.error.message}</Problem>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>{t('merge.back')}</Button>
        <Button look="primary" autoFocus isBusy={merging.isPending} onClick={() => merging.mutate()}>
          {t('merge.confirm')}
        </Button>
      </div>
    </div>
  )
}

const Problem = ({ children }: { children: ReactNode }) => (
  <p role="alert" className="text-bad">
    {children}
  </p>
)

/** Shows only the fields that it has. */
function Becoming({ preview: { becomes, moves } }: { preview: MergePreview }) {
  const { t } = useTranslation('inbox')
  const tags = useQuery(tagsQuery).data ?? []
  const stage = useQuery(stagesQuery).data?.find(({ id }) => id === becomes.kanbanId)?.name
  const { name, number, email, tagIds, fields, stoppedMarketingAt } = becomes
  const named = tags.filter(({ id }) => tagIds.includes(id)).map(each => each.name)
  // Of the aliases that move, only numbers, because WhatsApp's ids mean nothing to a person.
  const numbers = moves.aliases.filter(({ kind, value }) => kind === 'phone' && value !== number)
  const facts: [string, ReactNode][] = [
    [t('name'), <bdi key="name">{name}</bdi>],
    [t('phoneNumber'), phoneOf(number)],
    [t('merge.otherNumbers'), numbers.map(({ value }) => phoneOf(value)).join(', ')],
    [t('email'), email],
    [t('stage'), stage],
    [t('tags'), named.join(', ')],
    ...fields.map(({ name, value }): [string, ReactNode] => [name, value]),
    [t('merge.marketing'), stoppedMarketingAt === null ? '' : t('merge.noMarketing')],
  ]
  return <Facts facts={facts.filter(([, value]) => value !== null && value !== undefined && value !== '')} />
}
