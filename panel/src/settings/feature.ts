/** Settings: of the person and this browser, of how the desk works, of the company. Other features add sections of theirs. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import i18next from 'i18next'
import { Settings } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { auditRoute } from '../audit/feature.ts'
import { channelRoutes } from '../channels/feature.ts'
import { keyRoutes } from '../keys/feature.ts'
import { serverRoute } from '../server/feature.ts'
import { usersRoute } from '../users/feature.ts'
import { settingsRoute, validateChosen } from './route.ts'

/** On a phone this is the list of sections; on larger screens the list is always beside the page of a section. */
const indexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad() {
    if (matchMedia('(min-width: 48rem)').matches) throw redirect({ to: '/settings/you', replace: true })
  },
  component: lazyRouteComponent(() => import('./you-page.tsx'), 'YouPage'),
})

const youRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'you',
  component: lazyRouteComponent(() => import('./you-page.tsx'), 'YouPage'),
})

const queuesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'queues',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./queues-page.tsx'), 'QueuesPage'),
})

const automationRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'queues/$queueId/automation',
  params: {
    parse: ({ queueId }) => ({ queueId: Number(queueId) }),
    stringify: ({ queueId }) => ({ queueId: String(queueId) }),
  },
  component: lazyRouteComponent(() => import('./queue-automation-page.tsx'), 'QueueAutomationPage'),
})

const closingReasonsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'closing-reasons',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./closing-reasons-page.tsx'), 'ClosingReasonsPage'),
})

const quickRepliesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'quick-replies',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./quick-replies-page.tsx'), 'QuickRepliesPage'),
})

const tagsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'tags',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./labels-page.tsx'), 'TagsPage'),
})

const stagesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'stages',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./labels-page.tsx'), 'StagesPage'),
})

const followupsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'followups',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./labels-page.tsx'), 'FollowupsPage'),
})

const walletsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'wallets',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./labels-page.tsx'), 'WalletsPage'),
})

const customFieldsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'custom-fields',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./custom-fields-page.tsx'), 'CustomFieldsPage'),
})

const companyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'company',
  component: lazyRouteComponent(() => import('./company-page.tsx'), 'CompanyPage'),
})

export const settingsRoutes = [
  settingsRoute.addChildren([
    indexRoute,
    youRoute,
    queuesRoute,
    automationRoute,
    closingReasonsRoute,
    quickRepliesRoute,
    tagsRoute,
    stagesRoute,
    followupsRoute,
    walletsRoute,
    customFieldsRoute,
    usersRoute,
    ...channelRoutes,
    ...keyRoutes,
    companyRoute,
    auditRoute,
    serverRoute,
  ]),
] as const

export const settingsNavigation: NavigationItem = {
  to: '/settings',
  icon: Settings,
  label: () => i18next.t('pages.settings', { ns: 'app' }),
  key: 's',
  isFor: () => true,
}
