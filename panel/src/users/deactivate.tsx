/** Deactivates a user, and decides where the conversations go to which they attend. */
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { User } from '../api/types.ts'
import { RecordForm } from '../app/record-form.tsx'
import { useForm } from '../app/use-form.ts'
import { HandOverField, useReferences } from '../settings/hand-over.tsx'

export function Deactivate({ user, onDone, onClose }: { user: User; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('users')
  const tickets = useReferences({ userId: user.id })
  const form = useForm({
    initial: { queueId: null as number | null },
    save: ({ queueId }) =>
      api.POST('/api/v1/users/{id}/deactivate', {
        params: { path: { id: user.id } },
        body: { handOver: queueId === null ? {} : { queueId } },
      }),
    onSaved: onDone,
  })
  return (
    <RecordForm
      title={t('deactivateTitle', { name: user.name })}
      form={form}
      saveLabel={t('deactivate')}
      onClose={onClose}
    >
      <p>{t('deactivateText')}</p>
      {tickets.data?.count === 0 ? (
        <p className="text-soft">{t('attendsNothing')}</p>
      ) : (
        <HandOverField
          tickets={tickets}
          value={form.values.queueId}
          onChange={queueId => form.set('queueId', queueId)}
        />
      )}
    </RecordForm>
  )
}
