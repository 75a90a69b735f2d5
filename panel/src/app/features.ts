/** Every feature, in the order of the navigation. Routes stay a literal tuple, so that links are checked by tsc. */

import type { Me } from '../api/types.ts'
import { boardNavigation, boardRoutes } from '../board/feature.ts'
import { deliveriesNavigation, deliveriesRoutes } from '../deliveries/feature.ts'
import { firstStepsNavigation, firstStepsRoutes } from '../first-steps/feature.ts'
import { inboxNavigation, inboxRoutes, startInbox } from '../inbox/feature.ts'
import { reportsNavigation, reportsRoutes } from '../reports/feature.ts'
import { settingsNavigation, settingsRoutes } from '../settings/feature.ts'
import { webhooksNavigation, webhooksRoutes } from '../webhooks/feature.ts'
import type { Finder, NavigationItem } from './feature.ts'

export const frameRoutes = [
  ...inboxRoutes,
  ...boardRoutes,
  ...reportsRoutes,
  ...deliveriesRoutes,
  ...webhooksRoutes,
  ...settingsRoutes,
  ...firstStepsRoutes,
] as const

export const navigation: readonly NavigationItem[] = [
  inboxNavigation,
  boardNavigation,
  reportsNavigation,
  deliveriesNavigation,
  webhooksNavigation,
  settingsNavigation,
  firstStepsNavigation,
]

/** What the command palette finds besides commands. */
export const finders: readonly Finder[] = [async text => (await import('../inbox/find.ts')).find(text)]

/** What runs behind every page, when somebody is signed in. */
export const background: readonly ((me: Me) => () => void)[] = [startInbox]
