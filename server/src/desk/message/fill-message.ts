/**
 * Gives a message its content that was stored without it, because an earlier version did not know its type, or an old file had
 * not come yet. The message was told as it was then, so no event tells of this.
 */
import type { Tx } from '../../base/db/db.ts'
import { contentJson } from './content.ts'
import type { InboundMessage } from './inbound-message.ts'

export type Filling = Pick<InboundMessage, 'mediaType' | 'body' | 'mediaId' | 'content' | 'origin'>

/** Does not change a message that has its content. */
export async function fillMessage(
  tx: Tx,
  where: { tenantId: number; messageId: number },
  filling: Filling,
): Promise<void> {
  await tx`
    with filled as (
      update messages set media_type = ${filling.mediaType}, body = ${filling.body}, media_id = ${filling.mediaId}::bigint,
        content = ${contentJson(filling.content)}::text::jsonb,
        origin = ${filling.origin == null ? null : JSON.stringify(filling.origin)}::text::jsonb
      where tenant_id = ${where.tenantId} and id = ${where.messageId} and origin ->> 'unknownType' is not null
      returning tenant_id, id, ticket_id, body
    )
    update tickets t set last_message = f.body from filled f
    where t.tenant_id = f.tenant_id and t.id = f.ticket_id and t.last_message_id = f.id`
}

/** Whether the type is still unknown. */
export const isUnknown = ({ origin }: Pick<InboundMessage, 'origin'>): boolean =>
  (origin as { unknownType?: unknown } | null | undefined)?.unknownType != null
