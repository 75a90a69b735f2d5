/** The pages of links: an invitation, a new password, confirming an e-mail. And the page on which a person can have one sent. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { DoorPage } from '../app/door-page.tsx'
import { setupQuery } from '../app/lists.ts'
import { meQuery } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { CodeStep } from './code-step.tsx'
import { WhyNot } from './why-not.tsx'

/** It is read once; after a reload it is still in the address. */
const codeOf = () => location.hash.slice(1)

function useForm<T>(save: (given: (name: string) => string) => Promise<T>, onSuccess: (made: T) => unknown) {
  const saving = useMutation({
    mutationFn: (form: FormData) => save(name => String(form.get(name) ?? '')),
    onSuccess,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    saving.mutate(new FormData(event.currentTarget))
  }
  return { ...saving, submit }
}

/** A link that is over says so, and how to get a new one. */
function Opened<T>({
  of,
  children,
}: {
  of: { data: T | undefined; error: Error | null }
  children: (data: T) => ReactNode
}) {
  if (of.error !== null) return <Over error={of.error} />
  return of.data === undefined ? <Skeleton className="h-40" /> : children(of.data)
}

function Over({ error }: { error: Error }) {
  return (
    <div className="grid gap-4">
      <WhyNot error={error} />
      <ToSignIn />
    </div>
  )
}

function ToSignIn() {
  const { t } = useTranslation('sign-in')
  return (
    <Link to="/sign-in" className="justify-self-center text-sm text-accent underline">
      {t('toSignIn')}
    </Link>
  )
}

function NewPassword() {
  const { t } = useTranslation('sign-in')
  return (
    <Field
      label={t('newPassword')}
      hint={t('newPasswordHint')}
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={10}
      maxLength={128}
      required
    />
  )
}

export function InvitationPage() {
  const { t } = useTranslation('sign-in')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [code] = useState(codeOf)
  const [isCodeAsked, setCodeAsked] = useState(false)
  const open = useQuery({
    queryKey: ['invitation', code],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/auth/invitation', { body: { code }, signal })),
    retry: false,
  })
  const enter = async () => {
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    await navigate({ to: '/' })
  }
  const accepting = useForm(
    given => {
      const body = { code, name: given('name'), password: given('password') }
      return bodyOf(api.POST('/api/auth/invitation/accept', { body }))
    },
    ({ state }) => (state === 'second-factor' ? setCodeAsked(true) : enter()),
  )
  if (isCodeAsked) return <CodeStep onDone={enter} onBack={() => navigate({ to: '/sign-in' })} />
  return (
    <DoorPage title={t('invitation')}>
      <Opened of={open}>
        {({ company, email, name }) => (
          <form className="grid gap-4" onSubmit={accepting.submit}>
            <p>{t('invitationText', { company, email })}</p>
            <Field label={t('name')} name="name" autoComplete="name" maxLength={200} required defaultValue={name} />
            <NewPassword />
            <WhyNot error={accepting.error} />
            <Button type="submit" look="primary" isBusy={accepting.isPending} className="h-10">
              {t('accept')}
            </Button>
          </form>
        )}
      </Opened>
    </DoorPage>
  )
}

export function NewPasswordPage() {
  const { t } = useTranslation('sign-in')
  const [code] = useState(codeOf)
  const [isDone, setDone] = useState(false)
  const open = useQuery({
    queryKey: ['password-link', code],
    queryFn: ({ signal }) => bodyOf(api.POST('/api/auth/new-password/check', { body: { code }, signal })),
    retry: false,
  })
  const setting = useForm(
    given => api.POST('/api/auth/new-password', { body: { code, password: given('password') } }),
    () => setDone(true),
  )
  if (isDone) {
    return (
      <DoorPage title={t('passwordSet')} intro={t('passwordSetText')}>
        <div className="grid">
          <ToSignIn />
        </div>
      </DoorPage>
    )
  }
  return (
    <DoorPage title={t('newPassword')}>
      <Opened of={open}>
        {({ email, companies }) => (
          <form className="grid gap-4" onSubmit={setting.submit}>
            <p>{t('newPasswordText', { email, companies: companies.join(', ') })}</p>
            <NewPassword />
            <WhyNot error={setting.error} />
            <Button type="submit" look="primary" isBusy={setting.isPending} className="h-10">
              {t('savePassword')}
            </Button>
          </form>
        )}
      </Opened>
    </DoorPage>
  )
}

export function ConfirmEmailPage() {
  const { t } = useTranslation('sign-in')
  const [code] = useState(codeOf)
  const confirming = useForm(
    () => bodyOf(api.POST('/api/auth/email/confirm', { body: { code } })),
    () => undefined,
  )
  return (
    <DoorPage title={t('confirmEmail')}>
      {confirming.data !== undefined ? (
        <div className="grid gap-4">
          <p role="status">{t('emailConfirmed', { email: confirming.data.email })}</p>
          <ToSignIn />
        </div>
      ) : (
        <form className="grid gap-4" onSubmit={confirming.submit}>
          <p>{t('confirmEmailText')}</p>
          <WhyNot error={confirming.error} />
          <Button type="submit" look="primary" isBusy={confirming.isPending} className="h-10">
            {t('confirm')}
          </Button>
        </form>
      )}
    </DoorPage>
  )
}

export function ForgotPasswordPage() {
  const { t } = useTranslation('sign-in')
  const setup = useQuery(setupQuery)
  const asking = useForm(
    given => api.POST('/api/auth/forgot-password', { body: { email: given('email') } }),
    () => undefined,
  )
  const text = asking.isSuccess ? t('linkSent') : setup.data?.hasMail === false ? t('noMail') : undefined
  return (
    <DoorPage title={t('forgotTitle')}>
      {text === undefined ? (
        <form className="grid gap-4" onSubmit={asking.submit}>
          <p>{t('forgotText')}</p>
          <Field label={t('email')} name="email" type="email" autoComplete="username" required autoFocus />
          <WhyNot error={asking.error} />
          <Button type="submit" look="primary" isBusy={asking.isPending} className="h-10">
            {t('sendLink')}
          </Button>
          <ToSignIn />
        </form>
      ) : (
        <div className="grid gap-4">
          <p role="status">{text}</p>
          <ToSignIn />
        </div>
      )}
    </DoorPage>
  )
}
