/**
 * /api/auth: signing in and out, the own account, links of e-mails. Only the parts of better-auth that these routes use are open;
 * its other functions (sign-up, linking, e-mail changes) have no address here.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Access } from '../access.ts'
import { refuseForeignPage } from '../origin.ts'
import { accountRoutes } from './account-routes.ts'
import { type AfterJoining, linkRoutes } from './link-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** Register it at the root, with the prefix /api/auth. */
export const sessionRoutes =
  (access: Access, afterJoining: AfterJoining = async () => {}): FastifyPluginAsyncTypebox =>
  async app => {
    app.addHook('onRequest', async request => refuseForeignPage(request, access.isTrustedOrigin))
    await app.register(signInRoutes(access))
    await app.register(linkRoutes(access, afterJoining))
    await app.register(accountRoutes(access))
  }
