/** Compares what a profile may do with a table that a person can read, and with the guards of the routes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusal/refusal.ts'
import { type Caller, PROFILES, type Profile, requireCaller, requirePerson, requireProfile } from './caller.ts'
import { PERMISSIONS, type Permission, permissionsOf } from './permissions.ts'

/** The lowest profile that may do it; higher ones may as well. */
const LOWEST: Record<Permission, Profile | 'operator'> = {
  'tickets.serve': 'attendant',
  'contacts.change': 'attendant',
  search: 'attendant',
  'tickets.viewAll': 'supervisor',
  'tickets.serveOthers': 'supervisor',
  'contacts.ignore': 'supervisor',
  'contacts.merge': 'supervisor',
  'settings.change': 'supervisor',
  'company.change': 'admin',
  'users.manage': 'admin',
  'channels.manage': 'admin',
  'endpoints.manage': 'supervisor',
  'apiKeys.manage': 'admin',
  'contacts.export': 'admin',
  'contacts.delete': 'admin',
  'audit.read': 'admin',
  'server.read': 'operator',
}
const RANK: Record<Profile, number> = { attendant: 0, supervisor: 1, admin: 2 }

for (const profile of PROFILES) {
  test(`what a caller of the profile ${profile} may do, permission by permission`, () => {
    const granted = new Set<string>(permissionsOf(profile, { isOperator: false }))
    for (const permission of PERMISSIONS) {
      const lowest = LOWEST[permission]
      const may = lowest !== 'operator' && RANK[profile] >= RANK[lowest]
      assert.equal(granted.has(permission), may, `${profile} and ${permission}`)
    }
  })
}

test('only an operator sees the state of the server, whatever the profile', () => {
  for (const profile of PROFILES) {
    assert.ok(!permissionsOf(profile, { isOperator: false }).includes('server.read'), profile)
    assert.ok(permissionsOf(profile, { isOperator: true }).includes('server.read'), profile)
  }
})

test('no profile has a permission twice, or one that does not exist', () => {
  for (const profile of PROFILES) {
    const granted = permissionsOf(profile, { isOperator: true })
    assert.equal(new Set(granted).size, granted.length)
    for (const permission of granted) assert.ok(PERMISSIONS.includes(permission), permission)
  }
})

test('changing a returned list of permissions does not change the next one', () => {
  permissionsOf('attendant', { isOperator: false }).push('users.manage')
  assert.ok(!permissionsOf('attendant', { isOperator: false }).includes('users.manage'))
})

const caller = (profile: Profile): Caller => ({ tenantId: 1, userId: 2, profile, apiKeyId: null, name: 'Ana' })
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error.code
  }
  return 'let in'
}

test('without a caller every guard asks to sign in, before it looks at a profile', () => {
  assert.equal(
    codeOf(() => requireCaller({ caller: null })),
    'not_signed_in',
  )
  assert.equal(
    codeOf(() => requirePerson({ caller: null })),
    'not_signed_in',
  )
  assert.equal(requireCaller({ caller: caller('attendant') }).name, 'Ana')
})

test('a guard names its profiles, and no other profile passes', () => {
  assert.equal(
    codeOf(() => requireProfile(caller('attendant'), 'admin')),
    'not_allowed',
  )
  assert.equal(
    codeOf(() => requireProfile(caller('attendant'), 'admin', 'supervisor')),
    'not_allowed',
  )
  assert.equal(
    codeOf(() => requireProfile(caller('supervisor'), 'admin', 'supervisor')),
    'let in',
  )
  assert.equal(
    codeOf(() => requireProfile(caller('admin'), 'admin')),
    'let in',
  )
  assert.equal(
    codeOf(() => requireProfile(caller('admin'))),
    'not_allowed',
    'a guard without profiles lets nobody pass',
  )
  const odd = { ...caller('admin'), profile: 'Admin' as Profile }
  assert.equal(
    codeOf(() => requireProfile(odd, 'admin')),
    'not_allowed',
    'a profile is compared exactly',
  )
})
