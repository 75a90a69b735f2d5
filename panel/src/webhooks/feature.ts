/** Webhooks: the endpoints, their health, their settings, and how to repair them. For administrators and supervisors. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Webhook } from 'lucide-react'
import { lazy } from 'react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'
import { can } from '../app/session.ts'
import { consoleTexts } from '../i18n/index.ts'

export const TABS = ['health', 'settings', 'recovery', 'n8n'] as const
export type Tab = (typeof TABS)[number]

const idOf = (value: unknown) => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined)

export const webhooksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/webhooks',
  beforeLoad: consoleTexts,
  validateSearch: ({ by }: Record<string, unknown>): { by?: 'queue' } => (by === 'queue' ? { by } : {}),
  component: lazyRouteComponent(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
})

export const newWebhookRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/webhooks/new',
  beforeLoad: consoleTexts,
  validateSearch: (given: Record<string, unknown>): { channel?: number; queue?: number; copy?: number } => {
    const [channel, queue, copy] = [idOf(given.channel), idOf(given.queue), idOf(given.copy)]
    return { ...(channel && { channel }), ...(queue && { queue }), ...(copy && { copy }) }
  },
  component: lazyRouteComponent(() => import('./new-webhook-page.tsx'), 'NewWebhookPage'),
})

export const webhookRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/webhooks/$endpointId',
  beforeLoad: consoleTexts,
  params: {
    parse: ({ endpointId }) => ({ endpointId: Number(endpointId) }),
    stringify: ({ endpointId }) => ({ endpointId: String(endpointId) }),
  },
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: Tab } => {
    const known = TABS.find(each => each === tab)
    return known === undefined || known === 'health' ? {} : { tab: known }
  },
  component: lazyRouteComponent(() => import('./webhook-page.tsx'), 'WebhookPage'),
})

export const webhooksRoutes = [webhooksRoute, newWebhookRoute, webhookRoute] as const

export const webhooksNavigation: NavigationItem = {
  to: '/webhooks',
  icon: Webhook,
  label: () => i18next.t('pages.webhooks', { ns: 'app' }),
  key: 'w',
  isFor: can.seeDeliveries,
  Badge: lazy(() => import('./alert-badge.tsx').then(file => ({ default: file.AlertBadge }))),
}
