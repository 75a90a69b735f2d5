/** Who is signed in, and what they may. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import type { Me } from '../api/types.ts'
import { forgetPush } from './push.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/me', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Below the frame somebody is always signed in. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

const may =
  (permission: Me['permissions'][number]) =>
  ({ permissions }: Me): boolean =>
    permissions.includes(permission)

/** These only decide what is shown; the server checks every request. */
export const can = {
  seeDeliveries: ({ profile }: Me) => profile !== 'attendant',
  seeReports: ({ profile }: Me) => profile !== 'attendant',
  administer: ({ profile }: Me) => profile === 'admin',
  /** Every conversation of the company, not only those of the person's own queues. */
  seeAll: may('tickets.viewAll'),
  changeSettings: may('settings.change'),
  changeCompany: may('company.change'),
  mergeContacts: may('contacts.merge'),
  manageUsers: may('users.manage'),
  manageChannels: may('channels.manage'),
  manageKeys: may('apiKeys.manage'),
  readAudit: may('audit.read'),
  operate: may('server.read'),
}

/** Returns the next step: signed in, choose a company, enter a second factor. */
export const signIn = (email: string, password: string, tenantId?: number) =>
  bodyOf(
    api.POST('/api/auth/sign-in/email', { body: { email, password, ...(tenantId !== undefined && { tenantId }) } }),
  )

export async function signOut(): Promise<void> {
  await forgetPush().catch(() => undefined)
  await api.POST('/api/auth/sign-out', { body: {} as never }).catch(() => undefined)
}

/** Called when a request gets a 401; the frame then asks to sign in. */
export const sessionIsOver = {
  listener: undefined as (() => void) | undefined,
  tell() {
    this.listener?.()
  },
}
