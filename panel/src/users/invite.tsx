/** Invites a person, who sets their own password with the link. The link is sent by e-mail if there is a mail server. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { CreatedInvitation } from '../api/types.ts'
import { invitationsQuery } from '../app/lists.ts'
import { RecordForm } from '../app/record-form.tsx'
import { useForm } from '../app/use-form.ts'
import { Button } from '../ui/button.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { WhoFields, type WhoValues } from './user-fields.tsx'

export function useInvitationForm(onMade: (made: CreatedInvitation) => void, queueIds: number[] = []) {
  const queries = useQueryClient()
  return useForm({
    initial: { name: '', email: '', profile: 'attendant', queueIds } as WhoValues,
    save: body => bodyOf(api.POST('/api/v1/invitations', { body })),
    fieldOf: { invited_already: 'email' },
    onSaved(made) {
      for (const queryKey of [invitationsQuery.queryKey, ['first-steps']]) void queries.invalidateQueries({ queryKey })
      onMade(made)
    },
  })
}

/** It is shown only this once. */
export function InvitationLink({ invitation: { email, mail, link } }: { invitation: CreatedInvitation }) {
  const { t } = useTranslation('users')
  return (
    <>
      <p role="status">{t(`invitation.${mail}`, { email })}</p>
      <CopyField label={t('invitation.link')} value={link} hint={t('invitation.linkHint')} />
    </>
  )
}

export function InviteForm({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<CreatedInvitation>()
  if (made !== undefined) return <InvitationSheet invitation={made} onClose={onClose} />
  return <EmptyForm onMade={setMade} onClose={onClose} />
}

function EmptyForm({ onMade, onClose }: { onMade: (made: CreatedInvitation) => void; onClose: () => void }) {
  const { t } = useTranslation('users')
  const form = useInvitationForm(onMade)
  return (
    <RecordForm title={t('new')} form={form} saveLabel={t('invitation.invite')} onClose={onClose}>
      <WhoFields form={form} />
    </RecordForm>
  )
}

export function InvitationSheet({ invitation, onClose }: { invitation: CreatedInvitation; onClose: () => void }) {
  const { t } = useTranslation('users')
  const { t: tApp } = useTranslation('app')
  return (
    <Sheet title={t('invitation.of', { name: invitation.name })} onClose={onClose}>
      <div className="grid min-h-0 grow content-start gap-5 overflow-y-auto px-5 py-5">
        <InvitationLink invitation={invitation} />
      </div>
      <footer className="flex justify-end border-t border-line px-5 py-3">
        <Button look="primary" onClick={onClose}>
          {tApp('close')}
        </Button>
      </footer>
    </Sheet>
  )
}
