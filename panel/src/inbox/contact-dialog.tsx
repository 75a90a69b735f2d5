import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../api/types.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useContactChange } from './contact-labels.tsx'

export function ContactDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const changing = useContactChange(contact.id)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const email = String(given.get('email')).trim()
    changing.mutate(
      { name: String(given.get('name')).trim(), email: email === '' ? null : email },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('editContact')}>
      <form className="grid gap-4" onSubmit={submit}>
        <Field label={t('name')} name="name" defaultValue={contact.name} maxLength={200} required />
        <Field label={t('email')} name="email" type="email" defaultValue={contact.email ?? ''} maxLength={254} />
        <Button type="submit" look="primary" isBusy={changing.isPending}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  )
}
