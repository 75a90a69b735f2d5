/**
 * What each profile may do, by name: `/me` returns them, so that a client shows no button whose request would be refused. The
 * routes check the profile themselves.
 */
import type { Profile } from './caller.ts'

const EVERYBODY = ['tickets.serve', 'contacts.change', 'search'] as const
const SUPERVISORS = [
  'tickets.viewAll',
  'tickets.serveOthers',
  'contacts.ignore',
  'contacts.merge',
  'settings.change',
  'endpoints.manage',
] as const
const ADMINS = [
  'company.change',
  'users.manage',
  'channels.manage',
  'apiKeys.manage',
  'contacts.export',
  'contacts.delete',
  'audit.read',
] as const

/** Only administrators of at most one company have it, see operator.ts. */
const OPERATORS = ['server.read'] as const

export const PERMISSIONS = [...EVERYBODY, ...SUPERVISORS, ...ADMINS, ...OPERATORS] as const
export type Permission = (typeof PERMISSIONS)[number]

const OF_PROFILE: Record<Profile, readonly Permission[]> = {
  attendant: EVERYBODY,
  supervisor: [...EVERYBODY, ...SUPERVISORS],
  admin: [...EVERYBODY, ...SUPERVISORS, ...ADMINS],
}

export const permissionsOf = (profile: Profile, { isOperator }: { isOperator: boolean }): Permission[] => [
  ...OF_PROFILE[profile],
  ...(isOperator ? OPERATORS : []),
]
