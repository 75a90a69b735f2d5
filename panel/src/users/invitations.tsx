/** Open invitations: make a new link, send the e-mail again, or revoke it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { CreatedInvitation, Invitation } from '../api/types.ts'
import { invitationsQuery, setupQuery } from '../app/lists.ts'
import { Remove } from '../app/record-form.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { toast } from '../ui/toast.tsx'
import { InvitationSheet } from './invite.tsx'

export function Invitations() {
  const { t } = useTranslation('users')
  const invitations = useQuery(invitationsQuery).data ?? []
  const [shown, setShown] = useState<CreatedInvitation>()
  return (
    <>
      {invitations.length > 0 && (
        <div className="mb-5">
          <Card title={t('invitation.pending')} hint={t('invitation.pendingText')}>
            <ul aria-label={t('invitation.pending')} className="divide-y divide-line">
              {invitations.map(invitation => (
                <Row key={invitation.id} invitation={invitation} onLink={setShown} />
              ))}
            </ul>
          </Card>
        </div>
      )}
      {shown && <InvitationSheet invitation={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

interface RowProps {
  invitation: Invitation
  onLink: (made: CreatedInvitation) => void
}

function Row({ invitation: { id, name, email, profile, expiresAt, mail }, onLink }: RowProps) {
  const { t, i18n } = useTranslation('users')
  const { t: tApp } = useTranslation('app')
  const queries = useQueryClient()
  const hasMail = useQuery(setupQuery).data?.hasMail ?? false
  const params = { path: { id } }
  const changed = () => {
    for (const key of ['invitations', 'first-steps']) void queries.invalidateQueries({ queryKey: [key] })
  }
  const renewing = useMutation({
    mutationFn: (sendMail: boolean) =>
      bodyOf(api.POST('/api/v1/invitations/{id}/renew', { params, body: { sendMail } })),
    onSuccess(made, sendMail) {
      changed()
      if (sendMail && made.mail === 'sent') toast.success(t('invitation.sent', { email }))
      else onLink(made)
    },
    onError: error => toast.error(error.message),
  })
  const isOver = new Date(expiresAt).getTime() <= Date.now()
  const until = new Date(expiresAt).toLocaleDateString(i18n.language)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Mail className="size-4 shrink-0 text-soft" aria-hidden="true" />
      <div className="min-w-0 grow basis-48">
        <p className="flex min-w-0 items-center gap-2">
          <span dir="auto" className="truncate font-medium">
            {name}
          </span>
          <Badge tone={profile === 'attendant' ? 'plain' : 'accent'}>{tApp(`profile.${profile}`)}</Badge>
        </p>
        <p className="truncate text-sm text-soft">
          {email} · {isOver ? t('invitation.isOver', { at: until }) : t('invitation.until', { at: until })}
          {mail === 'failed' && ` · ${t('invitation.mailFailed')}`}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <Button isBusy={renewing.isPending && !renewing.variables} onClick={() => renewing.mutate(false)}>
          {t('invitation.newLink')}
        </Button>
        {hasMail && (
          <Button isBusy={renewing.isPending && renewing.variables} onClick={() => renewing.mutate(true)}>
            {t('invitation.sendAgain')}
          </Button>
        )}
        <Remove
          name={name}
          label={t('invitation.withdraw')}
          title={t('invitation.withdrawTitle', { name })}
          remove={() => api.DELETE('/api/v1/invitations/{id}', { params })}
          onRemoved={changed}
        >
          <p>{t('invitation.withdrawText')}</p>
        </Remove>
      </div>
    </li>
  )
}
