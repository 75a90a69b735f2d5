/** Reports: what is going on now, and figures of past days. For administrators and supervisors. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { ChartColumn } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'
import { can } from '../app/session.ts'
import { consoleTexts } from '../i18n/index.ts'
import type { DurationName } from './model.ts'

export const PERIODS = ['today', 'yesterday', '7', '30', 'month', 'last-month', '365'] as const
export type Period = (typeof PERIODS)[number]

export const GROUPS = ['queue', 'user', 'channel'] as const
export type Group = (typeof GROUPS)[number]
export const TRENDS = ['volume', 'messages', 'wait', 'response'] as const
export type TrendName = (typeof TRENDS)[number]
export const LOADS = ['messages', 'new', 'wait'] as const
/** Figures that lead to the conversations behind them. */
const BEHIND = [
  ...(['queueWait', 'queueWaitInHours', 'firstResponse', 'firstResponseInHours'] as const),
  ...(['replyTime', 'resolution', 'automaticResolution', 'attended'] as const),
] satisfies readonly DurationName[]
export type LoadName = (typeof LOADS)[number]

/** The filters and the chosen view, in the address. Days are the company's. */
export interface ReportSearch {
  /** 30 days by default. */
  period?: Period
  from?: string
  to?: string
  queue?: number
  user?: number
  channel?: number
  by?: Group
  trend?: TrendName
  load?: LoadName
  /** Which duration's conversations are shown beside it. */
  behind?: DurationName
}

const isDay = (given: unknown): given is string =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given))
const one = <T extends string>(known: readonly T[], given: unknown): T | undefined =>
  known.find(each => each === String(given))

export const reportsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports',
  beforeLoad: consoleTexts,
  validateSearch: (given: Record<string, unknown>): ReportSearch => {
    const ids = (['queue', 'user', 'channel'] as const).filter(
      name => Number.isSafeInteger(given[name]) && Number(given[name]) > 0,
    )
    const found = {
      period: one(PERIODS, given.period),
      by: one(GROUPS, given.by),
      trend: one(TRENDS, given.trend),
      load: one(LOADS, given.load),
      behind: one(BEHIND, given.behind),
      ...(isDay(given.from) && isDay(given.to) && { from: given.from, to: given.to }),
      ...Object.fromEntries(ids.map(name => [name, Number(given[name])])),
    }
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
  },
  component: lazyRouteComponent(() => import('./reports-page.tsx'), 'ReportsPage'),
})

export const overviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/now',
  beforeLoad: consoleTexts,
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
})

export const reportsRoutes = [reportsRoute, overviewRoute] as const

export const reportsNavigation: NavigationItem = {
  to: '/reports',
  icon: ChartColumn,
  label: () => i18next.t('pages.reports', { ns: 'app' }),
  key: 'r',
  isFor: can.seeReports,
}
