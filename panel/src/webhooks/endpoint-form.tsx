import { type FormEvent, type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, SelectField, Switch } from '../ui/field.tsx'
import { AuthFields } from './auth-fields.tsx'
import { type Draft, isSilent, OF_CHANNELS, type Source, SWITCHES } from './draft.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { RetryFields } from './retry-fields.tsx'
import { UrlField } from './url-field.tsx'

interface EndpointFormProps {
  draft: Draft
  onChange: (draft: Draft) => void
  /** Undefined until a channel or queue is chosen. */
  source: Source | undefined
  /** The present settings; undefined for a new one. */
  saved?: Draft
  hasToken?: boolean
  error: string | undefined
  onSubmit: () => void
  before?: ReactNode
  more?: ReactNode
  buttons: ReactNode
}

/** All settings of an endpoint, beside what it would have received with them. */
export function EndpointForm(props: EndpointFormProps) {
  const { draft, onChange, source, saved, hasToken = false, error, onSubmit, before, more, buttons } = props
  const { t } = useTranslation('webhooks')
  const isQueue = source !== undefined && 'queueId' in source
  const change = (more: Partial<Draft>) => onChange({ ...draft, ...more })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form
      onSubmit={submit}
      className="mx-auto grid w-full max-w-6xl gap-5 px-4 py-5 md:px-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]"
    >
      <div className="grid min-w-0 content-start gap-5">
        <Section title={t('form.where')}>
          {before}
          <Field
            label={t('form.name')}
            value={draft.name}
            required
            maxLength={200}
            onChange={event => change({ name: event.target.value })}
          />
          <UrlField value={draft.url} onChange={url => change({ url })} />
        </Section>
        <Section title={t('form.what')} hint={t('form.whatHint')}>
          {SWITCHES.filter(name => !isQueue || !OF_CHANNELS.has(name)).map(name => (
            <Switch
              key={name}
              label={t(`switches.${name}`)}
              hint={t(`switchTexts.${name}`)}
              checked={draft.switches[name]}
              onChange={event => change({ switches: { ...draft.switches, [name]: event.target.checked } })}
            />
          ))}
          {isSilent(draft, isQueue) && (
            <p role="status" className="rounded-lg bg-warn-soft px-3 py-2 text-warn">
              {t('form.silent')}
            </p>
          )}
          <SelectField
            label={t('form.version')}
            hint={draft.payloadVersion === 1 ? t('versionTexts.v1') : t('versionTexts.v2')}
            value={draft.payloadVersion}
            onChange={event => change({ payloadVersion: event.target.value === '2' ? 2 : 1 })}
          >
            <option value={1}>{t('form.version1')}</option>
            <option value={2}>{t('form.version2')}</option>
          </SelectField>
        </Section>
        <Section title={t('form.auth')}>
          <AuthFields draft={draft} onChange={change} hasToken={hasToken} />
        </Section>
        {more}
        <Section title={t('form.retries')}>
          <RetryFields draft={draft} onChange={change} />
        </Section>
        <Section title={t('form.pace')}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t('form.rateLimit')}
              hint={t('form.rateLimitHint')}
              type="number"
              min={1}
              max={10_000}
              value={draft.rateLimit ?? ''}
              onChange={event => change({ rateLimit: event.target.value === '' ? null : Number(event.target.value) })}
            />
            <Field
              label={t('form.maxInFlight')}
              hint={t('form.maxInFlightHint')}
              type="number"
              min={1}
              max={256}
              required
              value={draft.maxInFlight}
              onChange={event => change({ maxInFlight: Number(event.target.value) })}
            />
          </div>
        </Section>
        <div className="sticky bottom-0 z-10 -mx-4 grid gap-2 border-t border-line bg-pane px-4 py-3 md:-mx-6 md:px-6 lg:mx-0 lg:rounded-2xl lg:border">
          {error !== undefined && (
            <p role="alert" className="text-bad">
              {error}
            </p>
          )}
          <div className="flex justify-end gap-2">{buttons}</div>
        </div>
      </div>
      <PreviewPanel draft={draft} saved={saved} source={source} />
    </form>
  )
}

export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-2xl border border-line bg-pane p-5 shadow-card">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {hint !== undefined && <p className="text-soft">{hint}</p>}
      <div className="mt-4 grid grid-cols-1 gap-4">{children}</div>
    </section>
  )
}
