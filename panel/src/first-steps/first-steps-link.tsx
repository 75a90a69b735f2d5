import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFirstSteps } from './data.ts'

/** Shows its children as long as a step is left and nobody has dismissed the steps. */
export function WhileLed({ children }: { children: ReactNode }) {
  const steps = useFirstSteps()
  return steps === undefined || steps.isOver ? null : children
}

/** For a page on which nothing can happen before the steps are done. */
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
