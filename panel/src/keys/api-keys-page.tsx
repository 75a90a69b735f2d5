import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { ApiKey, Profile } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { RecordForm, Remove } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { useForm } from '../app/use-form.ts'
import { useSaved } from '../settings/use-saved.ts'
import { Badge } from '../ui/badge.tsx'
import { Facts } from '../ui/card.tsx'
import { RadioList } from '../ui/choice.tsx'
import { Field, SelectField } from '../ui/field.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { ShownOnce } from './shown-once.tsx'

export const apiKeysQuery = {
  queryKey: ['api-keys'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    everyPage<ApiKey>(after =>
      bodyOf(api.GET('/api/v1/api-keys', { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
    ),
}

const isOver = ({ expiresAt }: ApiKey) => expiresAt !== null && new Date(expiresAt).getTime() <= Date.now()
export const isGood = (key: ApiKey) => key.revokedAt === null && !isOver(key)

export function ApiKeysPage() {
  const { t } = useTranslation('keys')
  const { t: tApp } = useTranslation('app')
  const records = useQuery({
    ...apiKeysQuery,
    select: keys => keys.toSorted((a, b) => Number(isGood(b)) - Number(isGood(a)) || b.id - a.id),
  })
  const { short: when } = useInstants()
  const details = (key: ApiKey) => {
    if (key.revokedAt !== null) return t('revokedAt', { at: when(key.revokedAt) })
    if (isOver(key)) return t('expiredAt', { at: when(key.expiresAt ?? '') })
    return key.lastUsedAt === null ? t('neverUsed') : t('usedAt', { at: when(key.lastUsedAt) })
  }
  return (
    <RecordPage
      title={t('apiKeys.title')}
      intro={t('apiKeys.intro')}
      newLabel={t('apiKeys.new')}
      records={records}
      row={key => ({
        before: <KeyRound className="size-4 shrink-0 text-soft" aria-hidden="true" />,
        name: key.name,
        isOff: !isGood(key),
        details: `${key.prefix}… · ${details(key)}`,
        after: (
          <span className="max-sm:hidden">
            <Badge>{tApp(`profile.${key.profile}`)}</Badge>
          </span>
        ),
      })}
      empty={{ icon: <KeyRound />, text: t('apiKeys.empty') }}
      form={(record, close) =>
        record === undefined ? <NewKey onClose={close} /> : <OneKey apiKey={record} onClose={close} />
      }
    />
  )
}

function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys')
  const [made, setMade] = useState<string>()
  if (made === undefined) return <KeyForm onMade={setMade} onClose={onClose} />
  return <ShownOnce title={t('apiKeys.made')} {...shownOf(made, t('apiKeys.key'))} onClose={onClose} />
}

/** For a key that was just made: the key itself, and how to try it. */
export function shownOf(key: string, label: string) {
  const example = `curl ${location.origin}/api/v1/me \\\n  -H 'authorization: Bearer ${key}'`
  return { values: [[label, key]] as const, example }
}

const PROFILES = ['attendant', 'supervisor', 'admin'] as const
const DAYS = ['', '30', '90', '365'] as const

/** The fields of a new key, and the function that makes it. */
export function useKeyForm(onMade: (key: string) => void) {
  const queries = useQueryClient()
  return useForm({
    initial: { name: '', profile: 'admin' as Profile, days: '' as (typeof DAYS)[number] },
    save({ name, profile, days }) {
      const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString()
      return bodyOf(api.POST('/api/v1/api-keys', { body: { name, profile, expiresAt } }))
    },
    onSaved({ key }) {
      void queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey })
      onMade(key)
    },
  })
}

export function KeyFields({ form }: { form: ReturnType<typeof useKeyForm> }) {
  const { t } = useTranslation('keys')
  const { t: tApp } = useTranslation('app')
  return (
    <>
      <Field label={t('name')} hint={t('apiKeys.nameHint')} maxLength={200} {...form.text('name')} />
      <RadioList
        label={t('apiKeys.scope')}
        name="profile"
        options={PROFILES.map(value => ({
          value,
          label: tApp(`profile.${value}`),
          hint: t(`apiKeys.scopes.${value}`),
        }))}
        value={form.values.profile}
        onChange={profile => form.set('profile', profile)}
      />
      <SelectField label={t('apiKeys.expires')} {...form.text('days')}>
        {DAYS.map(days => (
          <option key={days} value={days}>
            {days === '' ? t('apiKeys.never') : t('apiKeys.days', { count: Number(days) })}
          </option>
        ))}
      </SelectField>
    </>
  )
}

function KeyForm({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { t } = useTranslation('keys')
  const form = useKeyForm(onMade)
  return (
    <RecordForm title={t('apiKeys.new')} form={form} saveLabel={t('make')} onClose={onClose}>
      <KeyFields form={form} />
    </RecordForm>
  )
}

function OneKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation('keys')
  const { t: tApp } = useTranslation('app')
  const saved = useSaved(['api-keys'], onClose)
  const { full } = useInstants()
  const when = (at: string | null) => (at === null ? '–' : full(at))
  return (
    <Sheet title={apiKey.name} onClose={onClose}>
      <div className="grid min-h-0 grow content-start gap-5 overflow-y-auto px-5 py-5">
        <Facts
          facts={[
            [t('apiKeys.begins'), <code key="prefix">{apiKey.prefix}…</code>],
            [t('apiKeys.scope'), tApp(`profile.${apiKey.profile}`)],
            [t('createdAt'), when(apiKey.createdAt)],
            [t('lastUsed'), apiKey.lastUsedAt === null ? t('neverUsed') : when(apiKey.lastUsedAt)],
            [t('apiKeys.expires'), apiKey.expiresAt === null ? t('apiKeys.never') : when(apiKey.expiresAt)],
            ...(apiKey.revokedAt === null ? [] : [[t('revoked'), when(apiKey.revokedAt)] as const]),
          ]}
        />
        {apiKey.revokedAt === null && (
          <div>
            <Remove
              name={apiKey.name}
              label={t('revoke')}
              title={t('revokeTitle', { name: apiKey.name })}
              remove={() => api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: apiKey.id } } })}
              onRemoved={saved}
            >
              <p>{t('apiKeys.revokeText')}</p>
            </Remove>
          </div>
        )}
      </div>
    </Sheet>
  )
}
