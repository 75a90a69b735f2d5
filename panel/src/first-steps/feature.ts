/** The first steps of a company: what it needs to serve customers, one after the other, until nothing is left. For administrators. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { ListTodo } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'
import { can } from '../app/session.ts'
import { consoleTexts } from '../i18n/index.ts'
import type { StepName } from './data.ts'
import { WhileLed } from './first-steps-link.tsx'

/** `end`: the trial when everything is done. */
export const PAGES = ['company', 'queue', 'channel', 'attendant', 'apiKey', 'webhook', 'end'] as const satisfies (
  | StepName
  | 'end'
)[]
export type StepPage = (typeof PAGES)[number]

export const firstStepsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/first-steps',
  beforeLoad: consoleTexts,
  validateSearch: ({ step }: Record<string, unknown>): { step?: StepPage } => {
    const known = PAGES.find(page => page === step)
    return known === undefined ? {} : { step: known }
  },
  component: lazyRouteComponent(() => import('./first-steps-page.tsx'), 'FirstStepsPage'),
})

export const firstStepsRoutes = [firstStepsRoute] as const

export const firstStepsNavigation: NavigationItem = {
  to: '/first-steps',
  icon: ListTodo,
  label: () => i18next.t('pages.firstSteps', { ns: 'app' }),
  key: 'p',
  isFor: can.administer,
  isWideOnly: true,
  Only: WhileLed,
}
