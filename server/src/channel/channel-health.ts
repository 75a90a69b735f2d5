/** Whether a channel can talk to WhatsApp, and the telling of it. */
import type { Db, Sql } from '../base/db/db.ts'
import type { Log } from '../base/log.ts'
import type { CloudChannel, CloudChannels } from './cloud-channel.ts'
import { type Answer, type GraphSettings, type PhoneNumber, phoneNumberInfo } from './graph-client.ts'

export interface HealthDeps {
  db: Db
  graph: GraphSettings
  channels: CloudChannels
  log: Log
}

/** Asks WhatsApp for the number, and writes down whether it answered. */
export async function checkChannel(deps: HealthDeps, channel: CloudChannel): Promise<Answer<PhoneNumber>> {
  const answer = await phoneNumberInfo(deps.graph, channel)
  if (answer.kind === 'ok') await markConnected(deps.db, channel, answer.value.displayPhoneNumber)
  else if (answer.kind === 'channel-broken' || answer.kind === 'refused') {
    await markBroken(deps.db, channel, answer.error.details ?? answer.error.message)
  }
  return answer
}

export async function markBroken(
  sql: Sql,
  channel: { tenantId: number; channelId: number },
  error: string,
): Promise<void> {
  await sql`
    with broken as (
      update channels set status = 'DISCONNECTED' where tenant_id = ${channel.tenantId} and id = ${channel.channelId}
    )
    update cloud_channels set error = ${error}
    where tenant_id = ${channel.tenantId} and channel_id = ${channel.channelId}`
}

async function markConnected(sql: Sql, channel: CloudChannel, displayPhoneNumber: string | null): Promise<void> {
  await sql`
    with well as (
      update channels set status = 'CONNECTED'
      where tenant_id = ${channel.tenantId} and id = ${channel.channelId} and status <> 'CONNECTED'
    )
    update cloud_channels set error = null, display_phone_number = coalesce(${displayPhoneNumber}, display_phone_number)
    where tenant_id = ${channel.tenantId} and channel_id = ${channel.channelId}`
}

/** Looks after broken channels that have messages waiting: Meta's troubles often pass without anybody's help. */
export async function recheckBroken(deps: HealthDeps): Promise<void> {
  const broken = await deps.db<{ tenant_id: number; id: number }[]>`
    select c.tenant_id, c.id from channels c
    where c.is_active and c.status = 'DISCONNECTED'
      and exists (select 1 from outbound o where o.tenant_id = c.tenant_id and o.channel_id = c.id)
    order by c.id limit 100`
  for (const { tenant_id, id } of broken) {
    const channel = await deps.channels.byId(tenant_id, id)
    if (channel === undefined) continue
    const answer = await checkChannel(deps, channel)
    if (answer.kind === 'ok') deps.log.info({ tenant: tenant_id, channel: id }, 'a channel is well again')
  }
}
