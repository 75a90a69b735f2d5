import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { Page } from '../app/page.tsx'
import { meQuery, useMe } from '../app/session.ts'
import { useForm } from '../app/use-form.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/languages.ts'
import { Button } from '../ui/button.tsx'
import { Field, SelectField, Switch } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { CountryField, TimeZoneField } from './place-fields.tsx'

export function CompanyPage() {
  const { t } = useTranslation('settings')
  return (
    <Page title={t('company.title')} intro={t('company.intro')} isNarrow>
      <CompanyForm />
      <div className="mt-8 grid gap-5">
        <Card>
          <RequiredSecondFactor />
        </Card>
        <Card>
          <div className="grid gap-1">
            <h2 className="text-lg font-semibold">{t('company.exportTitle')}</h2>
            <p className="text-soft">{t('company.exportText')}</p>
          </div>
          <div>
            {/* The browser downloads it, because it may be larger than what a page can keep in memory. */}
            <a
              href="/api/v1/export"
              download
              className="inline-flex h-9 items-center gap-2 rounded-lg border border-line bg-pane px-3 font-medium hover:bg-sunk"
            >
              <Download className="size-4" aria-hidden="true" /> {t('company.export')}
            </a>
          </div>
        </Card>
      </div>
    </Page>
  )
}

/** It applies at once: a user without one can only set one up. The server refuses this to an administrator without one. */
function RequiredSecondFactor() {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const { tenant } = useMe()
  const queries = useQueryClient()
  const changing = useMutation({
    mutationFn: (requiresSecondFactor: boolean) => api.PATCH('/api/v1/tenant', { body: { requiresSecondFactor } }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      toast.success(tApp('saved'))
    },
  })
  return (
    <>
      <Switch
        label={t('company.secondFactor')}
        hint={t('company.secondFactorHint')}
        checked={tenant.requiresSecondFactor}
        disabled={changing.isPending}
        onChange={event => changing.mutate(event.target.checked)}
      />
      {changing.error !== null && (
        <p role="alert" className="text-bad">
          {changing.error.message}
        </p>
      )}
    </>
  )
}

/** It is also a step of the set-up, which has a button of its own. */
export function CompanyForm({ saveLabel, onSaved }: { saveLabel?: string; onSaved?: () => void }) {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const { tenant } = useMe()
  const queries = useQueryClient()
  const form = useForm({
    initial: {
      name: tenant.name,
      language: tenant.language,
      timezone: tenant.timezone,
      country: tenant.country,
      retentionDays: String(tenant.retentionDays),
    },
    save: ({ retentionDays, ...body }) =>
      api.PATCH('/api/v1/tenant', { body: { ...body, retentionDays: Number(retentionDays) } }),
    async onSaved() {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      if (onSaved === undefined) toast.success(tApp('saved'))
      else onSaved()
    },
  })
  return (
    <form {...form.props} className="grid gap-5">
      <Card>
        <Field label={t('company.name')} autoComplete="organization" maxLength={200} {...form.text('name')} />
        <SelectField label={t('company.language')} hint={t('company.languageHint')} {...form.text('language')}>
          {LANGUAGES.map(language => (
            <option key={language} value={language} lang={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </SelectField>
        <TimeZoneField {...form.text('timezone')} />
        <CountryField {...form.text('country')} />
      </Card>
      <Card>
        <Field
          label={t('company.retention')}
          hint={t('company.retentionHint')}
          type="number"
          inputMode="numeric"
          min={1}
          className="max-w-32"
          {...form.text('retentionDays')}
        />
      </Card>
      {form.error !== undefined && (
        <p role="alert" className="text-bad">
          {form.error}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isBusy={form.isBusy}>
          {saveLabel ?? tApp('save')}
        </Button>
      </div>
    </form>
  )
}

const Card = ({ children }: { children: ReactNode }) => (
  <div className="grid gap-5 rounded-2xl border border-line bg-pane p-5 shadow-card">{children}</div>
)
