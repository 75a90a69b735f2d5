/** Settings: today those of the person and this browser. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Settings } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'

const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

export const settingsRoutes = [settingsRoute] as const

export const settingsNavigation: NavigationItem = {
  to: '/settings',
  icon: Settings,
  label: () => i18next.t('title', { ns: 'settings' }),
  key: 's',
  isFor: () => true,
}
