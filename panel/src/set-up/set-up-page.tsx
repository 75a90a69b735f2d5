import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { DoorPage } from '../app/door-page.tsx'
import { meQuery, signIn } from '../app/session.ts'
import type { Language } from '../i18n/languages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'

/** The first run: with the code that the server printed, the company and its first administrator are made. */
export function SetUpPage() {
  const { t, i18n } = useTranslation('set-up')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const settingUp = useMutation({
    async mutationFn(form: FormData) {
      const given = (name: string) => String(form.get(name))
      const [email, password] = [given('email'), given('password')]
      const here = {
        language: i18n.language as Language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }
      const body = {
        code: given('code'),
        tenantName: given('tenantName'),
        name: given('name'),
        email,
        password,
        ...here,
      }
      await bodyOf(api.POST('/api/v1/setup', { body }))
      await signIn(email, password)
    },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/first-steps' })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    settingUp.mutate(new FormData(event.currentTarget))
  }
  return (
    <DoorPage title={t('title')} intro={t('intro')}>
      <form className="grid gap-4" onSubmit={submit}>
        <Field
          label={t('code')}
          hint={t('codeHint')}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
        />
        <Field label={t('company')} name="tenantName" autoComplete="organization" maxLength={200} required />
        <Field label={t('name')} name="name" autoComplete="name" maxLength={200} required />
        <Field label={t('email')} name="email" type="email" autoComplete="username" required />
        <Field
          label={t('password')}
          hint={t('passwordHint')}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={128}
          required
        />
        {settingUp.error && (
          <p role="alert" className="text-bad">
            {settingUp.error.name === 'Unreachable' ? t('unreachable') : settingUp.error.message}
          </p>
        )}
        <Button type="submit" look="primary" isBusy={settingUp.isPending} className="h-10">
          {t('submit')}
        </Button>
      </form>
    </DoorPage>
  )
}
