import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { TextCursorInput } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { CustomField } from '../api/types.ts'
import { customFieldsQuery } from '../app/lists.ts'
import { RecordForm, Remove } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { useForm } from '../app/use-form.ts'
import { Field, SelectField, Switch, TextField } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { useSaved } from './use-saved.ts'

const KINDS = ['text', 'number', 'date', 'boolean', 'choice'] as const

export function CustomFieldsPage() {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const records = useQuery(customFieldsQuery)
  const ordering = useMutation({
    mutationFn: (ids: number[]) => api.PUT('/api/v1/custom-fields/order', { body: { ids } }),
    onError: error => toast.error(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['custom-fields'] }),
  })
  const move = (record: CustomField, by: -1 | 1) => {
    const before = records.data ?? []
    const from = before.findIndex(({ id }) => id === record.id)
    const moved = before.toSpliced(from, 1).toSpliced(from + by, 0, record)
    queries.setQueryData(customFieldsQuery.queryKey, moved)
    ordering.mutate(moved.map(({ id }) => id))
  }
  return (
    <RecordPage
      title={t('customFields.title')}
      intro={t('customFields.intro')}
      newLabel={t('customFields.new')}
      records={records}
      onMove={move}
      row={({ name, kind, choices, isActive }) => ({
        name,
        isOff: !isActive,
        details: [t(`customFields.kinds.${kind}`), choices.join(', ')].filter(Boolean).join(' · '),
      })}
      empty={{ icon: <TextCursorInput />, text: t('customFields.empty') }}
      form={(record, close) => <FieldForm record={record} onClose={close} />}
    />
  )
}

function FieldForm({ record, onClose }: { record: CustomField | undefined; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const saved = useSaved(['custom-fields'], onClose)
  const form = useForm({
    initial: {
      name: record?.name ?? '',
      kind: record?.kind ?? ('text' as CustomField['kind']),
      choices: record?.choices.join('\n') ?? '',
      isActive: record?.isActive ?? true,
    },
    async save({ name, kind, choices: lines, isActive }) {
      const choices = [...new Set(lines.split('\n').map(line => line.trim()))].filter(line => line !== '')
      const given = { name, ...(kind === 'choice' && { choices }) }
      if (record === undefined) await api.POST('/api/v1/custom-fields', { body: { ...given, kind } })
      else {
        const params = { path: { id: record.id } }
        await api.PATCH('/api/v1/custom-fields/{id}', { params, body: { ...given, isActive } })
      }
    },
    onSaved: saved,
  })
  return (
    <RecordForm
      title={record?.name ?? t('customFields.new')}
      form={form}
      onClose={onClose}
      remove={
        record && (
          <Remove
            name={record.name}
            label={t('remove')}
            remove={() => api.DELETE('/api/v1/custom-fields/{id}', { params: { path: { id: record.id } } })}
            onRemoved={saved}
          >
            <p>{t('customFields.removeText')}</p>
          </Remove>
        )
      }
    >
      <Field label={t('name')} maxLength={200} autoFocus {...form.text('name')} />
      <SelectField
        label={t('customFields.kind')}
        hint={record ? t('customFields.kindStays') : undefined}
        disabled={record !== undefined}
        {...form.text('kind')}
      >
        {KINDS.map(kind => (
          <option key={kind} value={kind}>
            {t(`customFields.kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      {form.values.kind === 'choice' && (
        <TextField
          label={t('customFields.choices')}
          hint={t('customFields.choicesHint')}
          rows={4}
          {...form.text('choices')}
        />
      )}
      {record && (
        <Switch
          label={t('isActive')}
          hint={t('customFields.offHint')}
          checked={form.values.isActive}
          onChange={event => form.set('isActive', event.target.checked)}
        />
      )}
    </RecordForm>
  )
}
