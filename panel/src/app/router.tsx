import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { isLedFirst } from '../first-steps/data.ts'
import { setUpRoute } from '../set-up/route.ts'
import { linkRoutes, signInRoute } from '../sign-in/route.ts'
import { frameRoutes } from './features.ts'
import { queries } from './queries.ts'
import { frameRoute, rootRoute } from './root.ts'
import { meQuery, sessionIsOver } from './session.ts'

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  async beforeLoad({ context: { queries } }) {
    throw redirect({ to: (await isLedFirst(queries)) ? '/first-steps' : '/inbox', replace: true })
  },
})

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  ...linkRoutes,
  setUpRoute,
  frameRoute.addChildren([...frameRoutes]),
])

export const router = createRouter({
  routeTree,
  context: { queries },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
})

sessionIsOver.listener = () => {
  if (router.state.location.pathname === '/sign-in' || queries.getQueryData(meQuery.queryKey) === undefined) return
  const to = router.state.location.href
  queries.clear()
  router.navigate({ to: '/sign-in', search: { to } })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
