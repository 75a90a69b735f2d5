import { queryOptions, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { Field } from '../ui/field.tsx'

const contactQuery = (id: number) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/contacts/{id}', { params: { path: { id } }, signal })),
  })

export const useContactName = (id: number | undefined): string | undefined =>
  useQuery({ ...contactQuery(id ?? 0), enabled: id !== undefined }).data?.name

const foundQuery = (search: string) =>
  queryOptions({
    queryKey: ['contacts', 'search', search],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/v1/contacts', { params: { query: { search, limit: 6 } }, signal }))).data,
    enabled: search.length >= 2,
    placeholderData: before => before,
  })

interface ContactChoiceProps {
  value: number | undefined
  onChange: (id: number | undefined) => void
}

/** Finds a contact by name or number, in the whole address book. */
export function ContactChoice({ value, onChange }: ContactChoiceProps) {
  const { t } = useTranslation('deliveries')
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const found = useQuery(foundQuery(search)).data ?? []
  const name = useContactName(value)
  return (
    <div className="grid gap-1.5">
      <Field
        label={t('contact')}
        placeholder={name ?? t('contactHint')}
        value={text}
        autoComplete="off"
        onChange={event => {
          setText(event.target.value)
          if (value !== undefined) onChange(undefined)
        }}
      />
      {value === undefined && search.length >= 2 && (
        <ul aria-label={t('contactsFound')} className="grid gap-0.5 rounded-lg border border-line p-1">
          {found.length === 0 && <li className="px-2 py-1.5 text-sm text-soft">{t('contactsNone')}</li>}
          {found.map(contact => (
            <li key={contact.id}>
              <button
                type="button"
                onClick={() => {
                  onChange(contact.id)
                  setText('')
                }}
                className="flex w-full justify-between gap-3 rounded-md px-2 py-1.5 text-left hover:bg-sunk"
              >
                <span dir="auto" className="truncate">
                  {contact.name}
                </span>
                <span className="text-sm text-soft tabular-nums">{contact.number}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
