/** The fields that new and existing users have in common. */
import { useQuery } from '@tanstack/react-query'
import { Dices } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../api/types.ts'
import { queuesQuery } from '../app/lists.ts'
import type { Form } from '../app/use-form.ts'
import { IconButton } from '../ui/button.tsx'
import { CheckList, RadioList } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'

/** Also for a person who is invited. */
export interface WhoValues {
  name: string
  email: string
  profile: Profile
  queueIds: number[]
}

const PROFILES = ['attendant', 'supervisor', 'admin'] as const

export function WhoFields<T extends WhoValues>({ form }: { form: Form<T> }) {
  const { t } = useTranslation('users')
  const { t: tApp } = useTranslation('app')
  const queues = useQuery(queuesQuery).data?.filter(({ isActive }) => isActive) ?? []
  const { profile, queueIds } = form.values
  return (
    <>
      <Field label={t('name')} autoComplete="off" maxLength={200} autoFocus {...form.text('name')} />
      <Field label={t('email')} hint={t('emailHint')} type="email" autoComplete="off" {...form.text('email')} />
      <RadioList
        label={t('profile')}
        name="profile"
        options={PROFILES.map(value => ({ value, label: tApp(`profile.${value}`), hint: t(`profiles.${value}`) }))}
        value={profile}
        onChange={value => form.set('profile', value)}
        error={form.errorAt('profile')}
      />
      <CheckList
        label={t('queues')}
        hint={profile === 'attendant' ? t('queuesHint') : t('queuesAll')}
        options={queues.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={queueIds}
        onChange={ids => form.set('queueIds', ids)}
        empty={t('noQueuesYet')}
      />
    </>
  )
}

interface PasswordFieldProps<T> {
  form: Form<T>
  label: string
  hint: string
}

/** It is shown while it is typed, because another person gets it and changes it. */
export function PasswordField<T extends { password: string }>({ form, label, hint }: PasswordFieldProps<T>) {
  const { t } = useTranslation('users')
  return (
    <div className="flex items-start gap-1">
      <div className="grow">
        <Field
          label={label}
          hint={hint}
          autoComplete="new-password"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={128}
          className="font-mono"
          {...form.text('password')}
        />
      </div>
      <IconButton label={t('makeUp')} className="mt-6.5" onClick={() => form.set('password', madeUp())}>
        <Dices aria-hidden="true" />
      </IconButton>
    </div>
  )
}

/** Without letters and digits that look alike; 4 groups of 4 are 79 bits. */
function madeUp(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const bytes = crypto.getRandomValues(new Uint8Array(64))
  // Bytes above the last whole round of the alphabet would make its first letters likelier.
  const letters = [...bytes].filter(byte => byte < 248).map(byte => alphabet[byte % alphabet.length])
  return [0, 4, 8, 12].map(at => letters.slice(at, at + 4).join('')).join('-')
}
