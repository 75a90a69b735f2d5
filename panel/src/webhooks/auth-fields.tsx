import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { Field, Switch } from '../ui/field.tsx'
import { type Draft, newHeader } from './draft.ts'

interface AuthFieldsProps {
  draft: Draft
  onChange: (change: Partial<Draft>) => void
  hasToken: boolean
}

/** These can be written and never read: a stored value can be kept, replaced or removed. */
export function AuthFields({ draft, onChange, hasToken }: AuthFieldsProps) {
  const { t } = useTranslation('webhooks')
  const { token, headers } = draft
  const put = (key: number, change: { name?: string; value?: string | null }) =>
    onChange({ headers: headers.map(each => (each.key === key ? { ...each, ...change } : each)) })
  return (
    <>
      <div className="flex items-end gap-2">
        <div className="grow">
          <Field
            label={t('form.token')}
            hint={hasToken && token === undefined ? t('form.tokenKept') : t('form.tokenHint')}
            type="password"
            autoComplete="new-password"
            maxLength={2_000}
            placeholder={hasToken && token === undefined ? '••••••••' : ''}
            value={token ?? ''}
            onChange={event => onChange({ token: event.target.value === '' ? undefined : event.target.value })}
          />
        </div>
      </div>
      {hasToken && (
        <Switch
          label={t('form.removeToken')}
          checked={token === null}
          onChange={event => onChange({ token: event.target.checked ? null : undefined })}
        />
      )}
      <fieldset className="grid grid-cols-1 gap-2">
        <legend className="mb-1 font-medium">{t('form.headers')}</legend>
        {headers.map(({ key, name, value }, at) => (
          <div key={key} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
            <Field
              label={t('form.headerName', { at: at + 1 })}
              value={name}
              disabled={value === null}
              maxLength={100}
              onChange={event => put(key, { name: event.target.value })}
            />
            <Field
              label={t('form.headerValue', { at: at + 1 })}
              type="password"
              autoComplete="off"
              placeholder={value === null ? t('form.stored') : ''}
              value={value ?? ''}
              onChange={event => put(key, { value: event.target.value })}
            />
            <IconButton
              label={t('form.removeHeader', { name: name || at + 1 })}
              onClick={() => onChange({ headers: headers.filter(each => each.key !== key) })}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          </div>
        ))}
        <div>
          <Button onClick={() => onChange({ headers: [...headers, newHeader()] })} disabled={headers.length >= 20}>
            <Plus className="size-4" aria-hidden="true" /> {t('form.addHeader')}
          </Button>
        </div>
      </fieldset>
      <Switch
        label={t('form.ed25519')}
        hint={t('form.ed25519Hint')}
        checked={draft.ed25519}
        onChange={event => onChange({ ed25519: event.target.checked })}
      />
    </>
  )
}
