import { createHash } from 'node:crypto'
import type { Emulation } from '../emulation.ts'
import { createGroupEvents } from '../meta/group-events.ts'
import { peopleIn } from '../world/groups.ts'
import type { Group, World } from '../world/state.ts'
import { GraphError, type Json, missing, tooLong } from './graph-error.ts'
import { afterResponse, type Call, numberAt, type On } from './graph-route.ts'
import { isMultipart, readForm } from './multipart.ts'
import { pageOf } from './paging.ts'

const product = { messaging_product: 'whatsapp' }

/** Groups: most requests get a `request_id`, and their result arrives as a webhook. */
export function groupRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation
  const groups = createGroupEvents(emulation)
  const groupAt = ({ request }: Call): Group => {
    const group = world.groups.get(request.params.id)
    if (!group) throw new GraphError(131041, 'The group is not known to this phone number.')
    if (group.isSuspended && request.method !== 'GET') throw new GraphError(131207, 'The group is suspended.')
    return group
  }

  on('POST', '/:id/groups', call => {
    const number = numberAt(emulation, call.request)
    if (!number.groups) throw new GraphError(131215, 'This phone number may not use the Groups API.')
    const subject = requiredText(call.parameters, 'subject', 128)
    const description = optionalText(call.parameters, 'description', 2048)
    const mode = call.parameters.join_approval_mode ?? 'auto_approve'
    if (mode !== 'auto_approve' && mode !== 'approval_required') throw missing('join_approval_mode')
    const requestId = world.ids.requestId()
    const { phoneNumberId } = number
    const input = { phoneNumberId, subject, joinApprovalMode: mode, ...(description && { description }) } as const
    afterResponse(emulation, call, () => void groups.create(input, requestId))
    return { ...product, request_id: requestId }
  })

  on('GET', '/:id/groups', ({ request }) => {
    const { phoneNumberId } = numberAt(emulation, request)
    const own = [...world.groups.values()].filter(group => group.phoneNumberId === phoneNumberId)
    const { data, ...paging } = pageOf(
      request,
      own.map(({ id, subject, createdAt }) => ({ id, subject, created_at: String(createdAt) })),
    )
    return { data: { groups: data }, ...paging }
  })

  on('GET', '/:id/invite_link', call => ({ ...product, invite_link: groupAt(call).inviteLink }))
  on('POST', '/:id/invite_link', call => ({ ...product, invite_link: groups.resetInviteLink(groupAt(call).id) }))
  on('DELETE', '/:id/invite_link', call => {
    groups.resetInviteLink(groupAt(call).id)
    return { ...product, success: true }
  })

  on('DELETE', '/:id/participants', call => {
    const group = groupAt(call)
    const { participants } = call.parameters
    if (!Array.isArray(participants) || participants.length === 0) throw missing('participants')
    const inputs = participants.map(each => String((each as Json)?.user ?? each))
    const requestId = world.ids.requestId()
    afterResponse(emulation, call, () => groups.remove(group.id, inputs, requestId))
    return { ...product, request_id: requestId }
  })

  on('GET', '/:id/join_requests', call => {
    const requests = [...groupAt(call).joinRequests].map(([join_request_id, { customerId, at }]) => {
      const customer = world.customers.get(customerId)
      const waId = customer?.phoneWithheld ? null : customer?.waId
      return {
        join_request_id,
        ...(waId && { wa_id: waId }),
        user_id: customer?.userId,
        creation_timestamp: String(at),
      }
    })
    return pageOf(call.request, requests)
  })

  on('POST', '/:id/join_requests', call => {
    const group = groupAt(call)
    const { known, failed } = sortedRequests(group, call.parameters)
    afterResponse(emulation, call, () => void groups.approve(group.id, known))
    return { ...product, approved_join_requests: known, ...failed }
  })

  on('DELETE', '/:id/join_requests', call => {
    const group = groupAt(call)
    const { known, failed } = sortedRequests(group, call.parameters)
    for (const id of known) group.joinRequests.delete(id)
    return { ...product, rejected_join_requests: known, ...failed }
  })
}

function sortedRequests(group: Group, { join_requests }: Json): { known: string[]; failed: Json } {
  if (!Array.isArray(join_requests) || join_requests.length === 0) throw missing('join_requests')
  const ids = join_requests.map(String)
  const unknown = ids.filter(id => !group.joinRequests.has(id))
  const title = 'Join request does not exist'
  const errors = [{ code: 131213, message: `(#131213) ${title}`, title, error_data: { details: `${title}.` } }]
  return {
    known: ids.filter(id => group.joinRequests.has(id)),
    failed:
      unknown.length === 0
        ? {}
        : { failed_join_requests: unknown.map(join_request_id => ({ join_request_id, errors })), errors },
  }
}

/** `POST /{group-id}`: subject, description, and the picture as a file of a multipart body. */
export async function changeGroup(emulation: Emulation, group: Group, call: Call): Promise<Json> {
  const form = isMultipart(call.request.body) ? await readForm(call.request.body) : new FormData()
  const parameters = {
    ...call.parameters,
    ...Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')),
  }
  const subject = optionalText(parameters, 'subject', 128)
  const description = optionalText(parameters, 'description', 2048)
  const file = form.get('profile_picture_file') ?? form.get('file')
  const pictureHash =
    file instanceof File
      ? createHash('sha256')
          .update(Buffer.from(await file.arrayBuffer()))
          .digest('hex')
      : undefined
  const requestId = emulation.world.ids.requestId()
  const change = {
    ...(subject !== undefined && { subject }),
    ...(description !== undefined && { description }),
    ...(pictureHash !== undefined && { pictureHash }),
  }
  afterResponse(emulation, call, () => createGroupEvents(emulation).settings(group.id, change, requestId))
  return { ...product, request_id: requestId }
}

export function deleteGroup(emulation: Emulation, group: Group, call: Call): Json {
  const requestId = emulation.world.ids.requestId()
  afterResponse(emulation, call, () => createGroupEvents(emulation).delete(group.id, requestId))
  return { ...product, request_id: requestId }
}

export function describeGroup(world: World, group: Group): Json {
  const participants = peopleIn(world, group).map(({ waId, userId, phoneWithheld }) => ({
    ...(waId && !phoneWithheld && { wa_id: waId }),
    user_id: userId,
  }))
  return {
    ...product,
    id: group.id,
    subject: group.subject,
    ...(group.description && { description: group.description }),
    suspended: group.isSuspended,
    join_approval_mode: group.joinApprovalMode,
    creation_timestamp: String(group.createdAt),
    created_at: String(group.createdAt),
    participants,
    total_participant_count: participants.length,
  }
}

function requiredText(parameters: Json, name: string, limit: number): string {
  const text = optionalText(parameters, name, limit)
  if (!text) throw missing(name)
  return text
}

function optionalText(parameters: Json, name: string, limit: number): string | undefined {
  const value = parameters[name]
  if (value === undefined || value === null) return undefined
  const text = String(value).trim()
  if ([...text].length > limit) throw tooLong(name, limit)
  return text
}
