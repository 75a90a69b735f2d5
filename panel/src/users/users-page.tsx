import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { User } from '../api/types.ts'
import { colleaguesQuery, queuesQuery, usersQuery } from '../app/lists.ts'
import { RecordPage } from '../app/record-page.tsx'
import { useMe } from '../app/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { ChangeUserForm } from './change-user-form.tsx'
import { Invitations } from './invitations.tsx'
import { InviteForm } from './invite.tsx'

/** Active users first, by name. */
const inOrder = (a: User, b: User) => Number(b.isActive) - Number(a.isActive) || a.name.localeCompare(b.name)

export function UsersPage() {
  const { t } = useTranslation('users')
  const { t: tApp } = useTranslation('app')
  const me = useMe()
  const records = useQuery({ ...usersQuery, select: users => users.toSorted(inOrder) })
  const colleagues = useQuery(colleaguesQuery).data ?? []
  const queues = useQuery(queuesQuery).data ?? []
  const served = (id: number) => {
    const ids = colleagues.find(one => one.id === id)?.queueIds ?? []
    return queues.filter(queue => ids.includes(queue.id)).map(({ name }) => name)
  }
  return (
    <RecordPage
      title={t('title')}
      intro={t('intro')}
      newLabel={t('new')}
      records={records}
      row={({ id, name, email, profile, isActive }) => ({
        before: <Avatar name={name} id={id} className="size-8 text-xs" />,
        name: id === me.user?.id ? t('you', { name }) : name,
        isOff: !isActive,
        details: [email, ...(profile === 'attendant' && isActive ? [served(id).join(', ') || t('noQueues')] : [])].join(
          ' · ',
        ),
        after: (
          <span className="max-sm:hidden">
            <Badge tone={profile === 'attendant' ? 'plain' : 'accent'}>{tApp(`profile.${profile}`)}</Badge>
          </span>
        ),
      })}
      empty={{ icon: <Users />, text: t('intro') }}
      form={(record, close) =>
        record === undefined ? <InviteForm onClose={close} /> : <ChangeUserForm user={record} onClose={close} />
      }
    >
      <Invitations />
    </RecordPage>
  )
}
