/** The person's own account: the second factor, and their sessions. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { useInstants } from '../app/instants.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { QrCode } from './qr-code.tsx'

interface Secrets {
  uri: string
  secret: string
  recoveryCodes: string[]
}

const given = (event: FormEvent<HTMLFormElement>, name: string) => {
  event.preventDefault()
  return String(new FormData(event.currentTarget).get(name))
}

export function SecondFactor() {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const [secrets, setSecrets] = useState<Secrets>()
  const [codes, setCodes] = useState<readonly string[]>()
  const state = useQuery({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/auth/second-factor', { signal })),
  })
  const again = () => {
    void queries.invalidateQueries({ queryKey: ['second-factor'] })
    void queries.invalidateQueries({ queryKey: ['me'] })
  }
  const asking = useMutation({
    async mutationFn({ what, currentPassword }: { what: string; currentPassword: string }) {
      const body = { currentPassword }
      if (what === 'off') await api.POST('/api/auth/second-factor/disable', { body })
      else if (what === 'codes') {
        setCodes((await bodyOf(api.POST('/api/auth/second-factor/recovery-codes', { body }))).recoveryCodes)
      } else setSecrets(await bodyOf(api.POST('/api/auth/second-factor', { body })))
      again()
    },
  })
  const confirming = useMutation({
    mutationFn: (code: string) => api.POST('/api/auth/second-factor/confirm', { body: { code } }),
    onSuccess() {
      setCodes(secrets?.recoveryCodes)
      setSecrets(undefined)
      again()
    },
  })
  if (state.data === undefined) return <Skeleton className="h-24" />
  const { isOn, isRequired, recoveryCodesLeft } = state.data
  if (secrets !== undefined) {
    return (
      <form className="grid gap-4" onSubmit={event => confirming.mutate(given(event, 'code'))}>
        <p>{t('security.scan')}</p>
        <QrCode text={secrets.uri} label={t('security.qrCode')} />
        <p>{t('security.orType')}</p>
        <p className="rounded-lg bg-sunk px-3 py-2 font-mono break-all">{secrets.secret}</p>
        <a href={secrets.uri} className="text-accent underline">
          {t('security.openApp')}
        </a>
        <Field
          label={t('security.code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          error={confirming.error?.message}
        />
        <div>
          <Button type="submit" look="primary" isBusy={confirming.isPending}>
            {t('security.turnOn')}
          </Button>
        </div>
      </form>
    )
  }
  return (
    <>
      {isRequired && !isOn && (
        <p role="status" className="rounded-lg bg-warn-soft px-3 py-2 font-medium text-warn">
          {t('security.required')}
        </p>
      )}
      <p>{isOn ? t('security.isOn', { count: recoveryCodesLeft }) : t('security.isOff')}</p>
      {codes !== undefined && (
        <div className="grid gap-2">
          <p role="status">{t('security.codes')}</p>
          <ul className="grid grid-cols-2 gap-1 rounded-lg bg-sunk px-3 py-2 font-mono">
            {codes.map(code => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      )}
      <form
        className="grid gap-4"
        onSubmit={event => {
          const { submitter } = event.nativeEvent as SubmitEvent
          const what = submitter?.getAttribute('value') ?? ''
          asking.mutate({ what, currentPassword: given(event, 'password') })
        }}
      >
        <Field
          label={t('security.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={asking.error?.message}
        />
        <div className="flex flex-wrap gap-2">
          {isOn ? (
            <>
              <Button type="submit" value="codes" isBusy={asking.isPending}>
                {t('security.newCodes')}
              </Button>
              {!isRequired && (
                <Button type="submit" value="off" isBusy={asking.isPending}>
                  {t('security.turnOff')}
                </Button>
              )}
            </>
          ) : (
            <Button type="submit" value="on" isBusy={asking.isPending}>
              {t('security.setUp')}
            </Button>
          )}
        </div>
      </form>
    </>
  )
}

export function Sessions() {
  const { t } = useTranslation('settings')
  const { full } = useInstants()
  const queries = useQueryClient()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/auth/sessions', { signal })),
  })
  const ending = useMutation({
    mutationFn: (id: number) => api.DELETE('/api/auth/sessions/{id}', { params: { path: { id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
    onError: error => toast.error(error.message),
  })
  const everywhere = useMutation({
    mutationFn: () => api.POST('/api/auth/sign-out-everywhere', {}),
    onSuccess: () => location.assign('/sign-in'),
    onError: error => toast.error(error.message),
  })
  if (sessions.data === undefined) return <Skeleton className="h-24" />
  return (
    <>
      <ul className="grid gap-3">
        {sessions.data.data.map(({ id, isCurrent, address, userAgent, seenAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2">
            <div className="min-w-0">
              <p className="font-medium">{isCurrent ? t('security.thisOne') : (address ?? '-')}</p>
              <p className="text-sm wrap-anywhere text-soft">
                {full(seenAt)} · {userAgent ?? '-'}
              </p>
            </div>
            {!isCurrent && (
              <Button isBusy={ending.isPending && ending.variables === id} onClick={() => ending.mutate(id)}>
                {t('security.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div>
        <Button isBusy={everywhere.isPending} onClick={() => everywhere.mutate()}>
          {t('security.everywhere')}
        </Button>
      </div>
    </>
  )
}
