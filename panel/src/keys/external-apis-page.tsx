import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf, everyPage } from '../api/client.ts'
import type { Channel, ExternalApi } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { channelsQuery } from '../app/lists.ts'
import { RecordForm, Remove } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { useForm } from '../app/use-form.ts'
import { useSaved } from '../settings/use-saved.ts'
import { CheckList } from '../ui/choice.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Field, SelectField, Switch } from '../ui/field.tsx'
import { ExternalCalls } from './external-calls.tsx'
import { ShownOnce } from './shown-once.tsx'

const SCOPES = ['send', 'tickets', 'contacts', 'channel'] as const
type Scope = (typeof SCOPES)[number]

export function ExternalApisPage() {
  const { t } = useTranslation('keys')
  const channels = useQuery(channelsQuery).data ?? []
  const records = useQuery({
    queryKey: ['external-apis'],
    queryFn: ({ signal }) =>
      everyPage<ExternalApi>(after =>
        bodyOf(
          api.GET('/api/v1/external-apis', { params: { query: { limit: 200, ...(after && { after }) } }, signal }),
        ),
      ),
    select: doors =>
      doors.toSorted((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.id - a.id),
  })
  const { short: when } = useInstants()
  const used = ({ revokedAt, lastUsedAt }: ExternalApi) => {
    if (revokedAt !== null) return t('revokedAt', { at: when(revokedAt) })
    return lastUsedAt === null ? t('neverUsed') : t('usedAt', { at: when(lastUsedAt) })
  }
  return (
    <RecordPage
      title={t('externalApis.title')}
      intro={t('externalApis.intro')}
      newLabel={t('externalApis.new')}
      records={records}
      row={door => ({
        before: <Plug className="size-4 shrink-0 text-soft" aria-hidden="true" />,
        name: door.name,
        isOff: door.revokedAt !== null,
        details: [channels.find(({ id }) => id === door.channelId)?.name, used(door)].filter(Boolean).join(' · '),
      })}
      empty={{ icon: <Plug />, text: t('externalApis.empty') }}
      form={(record, close) => <DoorSheet record={record} onClose={close} />}
    >
      <ExternalCalls />
    </RecordPage>
  )
}

interface WithToken {
  address: string
  token: string
}

function DoorSheet({ record, onClose }: { record: ExternalApi | undefined; onClose: () => void }) {
  const { t } = useTranslation('keys')
  const [shown, setShown] = useState<WithToken>()
  const channels = useQuery(channelsQuery).data
  // Its first choice is one of them.
  if (channels === undefined) return null
  if (shown === undefined) {
    return <DoorForm record={record} channels={channels} onToken={setShown} onClose={onClose} />
  }
  const { address, token } = shown
  const body = `{"number":"5531987650001","body":"Olá!","externalKey":"1"}`
  const example = `curl -X POST ${address} \\\n  -H 'authorization: Bearer ${token}' \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`
  return (
    <ShownOnce
      title={t('externalApis.made')}
      values={[
        [t('externalApis.address'), address],
        [t('externalApis.token'), token],
      ]}
      example={example}
      onClose={onClose}
    />
  )
}

interface DoorFormProps {
  record: ExternalApi | undefined
  channels: readonly Channel[]
  onToken: (made: WithToken) => void
  onClose: () => void
}

function DoorForm({ record, channels, onToken, onClose }: DoorFormProps) {
  const { t } = useTranslation('keys')
  const queries = useQueryClient()
  const saved = useSaved(['external-apis'], onClose)
  const form = useForm({
    initial: {
      channelId: record?.channelId ?? channels[0]?.id ?? 0,
      name: record?.name ?? '',
      scopes: record?.scopes ?? ([...SCOPES] as Scope[]),
      requestsPerMinute: String(record?.requestsPerMinute ?? 600),
      allowsTokenInUrl: record?.allowsTokenInUrl ?? false,
      isDeduplicated: record?.isDeduplicated ?? false,
    },
    async save({ channelId, requestsPerMinute, ...rest }) {
      const body = { ...rest, requestsPerMinute: Number(requestsPerMinute) }
      if (record === undefined) {
        return bodyOf(api.POST('/api/v1/external-apis', { body: { ...body, channelId } }))
      }
      await api.PATCH('/api/v1/external-apis/{id}', { params: { path: { id: record.id } }, body })
      return undefined
    },
    onSaved(made) {
      if (made === undefined) return saved()
      void queries.invalidateQueries({ queryKey: ['external-apis'] })
      onToken(made)
    },
  })
  const isRevoked = record !== undefined && record.revokedAt !== null
  return (
    <RecordForm
      title={record?.name ?? t('externalApis.new')}
      description={isRevoked ? t('externalApis.isRevoked') : undefined}
      form={form}
      saveLabel={record === undefined ? t('make') : undefined}
      isReadOnly={isRevoked}
      onClose={onClose}
      remove={
        record && (
          <Remove
            name={record.name}
            label={t('revoke')}
            title={t('revokeTitle', { name: record.name })}
            remove={() => api.DELETE('/api/v1/external-apis/{id}', { params: { path: { id: record.id } } })}
            onRemoved={saved}
          >
            <p>{t('externalApis.revokeText')}</p>
          </Remove>
        )
      }
    >
      {record && <CopyField label={t('externalApis.address')} value={record.address} />}
      <Field label={t('name')} hint={t('externalApis.nameHint')} maxLength={200} {...form.text('name')} />
      {record === undefined && (
        <SelectField
          label={t('externalApis.channel')}
          {...form.text('channelId')}
          onChange={event => form.set('channelId', Number(event.target.value))}
        >
          {channels.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <CheckList
        label={t('externalApis.scopes')}
        options={SCOPES.map(value => ({ value, label: t(`externalApis.scope.${value}`) }))}
        chosen={form.values.scopes}
        onChange={scopes => form.set('scopes', scopes)}
        error={form.errorAt('scopes')}
      />
      <Field
        label={t('externalApis.perMinute')}
        type="number"
        inputMode="numeric"
        min={1}
        max={60_000}
        className="max-w-32"
        {...form.text('requestsPerMinute')}
      />
      <Switch
        label={t('externalApis.inUrl')}
        hint={t('externalApis.inUrlHint')}
        checked={form.values.allowsTokenInUrl}
        onChange={event => form.set('allowsTokenInUrl', event.target.checked)}
      />
      <Switch
        label={t('externalApis.once')}
        hint={t('externalApis.onceHint')}
        checked={form.values.isDeduplicated}
        onChange={event => form.set('isDeduplicated', event.target.checked)}
      />
      {record && !isRevoked && (
        <div>
          <Remove
            name={record.name}
            label={t('externalApis.renew')}
            title={t('externalApis.renewTitle')}
            remove={async () => {
              const params = { path: { id: record.id } }
              onToken(await bodyOf(api.POST('/api/v1/external-apis/{id}/token', { params, body: {} as never })))
            }}
            onRemoved={() => void queries.invalidateQueries({ queryKey: ['external-apis'] })}
          >
            <p>{t('externalApis.renewText')}</p>
          </Remove>
        </div>
      )}
    </RecordForm>
  )
}
