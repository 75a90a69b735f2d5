import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { RecordForm } from '../app/record-form.tsx'
import { useForm } from '../app/use-form.ts'
import { useSaved } from '../settings/use-saved.ts'
import { PasswordField, type UserValues, WhoFields } from './user-fields.tsx'

export function NewUserForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('users')
  const saved = useSaved(['users', 'colleagues'], onClose)
  const form = useForm({
    initial: { name: '', email: '', profile: 'attendant', password: '', queueIds: [] } as UserValues,
    async save({ queueIds, ...body }) {
      const { id } = await bodyOf(api.POST('/api/v1/users', { body }))
      if (queueIds.length === 0) return
      await api.PUT('/api/v1/users/{id}/queues', { params: { path: { id } }, body: { queueIds } })
    },
    onSaved: saved,
  })
  return (
    <RecordForm title={t('new')} form={form} onClose={onClose}>
      <WhoFields form={form} />
      <PasswordField form={form} label={t('password')} hint={t('passwordHint')} />
    </RecordForm>
  )
}
