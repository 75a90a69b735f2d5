/** What a status webhook means for a message whose response was lost, or has not come yet. */
import { type Desk, messageAccepted, messageFailed } from '../../desk/index.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import { messageIdIn } from '../outbound-rows.ts'
import type { StatusUpdate } from '../read/update.ts'

/**
 * A status contains the id that we sent with the message, so it settles a message whose response was lost, or has not come yet.
 * `failed`: the message never had an id of WhatsApp and needs none any more. The caller holds the provider id's lock.
 */
export async function settleByStatus(
  desk: Desk,
  { tenantId, channelId }: CloudChannel,
  update: StatusUpdate,
): Promise<'failed' | undefined> {
  const messageId = messageIdIn(update.callbackData)
  if (messageId === null) return undefined
  const [message] = await desk.tx<{ ticket_id: number; is_settled: boolean }[]>`
    with gone as (
      delete from outbound
      where tenant_id = ${tenantId} and channel_id = ${channelId} and message_id = ${messageId}
    )
    select ticket_id, provider_id is not null as is_settled from messages
    where tenant_id = ${tenantId} and channel_id = ${channelId} and id = ${messageId}`
  if (message === undefined || message.is_settled) return undefined
  if (update.status === 'failed') {
    await messageFailed(desk, { tenantId, messageId, error: update.error })
    return 'failed'
  }
  await messageAccepted(desk, { tenantId, ticketId: message.ticket_id, messageId, providerId: update.target })
  return undefined
}
