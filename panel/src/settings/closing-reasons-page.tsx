import { useQuery } from '@tanstack/react-query'
import { FileQuestionMark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { ClosingReason } from '../api/types.ts'
import { closingReasonsQuery, queuesQuery } from '../app/lists.ts'
import { RecordForm } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { useForm } from '../app/use-form.ts'
import { CheckList, ColourDot, ColourField } from '../ui/choice.tsx'
import { Field, Switch } from '../ui/field.tsx'
import { useSaved } from './use-saved.ts'

export function ClosingReasonsPage() {
  const { t } = useTranslation('settings')
  const queues = useQuery(queuesQuery).data ?? []
  const names = (ids: number[]) => queues.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  return (
    <RecordPage
      title={t('closingReasons.title')}
      intro={t('closingReasons.intro')}
      newLabel={t('closingReasons.new')}
      records={useQuery(closingReasonsQuery)}
      row={({ name, color, isActive, queueIds }) => ({
        before: <ColourDot colour={color} />,
        name,
        isOff: !isActive,
        details: queueIds.length === 0 ? t('closingReasons.allQueues') : names(queueIds).join(', '),
      })}
      empty={{ icon: <FileQuestionMark />, text: t('closingReasons.empty') }}
      form={(record, close) => <ReasonForm record={record} onClose={close} />}
    />
  )
}

function ReasonForm({ record, onClose }: { record: ClosingReason | undefined; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const queues = useQuery(queuesQuery).data ?? []
  const saved = useSaved(['closing-reasons'], onClose)
  const form = useForm({
    initial: {
      name: record?.name ?? '',
      color: record?.color ?? '#64748b',
      queueIds: record?.queueIds ?? [],
      isActive: record?.isActive ?? true,
    },
    async save({ isActive, ...body }) {
      if (record === undefined) await api.POST('/api/v1/closing-reasons', { body })
      else {
        const params = { path: { id: record.id } }
        await api.PATCH('/api/v1/closing-reasons/{id}', { params, body: { ...body, isActive } })
      }
    },
    onSaved: saved,
  })
  const offered = queues.filter(({ id, isActive }) => isActive || form.values.queueIds.includes(id))
  return (
    <RecordForm title={record?.name ?? t('closingReasons.new')} form={form} onClose={onClose}>
      <Field label={t('name')} maxLength={200} autoFocus {...form.text('name')} />
      <ColourField
        label={t('colour')}
        name="color"
        otherLabel={t('otherColour')}
        value={form.values.color}
        onChange={colour => form.set('color', colour)}
        error={form.errorAt('color')}
      />
      <CheckList
        label={t('closingReasons.queues')}
        hint={t('closingReasons.queuesHint')}
        options={offered.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={form.values.queueIds}
        onChange={ids => form.set('queueIds', ids)}
        empty={t('queues.none')}
      />
      {record && (
        <Switch
          label={t('isActive')}
          hint={t('closingReasons.offHint')}
          checked={form.values.isActive}
          onChange={event => form.set('isActive', event.target.checked)}
        />
      )}
    </RecordForm>
  )
}
