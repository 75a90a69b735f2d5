import { createHash } from 'node:crypto'
import { chatOf } from './chats.ts'
import { type BusinessNumber, type Customer, type Group, NotInWorld, type World } from './state.ts'

export type GroupInput = {
  subject?: string
  description?: string
  joinApprovalMode?: Group['joinApprovalMode']
  /** Tests that need to know it before can give it; otherwise it is counted. */
  id?: string
}

export const MAX_PARTICIPANTS = 8

export function makeGroup(world: World, number: BusinessNumber, input: GroupInput): Group {
  const id = input.id ?? world.ids.groupId()
  if (typeof id !== 'string' || id === '' || world.groups.has(id)) throw new NotInWorld(`there is a group ${id}`)
  const group: Group = {
    id,
    phoneNumberId: number.phoneNumberId,
    subject: input.subject ?? 'Grupo',
    description: input.description ?? '',
    joinApprovalMode: input.joinApprovalMode ?? 'auto_approve',
    inviteLink: inviteLink(id, 0),
    participants: new Set(),
    joinRequests: new Map(),
    isSuspended: false,
    pictureHash: null,
    createdAt: Math.floor(world.now().getTime() / 1_000),
  }
  world.groups.set(id, group)
  chatOf(world, number.phoneNumberId, { groupId: id })
  return group
}

/** A link that ends when the next one is made. */
export const inviteLink = (groupId: string, count: number): string =>
  `https://chat.whatsapp.com/${createHash('sha256').update(`${groupId} ${count}`).digest('base64url').slice(0, 22)}`

export function groupAt(world: World, id: string): Group {
  const group = world.groups.get(id)
  if (!group) throw new NotInWorld(`no group ${id}`)
  return group
}

export const peopleIn = (world: World, group: Group): Customer[] =>
  [...group.participants].flatMap(id => world.customers.get(id) ?? [])
