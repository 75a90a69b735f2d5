import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useUrlCheck } from './actions.ts'

/** Judged while it is typed: why it is refused, and which URL would work. */
export function UrlField({ value, onChange }: { value: string; onChange: (url: string) => void }) {
  const { t } = useTranslation('webhooks')
  const check = useUrlCheck(value)
  const { reason, suggestion, warnings = [] } = check ?? {}
  return (
    <div className="grid gap-1.5">
      <Field
        label={t('form.url')}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={2_000}
        placeholder="https://n8n.example.com/webhook/recado"
        value={value}
        error={reason ?? undefined}
        onChange={event => onChange(event.target.value)}
      />
      {warnings.map(({ code, text }) => (
        <p key={code} role="status" className="text-sm text-warn">
          {text}
        </p>
      ))}
      {suggestion != null && (
        <p>
          <Button className="h-8 max-w-full text-sm" onClick={() => onChange(suggestion)}>
            <span className="truncate">{t('form.useUrl', { url: suggestion })}</span>
          </Button>
        </p>
      )}
    </div>
  )
}
