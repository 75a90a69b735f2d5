import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedInvitation } from '../api/types.ts'
import { invitationsQuery, queuesQuery, usersQuery } from '../app/lists.ts'
import { useMe } from '../app/session.ts'
import { Skeleton } from '../ui/state.tsx'
import { InvitationLink, useInvitationForm } from '../users/invite.tsx'
import { WhoFields } from '../users/user-fields.tsx'
import { LINK, StepDone, StepForm } from './parts.tsx'

export function AttendantStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('first-steps')
  const me = useMe()
  const [made, setMade] = useState<CreatedInvitation>()
  const users = useQuery(usersQuery).data?.filter(({ id }) => id !== me.user?.id)
  const invited = useQuery(invitationsQuery).data
  const queues = useQuery(queuesQuery).data
  const more = (
    <Link to="/settings/users" search={{ edit: 'new' }} className={LINK}>
      {t('pages.attendant.another')}
    </Link>
  )
  if (made !== undefined) {
    return (
      <StepDone text={t('pages.attendant.made', { name: made.name })} onDone={onDone} more={more}>
        <InvitationLink invitation={made} />
      </StepDone>
    )
  }
  if (users === undefined || invited === undefined || queues === undefined) return <Skeleton className="h-64" />
  const names = [...users, ...invited].map(({ name }) => name)
  if (names.length > 0) {
    const text = t('pages.attendant.done', { count: names.length, names: names.slice(0, 5).join(', ') })
    return <StepDone text={text} onDone={onDone} more={more} />
  }
  const queueIds = queues.filter(({ isActive }) => isActive).map(({ id }) => id)
  return <Invite queueIds={queueIds} onMade={setMade} />
}

function Invite({ queueIds, onMade }: { queueIds: number[]; onMade: (made: CreatedInvitation) => void }) {
  const { t } = useTranslation('first-steps')
  const form = useInvitationForm(onMade, queueIds)
  return (
    <StepForm form={form} saveLabel={t('pages.attendant.invite')}>
      <WhoFields form={form} />
    </StepForm>
  )
}
