/** Where new tickets of a number go, and whether it is in use. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { Channel } from '../api/types.ts'
import { colleaguesQuery, queuesQuery } from '../app/lists.ts'
import { useForm } from '../app/use-form.ts'
import { HandOverField, useReferences } from '../settings/hand-over.tsx'
import { useSaved } from '../settings/use-saved.ts'
import { Button } from '../ui/button.tsx'
import { Field, SelectField, Switch } from '../ui/field.tsx'

export function ChannelSettings({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  const { t: tApp } = useTranslation('app')
  const queues = useQuery(queuesQuery).data ?? []
  const colleagues = useQuery(colleaguesQuery).data ?? []
  const saved = useSaved(['channels'], () => undefined)
  const form = useForm({
    initial: {
      name: channel.name,
      defaultQueueId: channel.defaultQueueId,
      defaultUserId: channel.defaultUserId,
      acceptsGroups: channel.acceptsGroups,
      reopenWithinMinutes: String(channel.reopenWithinMinutes),
      isActive: channel.isActive,
      handOverTo: null as number | null,
    },
    save({ handOverTo, reopenWithinMinutes, ...rest }) {
      const isOff = channel.isActive && !rest.isActive
      const handOver = handOverTo === null ? {} : { queueId: handOverTo }
      const body = { ...rest, reopenWithinMinutes: Number(reopenWithinMinutes), ...(isOff && { handOver }) }
      return api.PATCH('/api/v1/channels/{id}', { params: { path: { id: channel.id } }, body })
    },
    onSaved: saved,
  })
  const chosen = (name: 'defaultQueueId' | 'defaultUserId') => ({
    name,
    value: form.values[name] ?? '',
    error: form.errorAt(name),
    onChange: (event: { target: { value: string } }) => form.set(name, Number(event.target.value) || null),
  })
  return (
    <form {...form.props} className="grid gap-4">
      <Field label={t('name')} maxLength={200} {...form.text('name')} />
      <SelectField label={t('queue')} hint={t('queueHint')} {...chosen('defaultQueueId')}>
        <option value="">{t('noQueue')}</option>
        {queues
          .filter(({ id, isActive }) => isActive || id === channel.defaultQueueId)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </SelectField>
      <SelectField label={t('settings.user')} hint={t('settings.userHint')} {...chosen('defaultUserId')}>
        <option value="">{t('settings.nobody')}</option>
        {colleagues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('settings.reopen')}
        hint={t('settings.reopenHint')}
        type="number"
        inputMode="numeric"
        min={0}
        max={43_200}
        className="max-w-32"
        {...form.text('reopenWithinMinutes')}
      />
      <Switch
        label={t('settings.groups')}
        hint={t('settings.groupsHint')}
        checked={form.values.acceptsGroups}
        onChange={event => form.set('acceptsGroups', event.target.checked)}
      />
      <Switch
        label={t('settings.isActive')}
        hint={t('settings.offHint')}
        checked={form.values.isActive}
        onChange={event => form.set('isActive', event.target.checked)}
      />
      {channel.isActive && !form.values.isActive && (
        <HandOver
          channelId={channel.id}
          value={form.values.handOverTo}
          onChange={queueId => form.set('handOverTo', queueId)}
        />
      )}
      {form.error !== undefined && (
        <p role="alert" className="text-bad">
          {form.error}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isBusy={form.isBusy}>
          {tApp('save')}
        </Button>
      </div>
    </form>
  )
}

interface HandOverProps {
  channelId: number
  value: number | null
  onChange: (queueId: number | null) => void
}

function HandOver({ channelId, value, onChange }: HandOverProps) {
  const { t } = useTranslation('channels')
  const tickets = useReferences({ channelId: [channelId] })
  if (tickets.data?.count === 0) return <p>{t('settings.nothingOpen')}</p>
  return <HandOverField tickets={tickets} value={value} onChange={onChange} />
}
