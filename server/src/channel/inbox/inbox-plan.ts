/**
 * Chooses which of the waiting posts are worked off next, and which of them together. A conversation's updates keep their order:
 * they go into one batch, or wait until the batch with the earlier ones is done. Batches run side by side.
 */
import type { Update } from '../read/update.ts'

/** A post that waits, with its updates. */
export interface Post {
  id: number
  tenantId: number
  channelId: number
  position: number
  updates: Update[]
}

/** A part of a post: the updates from `from` up to `to`. */
export interface PartOfPost {
  post: Post
  from: number
  to: number
}

export interface PlanLimits {
  batches: number
  /** One with a file counts as ten. */
  updatesPerBatch: number
}

/** `isWaiting` is true for updates that cannot be worked off yet, because their file is still being fetched. */
export function planBatches(
  posts: Post[],
  limits: PlanLimits,
  isWaiting: (post: Post, update: Update) => boolean,
): PartOfPost[][] {
  const batches: { parts: PartOfPost[]; size: number }[] = Array.from({ length: limits.batches }, () => ({
    parts: [],
    size: 0,
  }))
  /** The batch of each conversation; -1 = it has to wait for the next round. */
  const placed = new Map<string, number>()

  for (const post of posts) {
    const names = conversationsOf(post, post.position)
    const index = choose(batches, names, placed, limits)
    const batch = batches[index]
    const room = batch === undefined ? 0 : limits.updatesPerBatch - batch.size
    const { to, weight } = batch === undefined ? { to: post.position, weight: 0 } : reach(post, room, isWaiting)
    const isWhole = to >= post.updates.length
    if (batch !== undefined && (to > post.position || isWhole)) {
      batch.parts.push({ post, from: post.position, to })
      batch.size += weight
    }
    for (const name of names) placed.set(name, isWhole && batch !== undefined ? index : -1)
  }
  return batches.map(batch => batch.parts).filter(parts => parts.length > 0)
}

function conversationsOf(post: Post, from: number): string[] {
  const names = new Set<string>()
  for (const update of post.updates.slice(from)) {
    for (const name of update.conversation) names.add(`${post.tenantId}:${name}`)
  }
  return [...names]
}

/** The batch that has one of the conversations already, otherwise the emptiest one; -1 when none is possible. */
function choose(batches: { size: number }[], names: string[], placed: Map<string, number>, limits: PlanLimits): number {
  const taken = new Set(names.map(name => placed.get(name)).filter(index => index !== undefined))
  if (taken.size > 1) return -1
  const [only] = taken
  if (only !== undefined) return only >= 0 && batches[only]!.size < limits.updatesPerBatch ? only : -1
  const emptiest = batches.reduce((best, batch, index) => (batch.size < batches[best]!.size ? index : best), 0)
  return batches[emptiest]!.size < limits.updatesPerBatch ? emptiest : -1
}

/** A transaction may have the bytes of each file in memory, so only few go into one. */
const FILE_WEIGHT = 10
/** A hundred people of a phone book, or two hundred old messages, which leave little room in one transaction. */
const BULK_WEIGHT = 25
function weightOf(update: Update): number {
  if (update.kind === 'address-book') return BULK_WEIGHT
  if (update.kind === 'history') return update.messages.length > 0 ? BULK_WEIGHT : 1
  return update.kind === 'message' && update.content.media !== null ? FILE_WEIGHT : 1
}

/** How many updates of this post can be taken, and their weight. */
function reach(post: Post, room: number, isWaiting: (post: Post, update: Update) => boolean) {
  let to = post.position
  let weight = 0
  for (; to < post.updates.length; to++) {
    const update = post.updates[to]!
    if (weight + weightOf(update) > room || isWaiting(post, update)) break
    weight += weightOf(update)
  }
  return { to, weight }
}
