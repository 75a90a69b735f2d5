/** The users of the company: who may sign in, what they may do, which queues they serve. For administrators. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Users } from 'lucide-react'
import { can } from '../app/session.ts'
import { settingsRoute, validateChosen } from '../settings/route.ts'
import type { SettingsSection } from '../settings/section.ts'

export const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'users',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
})

export const usersSection: SettingsSection = {
  to: '/settings/users',
  group: 'access',
  icon: Users,
  label: () => i18next.t('title', { ns: 'users' }),
  isFor: can.manageUsers,
}
