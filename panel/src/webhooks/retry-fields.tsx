import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RetryPolicy } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Field, SelectField } from '../ui/field.tsx'
import { retryPoliciesQuery } from './actions.ts'
import type { Draft } from './draft.ts'

interface RetryFieldsProps {
  draft: Draft
  onChange: (change: Partial<Draft>) => void
}

export function RetryFields({ draft, onChange }: RetryFieldsProps) {
  const { t } = useTranslation('webhooks')
  const policy = useQuery(retryPoliciesQuery).data?.find(each => each.policy === draft.retryPolicy)
  return (
    <>
      <SelectField
        label={t('form.policy')}
        value={draft.retryPolicy}
        onChange={event => onChange({ retryPolicy: event.target.value === 'whazing' ? 'whazing' : 'standard' })}
      >
        <option value="standard">{t('form.policyStandard')}</option>
        <option value="whazing">{t('form.policyWhazing')}</option>
      </SelectField>
      {policy !== undefined && <TimeLine policy={policy} />}
      <SelectField
        label={t('form.exhausted')}
        hint={t(`exhaustedTexts.${draft.whenExhausted}`)}
        value={draft.whenExhausted}
        onChange={event => onChange({ whenExhausted: event.target.value === 'hold' ? 'hold' : 'skip' })}
      >
        <option value="skip">{t('form.exhaustedSkip')}</option>
        <option value="hold">{t('form.exhaustedHold')}</option>
      </SelectField>
      <Field
        label={t('form.timeout')}
        hint={t('form.timeoutHint')}
        type="number"
        min={1}
        max={60}
        required
        value={draft.timeoutSeconds}
        onChange={event => onChange({ timeoutSeconds: Number(event.target.value) })}
      />
    </>
  )
}

const WIDTH = 600

/** Every attempt at its time, on a logarithmic line, because the first ones are seconds apart and the last ones hours. */
function TimeLine({ policy }: { policy: RetryPolicy }) {
  const { t } = useTranslation('webhooks')
  const instants = useInstants()
  const { firstPauseMs, pausesMs } = policy
  const at = [firstPauseMs]
  for (const pause of pausesMs) at.push((at.at(-1) ?? 0) + pause)
  const scale = (ms: number) => Math.log10(1 + ms / 100)
  const end = scale(at.at(-1) ?? 1)
  return (
    <figure>
      <svg viewBox={`-8 0 ${WIDTH + 16} 24`} className="h-6 w-full" aria-hidden="true">
        <line x1="0" x2={WIDTH} y1="12" y2="12" className="stroke-line-strong" />
        {at.map((ms, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are in order.
          <circle key={index} cx={(scale(ms) / end) * WIDTH} cy="12" r="5" className="fill-accent" />
        ))}
      </svg>
      <figcaption className="text-sm text-soft">
        {t('form.schedule', {
          count: at.length,
          list: at.map(ms => (ms === 0 ? t('form.atOnce') : instants.duration(ms))).join(' · '),
        })}
      </figcaption>
    </figure>
  )
}
