/** The kanban board: customers by stage, moved by pointer, by keyboard or by a menu. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Kanban } from 'lucide-react'
import type { NavigationItem } from '../app/feature.ts'
import { frameRoute } from '../app/root.ts'
import { consoleTexts } from '../i18n/index.ts'

/** Whose cards are shown, in the address. */
export interface BoardSearch {
  queueId?: number
  userId?: number
  walletId?: number
}

const IDS = ['queueId', 'userId', 'walletId'] as const

export const boardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/board',
  beforeLoad: consoleTexts,
  validateSearch: (given: Record<string, unknown>): BoardSearch => {
    const found = IDS.filter(name => Number.isSafeInteger(given[name]) && Number(given[name]) > 0)
    return Object.fromEntries(found.map(name => [name, given[name]]))
  },
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'BoardPage'),
})

export const boardRoutes = [boardRoute] as const

export const boardNavigation: NavigationItem = {
  to: '/board',
  icon: Kanban,
  label: () => i18next.t('pages.board', { ns: 'app' }),
  key: 'b',
  isWideOnly: true,
  isFor: () => true,
}
