import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFirstSteps } from './data.ts'

/** Its children, as long as something is left and nobody has dismissed it. */
export function WhileLed({ children }: { children: ReactNode }) {
  const steps = useFirstSteps()
  return steps === undefined || steps.isOver ? null : children
}

/** On a page where nothing can happen before they are done. */
export function FirstStepsLink() {
  const { t } = useTranslation('app')
  return (
    <WhileLed>
      <Link to="/first-steps" className="font-medium text-accent underline">
        {t('firstStepsGoOn')}
      </Link>
    </WhileLed>
  )
}
