/**
 * When a channel last got a post of WhatsApp, and when WhatsApp last accepted a message. It is written once a minute, so that it
 * costs nothing.
 */
import type { Sql } from '../../base/db/db.ts'

export type Sign = 'post' | 'accepted'

const EVERY_MS = 60_000
/** A server has few channels; a list that grows without end would be a leak. */
const MAX_NOTED = 10_000

export interface SeenAlive {
  note(sign: Sign, channel: { tenantId: number; channelId: number }): Promise<void>
}

export function noteSigns(sql: Sql): SeenAlive {
  const notedAt = new Map<string, number>()
  return {
    async note(sign, { tenantId, channelId }) {
      const key = `${sign}:${tenantId}:${channelId}`
      const at = performance.now()
      const before = notedAt.get(key)
      if (before !== undefined && at - before < EVERY_MS) return
      if (notedAt.size > MAX_NOTED) notedAt.clear()
      notedAt.set(key, at)
      await sql`
        update cloud_channels set
          last_post_at = case when ${sign === 'post'} then now() else last_post_at end,
          last_accepted_at = case when ${sign === 'accepted'} then now() else last_accepted_at end
        where tenant_id = ${tenantId} and channel_id = ${channelId}`
    },
  }
}
