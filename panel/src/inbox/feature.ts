/** The inbox: lists of conversations, one of them open, and everything for answering it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { MessageSquare } from 'lucide-react'
import { lazy } from 'react'
import type { Me } from '../api/types.ts'
import type { NavigationItem } from '../app/feature.ts'
import { queries } from '../app/queries.ts'
import { frameRoute } from '../app/root.ts'
import { onStream, startStream } from '../app/stream.ts'
import { LISTS, type ListName, NARROWINGS, type Narrowing } from './model.ts'

/** Which list is shown, in the address: a link, a reload and the back button keep it. */
export interface InboxSearch {
  list?: ListName
  only?: Narrowing
  queue?: number
  channel?: number
  tag?: number
  /** A saved view, instead of the list. */
  view?: number
  sort?: 'waiting'
  /** The user who attends to it, or did. */
  user?: number
  reason?: number
  createdFrom?: string
  createdBefore?: string
  closedFrom?: string
  closedBefore?: string
  /** The searched text. */
  q?: string
  /** The message at which the conversation is opened. */
  message?: number
}

export const inboxRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/inbox',
  validateSearch: (given: Record<string, unknown>): InboxSearch => {
    const { list, only, sort, q } = given
    const knownList = LISTS.find(name => name === list)
    const knownOnly = NARROWINGS.find(name => name === only)
    return {
      ...(knownList && { list: knownList }),
      ...(knownOnly && { only: knownOnly }),
      ...idsOf(given),
      ...instantsOf(given),
      ...(sort === 'waiting' && { sort }),
      // In an address that was typed by hand it may have become a number.
      ...((typeof q === 'string' || typeof q === 'number') && { q: String(q).slice(0, 200) }),
    }
  },
  component: lazyRouteComponent(() => import('./inbox-page.tsx'), 'InboxPage'),
})

const IDS = ['queue', 'channel', 'tag', 'view', 'message', 'user', 'reason'] as const

function idsOf(given: Record<string, unknown>): Pick<InboxSearch, (typeof IDS)[number]> {
  const found = IDS.filter(name => Number.isSafeInteger(given[name]) && Number(given[name]) > 0)
  return Object.fromEntries(found.map(name => [name, given[name]]))
}

/** A range of days of a report, as instants. */
export const INSTANTS = ['createdFrom', 'createdBefore', 'closedFrom', 'closedBefore'] as const

function instantsOf(given: Record<string, unknown>): Pick<InboxSearch, (typeof INSTANTS)[number]> {
  const found = INSTANTS.filter(name => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(String(given[name])))
  return Object.fromEntries(found.map(name => [name, given[name]]))
}

export const conversationRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '$ticketId',
  params: {
    parse: ({ ticketId }) => ({ ticketId: Number(ticketId) }),
    stringify: ({ ticketId }) => ({ ticketId: String(ticketId) }),
  },
  staticData: { isImmersive: true },
  component: lazyRouteComponent(() => import('./conversation.tsx'), 'ConversationPage'),
})

const emptyRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./inbox-page.tsx'), 'NothingChosen'),
})

export const inboxRoutes = [inboxRoute.addChildren([emptyRoute, conversationRoute])] as const

export const inboxNavigation: NavigationItem = {
  to: '/inbox',
  icon: MessageSquare,
  label: () => i18next.t('title', { ns: 'inbox' }),
  key: 'c',
  isFor: () => true,
  Badge: lazy(() => import('./attention.tsx').then(file => ({ default: file.InboxBadge }))),
}

/** On every page, unsent messages go on being sent, and changes are shown. Returns the function that ends it. */
export function startInbox({ user }: Me): () => void {
  if (user === null) return () => undefined
  const stops: (() => void)[] = []
  let isOver = false
  if (import.meta.env.HAS_STREAM) stops.push(startStream())
  void import('./calls.ts').then(({ startCalls }) => {
    if (!isOver) stops.push(startCalls(user.id))
  })
  void import('./drafts.ts').then(({ openDrafts }) => {
    if (!isOver) stops.push(openDrafts(user.id))
  })
  void import('./outbox.ts').then(({ openOutbox }) => openOutbox(user.id))
  void import('./apply.ts').then(({ applyEvent }) => {
    if (!isOver) stops.push(onStream(event => applyEvent(queries, event)))
  })
  return () => {
    isOver = true
    for (const stop of stops) stop()
  }
}
