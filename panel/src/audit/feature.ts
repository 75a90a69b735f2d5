/** The audit log: who changed what, from where, what was there before and what is there now. For administrators. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { ScrollText } from 'lucide-react'
import { can } from '../app/session.ts'
import { settingsRoute } from '../settings/route.ts'
import type { SettingsSection } from '../settings/section.ts'

/** The filters, in the address. Days are those of the person's own clock. */
export interface AuditSearch {
  what?: string
  user?: number
  from?: string
  to?: string
}

const isDay = (given: unknown): given is string => typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given)

export const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'audit',
  validateSearch: ({ what, user, from, to }: Record<string, unknown>): AuditSearch => ({
    ...(typeof what === 'string' && /^[a-z_.]{1,80}$/.test(what) && { what }),
    ...(Number.isSafeInteger(user) && Number(user) > 0 && { user: Number(user) }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  }),
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
})

export const auditSection: SettingsSection = {
  to: '/settings/audit',
  group: 'company',
  icon: ScrollText,
  label: () => i18next.t('title', { ns: 'audit' }),
  isFor: can.readAudit,
}
