import { useTranslation } from 'react-i18next'

/** Why somebody could not sign in. */
export function WhyNot({ error }: { error: Error | null }) {
  const { t } = useTranslation('sign-in')
  if (error === null) return null
  return (
    <p role="alert" className="text-bad">
      {error.name === 'Unreachable' ? t('unreachable') : error.message}
    </p>
  )
}
