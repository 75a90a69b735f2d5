/** The two parent routes of every page: the root, and the frame for signed-in people. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api, bodyOf } from '../api/client.ts'
import { isRefused } from '../api/problem.ts'
import { NotFound, PageFailed } from './page-states.tsx'
import { meQuery } from './session.ts'

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: PageFailed,
})

/** Where a second factor is set up. */
const OWN_PAGE = '/settings/you'

export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  async beforeLoad({ context: { queries }, location }) {
    try {
      const me = await queries.ensureQueryData(meQuery)
      // Every other request would be refused.
      if (me.mustSetUpSecondFactor && location.pathname !== OWN_PAGE) throw redirect({ to: OWN_PAGE })
      return { me }
    } catch (error) {
      if (!isRefused(error, 401)) throw error
      const { isSetUp } = await bodyOf(api.GET('/api/v1/setup'))
      if (!isSetUp) throw redirect({ to: '/set-up' })
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
    }
  },
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
  notFoundComponent: NotFound,
  errorComponent: PageFailed,
})
