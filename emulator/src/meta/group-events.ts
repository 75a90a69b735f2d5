import type { Emulation } from '../emulation.ts'
import { type Json, webhookError } from '../graph/graph-error.ts'
import { changeOf, visibleWaId } from '../webhook/envelope.ts'
import { type GroupInput, groupAt, inviteLink, MAX_PARTICIPANTS, makeGroup } from '../world/groups.ts'
import { ensureCustomer } from '../world/people.ts'
import { type Customer, type CustomerInput, type Group, NotInWorld, unixSeconds } from '../world/state.ts'
import { numberOf } from '../world/world.ts'

export type GroupEvents = ReturnType<typeof createGroupEvents>

type Person = string | CustomerInput

/** Events of groups: made, joined, left, changed, suspended, deleted. The routes of the Graph API use these functions too. */
export function createGroupEvents(emulation: Emulation) {
  const { world, feed } = emulation

  function send(group: Group, field: string, fields: Json): void {
    const number = numberOf(world, group.phoneNumberId)
    const entry = { timestamp: String(unixSeconds(world)), group_id: group.id, ...fields }
    emulation.webhooks.send(changeOf(number, { groups: [entry] }, field))
    feed.emit({ kind: 'chat', key: `${group.phoneNumberId}:${group.id}` })
  }

  const participants = (group: Group, fields: Json) => send(group, 'group_participants_update', fields)

  function join(groupId: string, person: Person): Customer {
    const group = groupAt(world, groupId)
    const customer = ensureCustomer(world, person)
    if (group.participants.has(customer.id)) throw new NotInWorld(`${customer.name} is in the group already`)
    if (group.participants.size >= MAX_PARTICIPANTS) throw new NotInWorld('the group is full')
    group.participants.add(customer.id)
    participants(group, {
      type: 'group_participants_add',
      reason: 'invite_link',
      added_participants: [participantOf(customer)],
    })
    return customer
  }

  return {
    list: (): Group[] => [...world.groups.values()],
    get: (id: string): Group => groupAt(world, id),

    /** Makes a group; `requestId` is what the desk got for its request. People join by the invitation link: `join`. */
    create(input: GroupInput & { phoneNumberId?: string } = {}, requestId = world.ids.requestId()): Group {
      const group = makeGroup(world, numberOf(world, input.phoneNumberId), input)
      send(group, 'group_lifecycle_update', {
        type: 'group_create',
        request_id: requestId,
        subject: group.subject,
        ...(group.description && { description: group.description }),
        invite_link: group.inviteLink,
        join_approval_mode: group.joinApprovalMode,
      })
      return group
    },

    /** A group could not be made: the webhook with the error. */
    createFailed(subject: string, code: number, details: string, requestId = world.ids.requestId()): void {
      const entry = { timestamp: String(unixSeconds(world)), type: 'group_create', request_id: requestId, subject }
      const groups = [{ ...entry, errors: [webhookError(code, details)] }]
      emulation.webhooks.send(changeOf(numberOf(world), { groups }, 'group_lifecycle_update'))
    },

    delete(groupId: string, requestId = world.ids.requestId()): void {
      const group = groupAt(world, groupId)
      world.groups.delete(groupId)
      send(group, 'group_lifecycle_update', { type: 'group_delete', request_id: requestId })
    },

    /** A person opens the invitation link. */
    join,

    /** A person asks to be let in; gives the id of the request. */
    requestJoin(groupId: string, person: Person): string {
      const group = groupAt(world, groupId)
      const customer = ensureCustomer(world, person)
      const id = world.ids.joinRequestId()
      group.joinRequests.set(id, { customerId: customer.id, at: unixSeconds(world) })
      const fields = { reason: 'invite_link', join_request_id: id, ...participantOf(customer) }
      participants(group, { type: 'group_join_request_created', ...fields })
      return id
    },

    /** The person withdraws the request. */
    revokeJoin(groupId: string, joinRequestId: string): void {
      const group = groupAt(world, groupId)
      const request = group.joinRequests.get(joinRequestId)
      const customer = request && world.customers.get(request.customerId)
      if (!customer) throw new NotInWorld(`no request ${joinRequestId}`)
      group.joinRequests.delete(joinRequestId)
      const fields = { join_request_id: joinRequestId, ...participantOf(customer) }
      participants(group, { type: 'group_join_request_revoked', ...fields })
    },

    /** The business accepts requests; returns the ids of those that existed. */
    approve(groupId: string, joinRequestIds: string[]): string[] {
      const group = groupAt(world, groupId)
      const known = joinRequestIds.filter(id => group.joinRequests.has(id))
      const people = known.flatMap(id => world.customers.get(group.joinRequests.get(id)!.customerId) ?? [])
      for (const id of known) group.joinRequests.delete(id)
      for (const customer of people) group.participants.add(customer.id)
      const added = people.map(customer => ({ input: customer.waId ?? customer.userId, ...participantOf(customer) }))
      if (added.length > 0) {
        participants(group, { type: 'group_participants_add', reason: 'invite_link', added_participants: added })
      }
      return known
    },

    /** A person leaves by themselves. */
    leave(groupId: string, person: Person): void {
      const group = groupAt(world, groupId)
      const customer = ensureCustomer(world, person)
      if (!group.participants.delete(customer.id)) throw new NotInWorld(`${customer.name} is not in the group`)
      participants(group, {
        type: 'group_participants_remove',
        initiated_by: 'participant',
        removed_participants: [participantOf(customer)],
      })
    },

    /** The business removes people; a person who is not a member is reported as failed. */
    remove(groupId: string, inputs: string[], requestId = world.ids.requestId()): void {
      const group = groupAt(world, groupId)
      const failed = inputs.filter(input => !group.participants.delete(ensureCustomer(world, input).id))
      const removed = inputs.filter(input => !failed.includes(input))
      const error = webhookError(131212, 'The participant is not in the group.')
      participants(group, {
        type: 'group_participants_remove',
        request_id: requestId,
        initiated_by: 'business',
        removed_participants: removed.map(input => ({ input })),
        ...(failed.length > 0 && {
          failed_participants: failed.map(input => ({ input, errors: [error] })),
          errors: [webhookError(131201, 'Not all participants could be removed.')],
        }),
      })
    },

    /** Subject, description or picture change: `group_settings_update`. */
    settings(
      groupId: string,
      change: { subject?: string; description?: string; pictureHash?: string },
      requestId = world.ids.requestId(),
    ): void {
      const group = groupAt(world, groupId)
      const { subject, description, pictureHash } = change
      if (subject !== undefined) group.subject = subject
      if (description !== undefined) group.description = description
      if (pictureHash !== undefined) group.pictureHash = pictureHash
      const done = { update_successful: true }
      send(group, 'group_settings_update', {
        type: 'group_settings_update',
        request_id: requestId,
        ...(pictureHash !== undefined && {
          profile_picture: { mime_type: 'image/jpeg', ...done, sha256: pictureHash },
        }),
        ...(subject !== undefined && { group_subject: { text: subject, ...done } }),
        ...(description !== undefined && { group_description: { text: description, ...done } }),
      })
    },

    /** Meta suspends the group, or ends the suspension: `group_status_update`. */
    suspend(groupId: string, isSuspended = true): void {
      const group = groupAt(world, groupId)
      group.isSuspended = isSuspended
      send(group, 'group_status_update', { type: isSuspended ? 'group_suspend' : 'group_suspend_cleared' })
    },

    /** Makes a new invitation link; the old one ends. */
    resetInviteLink(groupId: string): string {
      const group = groupAt(world, groupId)
      group.inviteLink = inviteLink(group.id, Number(world.ids.requestId()))
      return group.inviteLink
    },
  }
}

const participantOf = (customer: Customer): Json => {
  const waId = visibleWaId(customer)
  return { ...(waId && { wa_id: waId }), user_id: customer.userId }
}
