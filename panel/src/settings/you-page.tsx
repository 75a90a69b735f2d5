import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { setupQuery } from '../app/lists.ts'
import { Page } from '../app/page.tsx'
import { usePreference } from '../app/preferences.ts'
import { useMe } from '../app/session.ts'
import { changeLanguage } from '../i18n/index.ts'
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n/languages.ts'
import { Button } from '../ui/button.tsx'
import { Field, SelectField, Switch } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { SecondFactor, Sessions } from './security.tsx'

/** A person who was sent here to set up a second factor finds it first, and it stays there with the codes to write down. */
export function YouPage() {
  const { t } = useTranslation('settings')
  const { mustSetUpSecondFactor } = useMe()
  const [isSentHere] = useState(mustSetUpSecondFactor)
  const secondFactor = (
    <Section title={t('security.secondFactor')} hint={t('security.secondFactorHint')}>
      <SecondFactor />
    </Section>
  )
  return (
    <Page title={t('you.title')} isNarrow>
      <div className="grid gap-5">
        {isSentHere && secondFactor}
        <Section title={t('you.browser')} hint={t('you.browserHint')}>
          <BrowserSettings />
        </Section>
        <Section title={t('you.account')}>
          <Account />
        </Section>
        <Section title={t('you.changePassword')}>
          <ChangePassword />
        </Section>
        {!isSentHere && secondFactor}
        <Section title={t('security.sessions')}>
          <Sessions />
        </Section>
      </div>
    </Page>
  )
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="rounded-2xl border border-line bg-pane p-5 shadow-card">
      <h2 className="text-lg font-semibold">{title}</h2>
      {hint !== undefined && <p className="text-soft">{hint}</p>}
      <div className="mt-4 grid gap-4">{children}</div>
    </section>
  )
}

function BrowserSettings() {
  const { t, i18n } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const [theme, setTheme] = usePreference('theme')
  const [sound, setSound] = usePreference('sound')
  const [singleKeys, setSingleKeys] = usePreference('singleKeys')
  return (
    <>
      <SelectField
        label={t('you.language')}
        value={i18n.language}
        onChange={event => void changeLanguage(event.target.value as Language)}
      >
        {LANGUAGES.map(language => (
          <option key={language} value={language} lang={language}>
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('you.theme')}
        value={theme}
        onChange={event => setTheme(event.target.value as typeof theme)}
      >
        {(['system', 'light', 'dark'] as const).map(value => (
          <option key={value} value={value}>
            {tApp(`theme.${value}`)}
          </option>
        ))}
      </SelectField>
      <Switch
        label={t('you.sound')}
        hint={t('you.soundHint')}
        checked={sound === 'on'}
        onChange={event => setSound(event.target.checked ? 'on' : 'off')}
      />
      <Switch
        label={tApp('singleKeys')}
        hint={tApp('singleKeysHint')}
        checked={singleKeys === 'on'}
        onChange={event => setSingleKeys(event.target.checked ? 'on' : 'off')}
      />
    </>
  )
}

function Account() {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const { user, tenant, profile } = useMe()
  const ending = useMutation({
    mutationFn: () => api.POST('/api/auth/revoke-other-sessions', { body: {} as never }),
    onSuccess: () => toast.success(t('you.endedOthers')),
    onError: error => toast.error(error.message),
  })
  return (
    <>
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&>dd]:truncate [&>dt]:text-soft">
        <dt>{t('you.name')}</dt>
        <dd>{user?.name}</dd>
        <dt>{t('you.email')}</dt>
        <dd>{user?.email}</dd>
        <dt>{t('you.profile')}</dt>
        <dd>{tApp(`profile.${profile}`)}</dd>
        <dt>{t('you.company')}</dt>
        <dd>{tenant.name}</dd>
      </dl>
      {user?.isEmailConfirmed === false && <ConfirmEmail />}
      <div>
        <Button isBusy={ending.isPending} onClick={() => ending.mutate()}>
          {t('you.endOthers')}
        </Button>
      </div>
    </>
  )
}

/** Only with a mail server, because without one nothing is sent for which an e-mail must be confirmed. */
function ConfirmEmail() {
  const { t } = useTranslation('settings')
  const hasMail = useQuery(setupQuery).data?.hasMail ?? false
  const asking = useMutation({
    mutationFn: () => api.POST('/api/auth/email/ask', { body: {} as never }),
    onSuccess: () => toast.success(t('you.confirmEmailSent')),
    onError: error => toast.error(error.message),
  })
  if (!hasMail) return null
  return (
    <div className="grid justify-items-start gap-1.5">
      <p className="text-soft">{t('you.confirmEmailHint')}</p>
      <Button isBusy={asking.isPending} onClick={() => asking.mutate()}>
        {t('you.confirmEmail')}
      </Button>
    </div>
  )
}

function ChangePassword() {
  const { t } = useTranslation('settings')
  const changing = useMutation({
    mutationFn: ({ currentPassword, newPassword }: { currentPassword: string; newPassword: string }) =>
      api.POST('/api/auth/change-password', { body: { currentPassword, newPassword } }),
    onSuccess: () => toast.success(t('you.passwordChanged')),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    changing.mutate(
      { currentPassword: String(given.get('current')), newPassword: String(given.get('new')) },
      { onSuccess: () => form.reset() },
    )
  }
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <Field label={t('you.currentPassword')} name="current" type="password" autoComplete="current-password" required />
      <Field
        label={t('you.newPassword')}
        hint={t('you.newPasswordHint')}
        name="new"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={128}
        required
        error={changing.error?.message}
      />
      <div>
        <Button type="submit" isBusy={changing.isPending}>
          {t('you.savePassword')}
        </Button>
      </div>
    </form>
  )
}
