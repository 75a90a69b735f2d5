/** Deliveries: what was posted where, as it happens, and what needs attention. For administrators and supervisors. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Webhook } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'
import { can } from '../app/session.ts'

const deliveriesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/deliveries',
  component: lazyRouteComponent(() => import('./deliveries-page.tsx'), 'DeliveriesPage'),
})

export const deliveriesRoutes = [deliveriesRoute] as const

export const deliveriesNavigation: NavigationItem = {
  to: '/deliveries',
  icon: Webhook,
  label: () => i18next.t('title', { ns: 'deliveries' }),
  key: 'e',
  isFor: can.seeDeliveries,
}
