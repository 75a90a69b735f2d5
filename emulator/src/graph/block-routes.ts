import type { Emulation } from '../emulation.ts'
import { keyOfChat } from '../world/chats.ts'
import { findCustomer, isUserId } from '../world/people.ts'
import { type BusinessNumber, type Customer, isObject } from '../world/state.ts'
import { type Json, missing, titleOf } from './graph-error.ts'
import { numberAt, type On } from './graph-route.ts'
import { pageOf } from './paging.ts'

const DAY_MS = 86_400_000

/** People whose messages a number does not want. A person who did not write within a day cannot be blocked. */
export function blockRoutes(on: On, emulation: Emulation): void {
  const { world } = emulation

  on('GET', '/:id/block_users', ({ request }) => {
    const number = numberAt(emulation, request)
    const people = [...number.blocked].flatMap(id => world.customers.get(id) ?? [])
    return pageOf(
      request,
      people.map(customer => ({ messaging_product: 'whatsapp', ...idsOf(customer) })),
    )
  })

  on('POST', '/:id/block_users', ({ request, reply, parameters }) => {
    const number = numberAt(emulation, request)
    const changes = usersOf(parameters).map(input => {
      const customer = findCustomer(world, input)
      if (!customer || !hasWritten(emulation, number, customer)) return { input, error: 131047 }
      number.blocked.add(customer.id)
      return { input, customer }
    })
    return outcome(reply, 'added_users', changes, () => world.ids.traceId())
  })

  on('DELETE', '/:id/block_users', ({ request, reply, parameters }) => {
    const number = numberAt(emulation, request)
    const changes = usersOf(parameters).map(input => {
      const customer = findCustomer(world, input)
      if (!customer || !number.blocked.delete(customer.id)) return { input, error: 131021 }
      return { input, customer }
    })
    return outcome(reply, 'removed_users', changes, () => world.ids.traceId())
  })
}

type Change = { input: string; customer: Customer } | { input: string; error: number }

function usersOf({ block_users }: Json): string[] {
  if (!Array.isArray(block_users) || block_users.length === 0) throw missing('block_users')
  return block_users.map(each => {
    const user = isObject(each) ? (each.user ?? each.user_id) : each
    if (typeof user !== 'string' || user === '') throw missing("block_users['user']")
    return user
  })
}

function hasWritten({ world }: Emulation, number: BusinessNumber, customer: Customer): boolean {
  const at = world.chats.get(keyOfChat(number.phoneNumberId, customer.id))?.lastInboundAt ?? null
  return at !== null && world.now().getTime() - at < DAY_MS
}

const idsOf = ({ waId, userId, phoneWithheld }: Customer): Json => ({
  ...(waId && !phoneWithheld && { wa_id: waId }),
  user_id: userId,
})

/** Successes and failures are in one response, whose status says whether anything failed. */
function outcome(
  reply: { code: (status: number) => unknown },
  list: string,
  changes: Change[],
  traceId: () => string,
): Json {
  const done = changes.flatMap(change =>
    'customer' in change ? [{ input: change.input, ...idsOf(change.customer) }] : [],
  )
  const failed = changes.flatMap(change =>
    'error' in change
      ? [
          {
            input: change.input,
            ...(isUserId(change.input) ? { user_id: change.input } : { wa_id: change.input.replace(/\D/g, '') }),
            errors: [
              {
                message: titleOf(change.error),
                code: change.error,
                error_data: { details: 'The user cannot be blocked or unblocked.' },
              },
            ],
          },
        ]
      : [],
  )
  const block_users = { [list]: done, ...(failed.length > 0 && { failed_users: failed }) }
  if (failed.length === 0) return { messaging_product: 'whatsapp', block_users }
  reply.code(400)
  return {
    messaging_product: 'whatsapp',
    block_users,
    error: {
      message: '(#139100) Failed to block/unblock users',
      type: 'OAuthException',
      code: 139100,
      error_data: { details: 'Failed to block some users, see the block_users response list for details' },
      fbtrace_id: traceId(),
    },
  }
}
