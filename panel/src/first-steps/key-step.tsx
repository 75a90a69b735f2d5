import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiKeysQuery, isGood, KeyFields, shownOf, useKeyForm } from '../keys/api-keys-page.tsx'
import { SecretValues } from '../keys/shown-once.tsx'
import { Skeleton } from '../ui/state.tsx'
import { LINK, StepDone, StepForm } from './parts.tsx'

export function KeyStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('first-steps')
  const { t: tKeys } = useTranslation('keys')
  const queries = useQueryClient()
  const [made, setMade] = useState<string>()
  const keys = useQuery(apiKeysQuery).data?.filter(isGood)
  const form = useKeyForm(key => {
    setMade(key)
    void queries.invalidateQueries({ queryKey: ['first-steps'] })
  })
  const more = (
    <Link to="/settings/api-keys" className={LINK}>
      {t('pages.apiKey.all')}
    </Link>
  )
  if (made !== undefined) {
    return (
      <StepDone text={t('pages.apiKey.made')} onDone={onDone} more={more}>
        <SecretValues {...shownOf(made, tKeys('apiKeys.key'))} />
      </StepDone>
    )
  }
  if (keys === undefined) return <Skeleton className="h-64" />
  if (keys.length > 0) {
    const text = t('pages.apiKey.done', { names: keys.map(({ name }) => name).join(', ') })
    return <StepDone text={text} onDone={onDone} more={more} />
  }
  return (
    <StepForm form={form} saveLabel={t('pages.apiKey.make')}>
      <KeyFields form={form} />
    </StepForm>
  )
}
