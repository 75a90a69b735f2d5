import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Smartphone } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { demoQuery } from '../app/demo.ts'
import { DoorPage } from '../app/door-page.tsx'
import { setPreference } from '../app/preferences.ts'
import { meQuery, signIn } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { CodeStep } from './code-step.tsx'
import { signInRoute } from './route.ts'
import { WhyNot } from './why-not.tsx'

interface Given {
  email: string
  password: string
  tenantId?: number
}

type Step =
  | { name: 'password' }
  | { name: 'code' }
  | { name: 'company'; given: Given; companies: readonly { tenantId: number; name: string }[] }

export function SignInPage() {
  const { t } = useTranslation('sign-in')
  const queries = useQueryClient()
  const router = useRouter()
  const { to = '/', other = false } = signInRoute.useSearch()
  const demo = useQuery({ ...demoQuery, enabled: !other })
  const me = useQuery({ ...meQuery, enabled: other, retry: false })
  const [step, setStep] = useState<Step>({ name: 'password' })
  const enter = async () => {
    // Nothing that this page knows of one company may be seen in the other.
    if (other) return location.assign(to)
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    router.history.push(to)
  }
  const entering = useMutation({
    async mutationFn({ email, password, tenantId }: Given) {
      const found = await signIn(email, password, tenantId)
      if (found.state === 'choose-company') setPreference('companies', 'several')
      if (found.state === 'signed-in') await enter()
      else if (found.state === 'second-factor') setStep({ name: 'code' })
      else setStep({ name: 'company', given: { email, password }, companies: found.companies })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    entering.mutate({ email: String(form.get('email')), password: String(form.get('password')) })
  }
  if (step.name === 'code') return <CodeStep onDone={enter} onBack={() => setStep({ name: 'password' })} />
  if (step.name === 'company') {
    return (
      <DoorPage title={t('chooseCompany')} intro={t('chooseCompanyText')}>
        <ul className="grid gap-2">
          {step.companies.map(({ tenantId, name }) => (
            <li key={tenantId}>
              <Button
                className="h-11 w-full"
                disabled={entering.isPending}
                onClick={() => entering.mutate({ ...step.given, tenantId })}
              >
                {name}
              </Button>
            </li>
          ))}
        </ul>
        <WhyNot error={entering.error} />
      </DoorPage>
    )
  }
  return (
    <DoorPage title={t(other ? 'otherCompany' : 'title')} {...(other && { intro: t('otherCompanyText') })}>
      {(other ? me : demo).isPending ? (
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
            autoFocus={!other && !demo.data}
            defaultValue={other ? me.data?.user?.email : demo.data?.email}
          />
          <Field
            label={t('password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus={other || demo.data !== null}
            defaultValue={demo.data?.password}
          />
          <WhyNot error={entering.error} />
          <Button type="submit" look="primary" isBusy={entering.isPending} className="h-10">
            {t('submit')}
          </Button>
          <Link to="/forgot-password" className="justify-self-center text-sm text-accent underline">
            {t('forgot')}
          </Link>
          {other && (
            <Button look="plain" onClick={() => router.history.back()}>
              {t('back')}
            </Button>
          )}
        </form>
      )}
    </DoorPage>
  )
}
