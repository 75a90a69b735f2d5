import { useQuery } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { User } from '../api/types.ts'
import { RecordForm } from '../app/record-form.tsx'
import { useMe } from '../app/session.ts'
import { useForm } from '../app/use-form.ts'
import { useSaved } from '../settings/use-saved.ts'
import { Button } from '../ui/button.tsx'
import { Deactivate } from './deactivate.tsx'
import { PasswordField, WhoFields } from './user-fields.tsx'

export function ChangeUserForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { id } = user
  const served = useQuery({
    queryKey: ['users', id, 'queues'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/users/{id}/queues', { params: { path: { id } }, signal })),
  })
  if (served.data === undefined) return null
  return <LoadedForm user={user} queueIds={served.data.queueIds} onClose={onClose} />
}

function LoadedForm({ user, queueIds, onClose }: { user: User; queueIds: number[]; onClose: () => void }) {
  const { t } = useTranslation('users')
  const me = useMe()
  const [isLeaving, setLeaving] = useState(false)
  const saved = useSaved(['users', 'colleagues', 'me'], onClose)
  const params = { path: { id: user.id } }
  const form = useForm({
    initial: { name: user.name, email: user.email, profile: user.profile, password: '', queueIds },
    async save({ queueIds: chosen, password, ...rest }) {
      await api.PATCH('/api/v1/users/{id}', { params, body: { ...rest, ...(password !== '' && { password }) } })
      if (String(chosen.toSorted()) === String(queueIds.toSorted())) return
      await api.PUT('/api/v1/users/{id}/queues', { params, body: { queueIds: chosen } })
    },
    onSaved: saved,
  })
  const comeBack = useForm({
    initial: {},
    save: () => api.PATCH('/api/v1/users/{id}', { params, body: { isActive: true } }),
    onSaved: saved,
  })
  if (isLeaving) return <Deactivate user={user} onDone={saved} onClose={() => setLeaving(false)} />
  const leave = user.isActive ? (
    user.id !== me.user?.id && (
      <Button look="plain" className="text-bad!" onClick={() => setLeaving(true)}>
        <UserX className="size-4" aria-hidden="true" /> {t('deactivate')}
      </Button>
    )
  ) : (
    <Button isBusy={comeBack.isBusy} onClick={event => comeBack.props.onSubmit(event)}>
      {t('activate')}
    </Button>
  )
  return (
    <RecordForm
      title={user.name}
      description={user.isActive ? undefined : t('isInactive')}
      form={form}
      onClose={onClose}
      remove={leave}
    >
      <WhoFields form={form} />
      <PasswordField form={form} label={t('newPassword')} hint={t('newPasswordHint')} />
    </RecordForm>
  )
}
