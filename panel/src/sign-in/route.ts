import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../app/root.ts'

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to, other }: Record<string, unknown>): { to?: string; other?: true } => ({
    // Only a path of ours, because a link must not lead a person to another site after signing in.
    ...(typeof to === 'string' && /^\/(?![/\\])/.test(to) && { to }),
    // Somebody is signed in, and wants to go on in another company of theirs.
    ...(other === true && { other }),
  }),
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})

/** Pages to which links of e-mails lead, and the page to have one sent. The code of a link is behind its `#`. */
const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./link-pages.tsx'), 'InvitationPage'),
})

const newPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new-password',
  component: lazyRouteComponent(() => import('./link-pages.tsx'), 'NewPasswordPage'),
})

const confirmEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-email',
  component: lazyRouteComponent(() => import('./link-pages.tsx'), 'ConfirmEmailPage'),
})

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./link-pages.tsx'), 'ForgotPasswordPage'),
})

export const linkRoutes = [invitationRoute, newPasswordRoute, confirmEmailRoute, forgotPasswordRoute] as const
