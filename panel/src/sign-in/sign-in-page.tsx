import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Smartphone } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { demoQuery } from '../app/demo.ts'
import { DoorPage } from '../app/door-page.tsx'
import { meQuery, signIn } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { signInRoute } from './route.ts'

export function SignInPage() {
  const { t } = useTranslation('sign-in')
  const queries = useQueryClient()
  const router = useRouter()
  const { to = '/' } = signInRoute.useSearch()
  const demo = useQuery(demoQuery)
  const entering = useMutation({
    mutationFn: (form: FormData) => signIn(String(form.get('email')), String(form.get('password'))),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      router.history.push(to)
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    entering.mutate(new FormData(event.currentTarget))
  }
  return (
    <DoorPage title={t('title')}>
      {demo.isPending ? (
        <Skeleton className="h-60" />
      ) : (
        <form className="grid gap-4" onSubmit={submit}>
          {demo.data && (
            <div className="rounded-xl bg-accent-soft px-4 py-3">
              <p className="font-semibold">{t('demo')}</p>
              <p className="text-sm">{t('demoText')}</p>
              <a
                href={demo.data.phone}
                target="_blank"
                rel="noopener"
                className="mt-1.5 inline-flex items-center gap-1.5 text-sm font-medium text-accent underline"
              >
                <Smartphone className="size-4" aria-hidden="true" /> {t('phone')}
              </a>
            </div>
          )}
          <Field
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus={!demo.data}
            defaultValue={demo.data?.email}
          />
          <Field
            label={t('password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus={demo.data !== null}
            defaultValue={demo.data?.password}
          />
          {entering.error && (
            <p role="alert" className="text-bad">
              {entering.error.name === 'Unreachable' ? t('unreachable') : entering.error.message}
            </p>
          )}
          <Button type="submit" look="primary" isBusy={entering.isPending} className="h-10">
            {t('submit')}
          </Button>
        </form>
      )}
    </DoorPage>
  )
}
