/** Deliveries: what was posted where and with what response, as it happens. For administrators and supervisors. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { ListChecks } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'
import { can } from '../app/session.ts'
import { consoleTexts } from '../i18n/index.ts'
import { readSearch } from './model.ts'

export const deliveriesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/deliveries',
  beforeLoad: consoleTexts,
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./deliveries-page.tsx'), 'DeliveriesPage'),
})

export const deliveryRoute = createRoute({
  getParentRoute: () => deliveriesRoute,
  path: '$deliveryId',
  staticData: { isImmersive: true },
  component: lazyRouteComponent(() => import('./delivery-detail.tsx'), 'DeliveryPage'),
})

export const deliveriesRoutes = [deliveriesRoute.addChildren([deliveryRoute])] as const

export const deliveriesNavigation: NavigationItem = {
  to: '/deliveries',
  icon: ListChecks,
  label: () => i18next.t('pages.deliveries', { ns: 'app' }),
  key: 'e',
  isWideOnly: true,
  isFor: can.seeDeliveries,
}
