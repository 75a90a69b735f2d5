/**
 * What customers see when they open the company's profile in WhatsApp: it is stored there, and loaded when somebody wants to
 * change it.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'
import { useForm } from '../app/use-form.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextField } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'

type Profile = components['schemas']['BusinessProfile']

export function BusinessProfile({ channelId }: { channelId: number }) {
  const { t } = useTranslation('channels')
  const [isWanted, setWanted] = useState(false)
  const profile = useQuery({
    queryKey: ['channels', channelId, 'profile'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/channels/{id}/profile', { params: { path: { id: channelId } }, signal })),
    enabled: isWanted,
  })
  if (!isWanted || profile.error !== null) {
    return (
      <div className="grid gap-2">
        {profile.error !== null && (
          <p role="alert" className="text-bad">
            {profile.error.message}
          </p>
        )}
        <div>
          <Button onClick={() => (isWanted ? void profile.refetch() : setWanted(true))}>{t('profile.read')}</Button>
        </div>
      </div>
    )
  }
  if (profile.data === undefined) return <Skeleton className="h-40" />
  return <ProfileForm channelId={channelId} profile={profile.data} />
}

function ProfileForm({ channelId, profile }: { channelId: number; profile: Profile }) {
  const { t } = useTranslation('channels')
  const { t: tApp } = useTranslation('app')
  const queries = useQueryClient()
  const form = useForm({
    initial: {
      about: profile.about ?? '',
      description: profile.description ?? '',
      address: profile.address ?? '',
      email: profile.email ?? '',
      websites: profile.websites.join('\n'),
    },
    save({ about, websites, ...rest }) {
      const addresses = websites
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '')
      const body = { ...rest, websites: addresses, ...(about !== '' && { about }) }
      return api.PATCH('/api/v1/channels/{id}/profile', { params: { path: { id: channelId } }, body })
    },
    onSaved() {
      toast.success(tApp('saved'))
      void queries.invalidateQueries({ queryKey: ['channels', channelId, 'profile'] })
    },
  })
  return (
    <form {...form.props} className="grid gap-4">
      <Field label={t('profile.about')} hint={t('profile.aboutHint')} maxLength={139} {...form.text('about')} />
      <TextField label={t('profile.description')} maxLength={512} rows={3} {...form.text('description')} />
      <Field label={t('profile.address')} maxLength={256} {...form.text('address')} />
      <Field label={t('profile.email')} type="email" maxLength={128} {...form.text('email')} />
      <TextField label={t('profile.websites')} hint={t('profile.websitesHint')} rows={2} {...form.text('websites')} />
      {form.error !== undefined && (
        <p role="alert" className="text-bad">
          {form.error}
        </p>
      )}
      <div>
        <Button type="submit" isBusy={form.isBusy}>
          {tApp('save')}
        </Button>
      </div>
    </form>
  )
}
