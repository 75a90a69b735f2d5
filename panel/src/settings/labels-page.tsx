/** Names with a colour and an order: tags, stages, follow-ups, wallets. */
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Flag, Kanban, Tags, Wallet as WalletIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { Label, Wallet } from '../api/types.ts'
import { colleaguesQuery, followupsQuery, stagesQuery, tagsQuery, walletsQuery } from '../app/lists.ts'
import { RecordForm, Remove } from '../app/record-form.tsx'
import { RecordPage } from '../app/record-page.tsx'
import { useForm } from '../app/use-form.ts'
import { ColourDot, ColourField } from '../ui/choice.tsx'
import { Field, SelectField, Switch } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { useSaved } from './use-saved.ts'

type Kind = 'tags' | 'stages' | 'followups' | 'wallets'
type Record = Label & Partial<Pick<Wallet, 'userId' | 'routesTickets'>>

const ICONS: { [K in Kind]: ReactNode } = {
  tags: <Tags />,
  stages: <Kanban />,
  followups: <Flag />,
  wallets: <WalletIcon />,
}

export const TagsPage = () => <LabelsPage kind="tags" records={useQuery(tagsQuery)} />
export const StagesPage = () => <LabelsPage kind="stages" records={useQuery(stagesQuery)} />
export const FollowupsPage = () => <LabelsPage kind="followups" records={useQuery(followupsQuery)} />
export const WalletsPage = () => <LabelsPage kind="wallets" records={useQuery(walletsQuery)} />

function LabelsPage({ kind, records }: { kind: Kind; records: UseQueryResult<Record[]> }) {
  const { t } = useTranslation('settings')
  const colleagues = useQuery({ ...colleaguesQuery, enabled: kind === 'wallets' }).data
  const move = useMove(kind, records.data ?? [])
  return (
    <RecordPage<Record>
      title={t(`labels.${kind}.title`)}
      intro={t(`labels.${kind}.intro`)}
      newLabel={t(`labels.${kind}.new`)}
      records={records}
      row={({ name, color, isActive, userId, routesTickets }) => ({
        before: <ColourDot colour={color} />,
        name,
        isOff: !isActive,
        ...(userId != null && {
          details: t(routesTickets ? 'labels.wallets.routesTo' : 'labels.wallets.of', {
            name: colleagues?.find(({ id }) => id === userId)?.name ?? '…',
          }),
        }),
      })}
      onMove={move}
      empty={{ icon: ICONS[kind], text: t(`labels.${kind}.empty`) }}
      form={(record, close) => <LabelForm kind={kind} record={record} onClose={close} />}
    />
  )
}

/** The new order is shown at once, and undone when the server refuses it. */
function useMove(kind: Kind, records: readonly Record[]) {
  const queries = useQueryClient()
  const ordering = useMutation({
    mutationFn: (ids: number[]) => api.PUT(`/api/v1/${kind}/order`, { body: { ids } }),
    onError: error => toast.error(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: [kind] }),
  })
  return (record: Record, by: -1 | 1) => {
    const from = records.findIndex(({ id }) => id === record.id)
    const moved = records.toSpliced(from, 1).toSpliced(from + by, 0, record)
    queries.setQueryData([kind], moved)
    ordering.mutate(moved.map(({ id }) => id))
  }
}

interface LabelFormProps {
  kind: Kind
  record: Record | undefined
  onClose: () => void
}

function LabelForm({ kind, record, onClose }: LabelFormProps) {
  const { t } = useTranslation('settings')
  const colleagues = useQuery({ ...colleaguesQuery, enabled: kind === 'wallets' }).data ?? []
  const saved = useSaved([kind], onClose)
  const form = useForm({
    initial: {
      name: record?.name ?? '',
      color: record?.color ?? '#64748b',
      isActive: record?.isActive ?? true,
      userId: record?.userId ?? null,
      routesTickets: record?.routesTickets ?? false,
    },
    async save({ name, color, isActive, userId, routesTickets }) {
      const body = {
        name,
        color,
        ...(kind === 'wallets' && { userId, routesTickets: userId !== null && routesTickets }),
      }
      if (record === undefined) await api.POST(`/api/v1/${kind}`, { body })
      else await api.PATCH(`/api/v1/${kind}/{id}`, { params: { path: { id: record.id } }, body: { ...body, isActive } })
    },
    onSaved: saved,
  })
  return (
    <RecordForm
      title={record?.name ?? t(`labels.${kind}.new`)}
      form={form}
      onClose={onClose}
      remove={
        record && (
          <Remove
            name={record.name}
            label={t('remove')}
            remove={() => api.DELETE(`/api/v1/${kind}/{id}`, { params: { path: { id: record.id } } })}
            onRemoved={saved}
          >
            <p>{t(`labels.${kind}.removeText`)}</p>
          </Remove>
        )
      }
    >
      <Field label={t('name')} maxLength={200} autoFocus {...form.text('name')} />
      <ColourField
        label={t('colour')}
        name="color"
        otherLabel={t('otherColour')}
        value={form.values.color}
        onChange={colour => form.set('color', colour)}
        error={form.errorAt('color')}
      />
      {kind === 'wallets' && (
        <>
          <SelectField
            label={t('labels.wallets.user')}
            hint={t('labels.wallets.userHint')}
            {...form.text('userId')}
            onChange={event => form.set('userId', Number(event.target.value) || null)}
          >
            <option value="">{t('labels.wallets.nobody')}</option>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          {form.values.userId !== null && (
            <Switch
              label={t('labels.wallets.routes')}
              hint={t('labels.wallets.routesHint')}
              checked={form.values.routesTickets}
              onChange={event => form.set('routesTickets', event.target.checked)}
            />
          )}
        </>
      )}
      {record && (
        <Switch
          label={t('isActive')}
          hint={t(`labels.${kind}.offHint`)}
          checked={form.values.isActive}
          onChange={event => form.set('isActive', event.target.checked)}
        />
      )}
    </RecordForm>
  )
}
