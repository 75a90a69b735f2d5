/** The server itself: disk, database, processes, what waits, what is set. For those who operate it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Server } from 'lucide-react'
import { can } from '../app/session.ts'
import { settingsRoute } from '../settings/route.ts'
import type { SettingsSection } from '../settings/section.ts'

export const serverRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'server',
  component: lazyRouteComponent(() => import('./server-page.tsx'), 'ServerPage'),
})

export const serverSection: SettingsSection = {
  to: '/settings/server',
  group: 'company',
  icon: Server,
  label: () => i18next.t('title', { ns: 'server' }),
  isFor: can.operate,
}
