/** Credentials of programs: keys of this API, and addresses with tokens of WHAZING's API. For administrators. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { KeyRound, Plug } from 'lucide-react'
import { can } from '../app/session.ts'
import { settingsRoute, validateChosen } from '../settings/route.ts'
import type { SettingsSection } from '../settings/section.ts'

const apiKeysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'api-keys',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./api-keys-page.tsx'), 'ApiKeysPage'),
})

const externalApisRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'external-apis',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./external-apis-page.tsx'), 'ExternalApisPage'),
})

export const keyRoutes = [apiKeysRoute, externalApisRoute] as const

export const keySections: readonly SettingsSection[] = [
  {
    to: '/settings/api-keys',
    group: 'access',
    icon: KeyRound,
    label: () => i18next.t('apiKeys.title', { ns: 'keys' }),
    isFor: can.manageKeys,
  },
  {
    to: '/settings/external-apis',
    group: 'access',
    icon: Plug,
    label: () => i18next.t('externalApis.title', { ns: 'keys' }),
    isFor: can.manageKeys,
  },
]
