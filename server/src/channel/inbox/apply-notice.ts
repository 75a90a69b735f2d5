/**
 * Applies what Meta reports about an account, a number or a template: it writes a line for administrators and updates the
 * problems.
 */
import { afterCommit, type Tx } from '../../base/db/db.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import { tellProblems } from '../health/channel-health.ts'
import type { ProblemCode } from '../health/channel-problem.ts'
import { withoutNumbers } from '../log-safe.ts'
import type { NoticeUpdate } from '../read/update.ts'
import { applyTemplateNews } from '../template/template-rows.ts'
import { wakeSenders, wakeWatches } from '../wake.ts'

/** `channel`: the channel whose callback got it. One callback may serve several numbers of an account. */
export async function applyNotice(tx: Tx, channel: CloudChannel, notice: NoticeUpdate): Promise<void> {
  const { tenantId } = channel
  const { template, wabaId } = notice
  const channelIds = await writeNotice(tx, channel, notice)
  if (channelIds.length === 0) return
  if (template !== null && wabaId !== null) {
    await applyTemplateNews(tx, { tenantId, wabaId, channelIds, template, at: notice.at })
  }
  const codes = [...notice.opens, ...notice.ends]
  for (const channelId of channelIds) {
    if (codes.length > 0)
      await tellProblems(tx, { tenantId, channelId }, await standing(tx, { tenantId, channelId, codes }))
  }
  if (notice.isWorthALook || template?.status != null) {
    await tx`
      update cloud_channels set check_at = least(check_at, now())
      where tenant_id = ${tenantId} and channel_id = any (${channelIds}::bigint[])`
    afterCommit(tx, wakeWatches)
  }
  if (notice.ends.length > 0) afterCommit(tx, wakeSenders)
}

/** Returns the channels for which it is new. */
async function writeNotice(tx: Tx, channel: CloudChannel, notice: NoticeUpdate): Promise<number[]> {
  const { tenantId, channelId } = channel
  const { field, event, details, opens, ends, wabaId, number } = notice
  const rows = await tx<{ channel_id: number }[]>`
    with known as (
      select channel_id, regexp_replace(coalesce(display_phone_number, ''), '\\D', '', 'g') as number
      from cloud_channels
      where tenant_id = ${tenantId}
        and (channel_id = ${channelId} or (${wabaId}::text is not null and waba_id = ${wabaId}))
    ),
    meant as (
      select channel_id from known k
      where ${number}::text is null or k.number = ${number}
        -- No channel is known to have this number, so the owner of the callback gets it.
        or (k.channel_id = ${channelId} and not exists (select 1 from known o where o.number = ${number}))
    )
    insert into channel_notices (tenant_id, channel_id, field, event, details, opens, ends, happened_at, hash)
    select ${tenantId}, channel_id, ${field}, ${event}::text, ${details && withoutNumbers(details)}::text, ${opens}::text[],
      ${ends}::text[], to_timestamp(${notice.at}::bigint), decode(${notice.hash}, 'hex')
    from meant order by channel_id
    on conflict (tenant_id, channel_id, hash) do nothing
    returning channel_id`
  return rows.map(row => row.channel_id)
}

/** By the latest instant, in whatever order they came. */
async function standing(
  tx: Tx,
  { tenantId, channelId, codes }: { tenantId: number; channelId: number; codes: ProblemCode[] },
) {
  const rows = await tx<{ problem: ProblemCode; details: string | null; is_over: boolean; at: number }[]>`
    select c.problem, n.details, n.is_over, extract(epoch from n.happened_at)::bigint as at
    from unnest(${codes}::text[]) as c(problem)
    cross join lateral (
      select coalesce(concat_ws(' · ', event, details), field) as details, c.problem = any (ends) as is_over, happened_at
      from channel_notices
      where tenant_id = ${tenantId} and channel_id = ${channelId} and c.problem = any (opens || ends)
      order by happened_at desc, hash limit 1
    ) n`
  return {
    found: rows.filter(row => !row.is_over).map(({ problem, details, at }) => ({ problem, details, at })),
    over: rows.filter(row => row.is_over).map(row => row.problem),
  }
}
