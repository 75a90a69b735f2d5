import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { isRefused } from '../api/problem.ts'
import { DoorPage } from '../app/door-page.tsx'
import { Button } from '../ui/button.tsx'
import { Field, Switch } from '../ui/field.tsx'
import { WhyNot } from './why-not.tsx'

/** The code of the authenticator app, or a recovery code. */
export function CodeStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation('sign-in')
  const entering = useMutation({
    async mutationFn(form: FormData) {
      const body = { code: String(form.get('code')), trustDevice: form.get('trust') === 'on' }
      await api.POST('/api/auth/sign-in/second-factor', { body })
      await onDone()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    entering.mutate(new FormData(event.currentTarget))
  }
  const isWrong = isRefused(entering.error, 400)
  return (
    <DoorPage title={t('code')} intro={t('codeText')}>
      <form className="grid gap-4" onSubmit={submit}>
        <Field
          label={t('codeLabel')}
          hint={t('codeHint')}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          minLength={6}
          maxLength={20}
          required
          autoFocus
          error={isWrong ? t('codeWrong') : undefined}
        />
        <Switch label={t('trust')} name="trust" />
        {!isWrong && <WhyNot error={entering.error} />}
        <Button type="submit" look="primary" isBusy={entering.isPending} className="h-10">
          {t('submit')}
        </Button>
        <Button look="plain" onClick={onBack}>
          {t('back')}
        </Button>
      </form>
    </DoorPage>
  )
}
