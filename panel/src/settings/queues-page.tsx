import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Clock, Layers } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { Queue } from '../api/types.ts'
import { channelsQuery, colleaguesQuery, queuesQuery } from '../app/lists.ts'
import { RecordForm } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { type Form, useForm } from '../app/use-form.ts'
import { CheckList, ColourDot, ColourField } from '../ui/choice.tsx'
import { Field, Switch } from '../ui/field.tsx'
import { HandOverField, useReferences } from './hand-over.tsx'
import { useSaved } from './use-saved.ts'

export function QueuesPage() {
  const { t } = useTranslation('settings')
  const colleagues = useQuery(colleaguesQuery).data ?? []
  const members = (id: number) => colleagues.filter(one => one.profile === 'attendant' && one.queueIds.includes(id))
  return (
    <RecordPage
      title={t('queues.title')}
      intro={t('queues.intro')}
      newLabel={t('queues.new')}
      records={useQuery(queuesQuery)}
      row={({ id, name, color, isActive }) => ({
        before: <ColourDot colour={color} />,
        name,
        isOff: !isActive,
        details: t('queues.members', { count: members(id).length }),
      })}
      empty={{ icon: <Layers />, text: t('queues.empty') }}
      form={(record, close) => <QueueForm record={record} onClose={close} />}
    />
  )
}

function QueueForm({ record, onClose }: { record: Queue | undefined; onClose: () => void }) {
  const colleagues = useQuery(colleaguesQuery).data
  if (colleagues === undefined) return null
  const attendants = colleagues.filter(({ profile }) => profile === 'attendant')
  const were = attendants.filter(({ queueIds }) => record !== undefined && queueIds.includes(record.id))
  return (
    <LoadedForm
      record={record}
      onClose={onClose}
      attendants={attendants}
      memberIds={were.map(({ id }) => id).sort((a, b) => a - b)}
    />
  )
}

export const FRESH_COLOUR = '#64748b'

/** Also for the first queue, in the first steps. */
export function QueueNameFields<T extends { name: string; color: string }>({ form }: { form: Form<T> }) {
  const { t } = useTranslation('settings')
  return (
    <>
      <Field label={t('name')} hint={t('queues.nameHint')} maxLength={200} autoFocus {...form.text('name')} />
      <ColourField
        label={t('colour')}
        name="color"
        otherLabel={t('otherColour')}
        value={form.values.color}
        onChange={colour => form.set('color', colour)}
        error={form.errorAt('color')}
      />
    </>
  )
}

interface LoadedFormProps {
  record: Queue | undefined
  onClose: () => void
  attendants: readonly { id: number; name: string }[]
  memberIds: number[]
}

function LoadedForm({ record, onClose, attendants, memberIds }: LoadedFormProps) {
  const { t } = useTranslation('settings')
  const saved = useSaved(['queues', 'colleagues', 'channels', 'me'], onClose)
  const form = useForm({
    initial: {
      name: record?.name ?? '',
      color: record?.color ?? FRESH_COLOUR,
      isActive: record?.isActive ?? true,
      memberIds,
      handOverTo: null as number | null,
    },
    async save(values) {
      const { name, color, isActive, handOverTo } = values
      const isOff = record?.isActive === true && !isActive
      const handOver = isOff && handOverTo !== null ? { handOver: { queueId: handOverTo } } : {}
      const { id } =
        record === undefined
          ? await bodyOf(api.POST('/api/v1/queues', { body: { name, color } }))
          : await bodyOf(
              api.PATCH('/api/v1/queues/{id}', {
                params: { path: { id: record.id } },
                body: { name, color, isActive, ...handOver },
              }),
            )
      const userIds = values.memberIds.toSorted((a, b) => a - b)
      if (String(userIds) === String(memberIds)) return
      // Those whom this form does not list, such as supervisors, stay members.
      const now = await bodyOf(api.GET('/api/v1/queues/{id}/members', { params: { path: { id } } }))
      const others = now.userIds.filter(userId => !attendants.some(one => one.id === userId))
      await api.PUT('/api/v1/queues/{id}/members', {
        params: { path: { id } },
        body: { userIds: [...others, ...userIds] },
      })
    },
    onSaved: saved,
  })
  return (
    <RecordForm title={record?.name ?? t('queues.new')} form={form} onClose={onClose}>
      <QueueNameFields form={form} />
      <CheckList
        label={t('queues.who')}
        hint={t('queues.whoHint')}
        options={attendants.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={form.values.memberIds}
        onChange={ids => form.set('memberIds', ids)}
        empty={t('queues.noAttendants')}
      />
      {record && (
        <>
          <Link
            to="/settings/queues/$queueId/automation"
            params={{ queueId: record.id }}
            className="flex items-center gap-3 rounded-xl border border-line px-3 py-2.5 hover:bg-sunk"
          >
            <Clock className="size-4 shrink-0 text-soft" aria-hidden="true" />
            <span className="min-w-0 grow">
              <span className="block font-medium">{t('automation.open')}</span>
              <span className="block text-sm text-soft">{t('automation.openHint')}</span>
            </span>
            <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
          </Link>
          <Switch
            label={t('isActive')}
            hint={t('queues.offHint')}
            checked={form.values.isActive}
            onChange={event => form.set('isActive', event.target.checked)}
          />
          {record.isActive && !form.values.isActive && (
            <QueueHandOver
              queueId={record.id}
              value={form.values.handOverTo}
              onChange={queueId => form.set('handOverTo', queueId)}
            />
          )}
        </>
      )}
    </RecordForm>
  )
}

interface QueueHandOverProps {
  queueId: number
  value: number | null
  onChange: (queueId: number | null) => void
}

/** The queue for its tickets, and for new ones of its channels. */
function QueueHandOver({ queueId, value, onChange }: QueueHandOverProps) {
  const { t } = useTranslation('settings')
  const tickets = useReferences({ queueId: [queueId] })
  const channels = useQuery(channelsQuery).data?.filter(one => one.isActive && one.defaultQueueId === queueId) ?? []
  if (tickets.isSuccess && tickets.data.count === 0 && channels.length === 0) return <p>{t('handOver.nothing')}</p>
  return (
    <HandOverField
      tickets={tickets}
      more={channels.length > 0 && <p>{t('queues.ledBy', { names: channels.map(({ name }) => name).join(', ') })}</p>}
      without={queueId}
      isRequired
      value={value}
      onChange={onChange}
    />
  )
}
