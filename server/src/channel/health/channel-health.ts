/** Whether a channel can talk to WhatsApp. Its problems are kept until a later check no longer finds them. */
import { type Db, type Sql, type Tx, transaction } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import type { CloudChannel, CloudChannels } from '../cloud-channel.ts'
import type { GraphSettings } from '../graph/graph-call.ts'
import type { GraphError } from '../graph/graph-error.ts'
import { withoutNumbers } from '../log-safe.ts'
import {
  type Found,
  PROBLEM_CODES,
  PROBLEMS,
  type ProblemCode,
  problemOf,
  SEEN_AT_META,
  SEEN_HERE,
} from './channel-problem.ts'
import { type Examination, examineNumber } from './examine-number.ts'

export interface HealthDeps {
  db: Db
  graph: GraphSettings
  channels: CloudChannels
  log: Log
}

type ChannelId = Pick<CloudChannel, 'tenantId' | 'channelId'>

/** How often in a row WhatsApp may be unreachable before that counts as a problem. */
const MAX_SILENT_CHECKS = 3

/** Checks the channel at WhatsApp and stores the result. With `withSecret`, it also checks the app's secret. */
export async function checkChannel(
  deps: HealthDeps,
  channel: CloudChannel,
  { withSecret = false }: { withSecret?: boolean } = {},
): Promise<Examination> {
  const keys = await callbackKeys(deps.db, channel)
  const [appSecret] = channel.appSecrets
  const examination = await examineNumber(deps.graph, {
    phoneNumberId: channel.phoneNumberId,
    accessToken: channel.accessToken,
    wabaId: channel.wabaId,
    ...(withSecret && { appSecret }),
    isOurCallback: url => keys.some(key => url.endsWith(`/webhooks/cloud/${key}`)),
  })
  return transaction(deps.db, async tx => {
    await saveExamination(tx, channel, examination, withSecret)
    if (examination.number !== null) await claimNumber(tx, channel)
    const found = await lookHere(tx, channel)
    await saveProblems(tx, channel, { found, looksAt: SEEN_HERE })
    return { ...examination, problems: [...examination.problems, ...found] }
  })
}

/**
 * WhatsApp shows the number to this channel's token. The first time after the token was entered, the number becomes this
 * company's, and the channel of another company that had it is checked, which finds that out. Later checks do not move a number.
 */
async function claimNumber(tx: Tx, { tenantId, channelId, phoneNumberId }: CloudChannel): Promise<void> {
  await tx`
    with claimed as (
      update cloud_channels set proved_at = clock_timestamp()
      where tenant_id = ${tenantId} and channel_id = ${channelId} and phone_number_id = ${phoneNumberId}
        and proved_at is null
      returning phone_number_id
    )
    update cloud_channels o set check_at = now() from claimed
    where o.phone_number_id = claimed.phone_number_id and o.tenant_id <> ${tenantId} and o.proved_at is not null`
}

/** Problems that our own tables show. */
async function lookHere(sql: Sql, { tenantId, channelId }: ChannelId): Promise<Found[]> {
  interface Seen {
    host: string | null
    set_aside: number
    is_silent: boolean
    is_elsewhere: boolean
    templates: string | null
  }
  const [seen] = await sql<Seen[]>`
    select
      (select error from media m
        where m.tenant_id = c.tenant_id and m.channel_id = c.channel_id and m.state = 'waiting' and m.reason = 'unknown_host'
        order by m.id limit 1) as host,
      (select count(*) from inbound i
        where i.tenant_id = c.tenant_id and i.channel_id = c.channel_id and i.state = 'failed') as set_aside,
      (select string_agg(s.name, ', ' order by s.name) from (
        select distinct t.name from templates t
        where t.tenant_id = c.tenant_id and t.waba_id = c.waba_id and t.status in ('PAUSED', 'DISABLED', 'FLAGGED')
        order by t.name limit 5) s) as templates,
      -- Every message that WhatsApp takes is reported within seconds. Both instants are written once a minute.
      coalesce(c.last_accepted_at < now() - interval '15 minutes'
        and c.last_accepted_at > coalesce(c.last_post_at, '-infinity') + interval '2 minutes', false) as is_silent,
      -- Reported only to a company that has proved that the number is theirs as well.
      exists (select 1 from cloud_channels o
        where o.phone_number_id = c.phone_number_id and o.tenant_id <> c.tenant_id and o.proved_at > c.proved_at
      ) as is_elsewhere
    from cloud_channels c
    where c.tenant_id = ${tenantId} and c.channel_id = ${channelId}`
  if (seen === undefined) return []
  return [
    ...(seen.host === null ? [] : [{ problem: 'media_host' as const, details: seen.host }]),
    ...(seen.set_aside === 0 ? [] : [{ problem: 'posts_set_aside' as const, details: String(seen.set_aside) }]),
    ...(seen.templates === null ? [] : [{ problem: 'template_stopped' as const, details: seen.templates }]),
    ...(seen.is_elsewhere ? [{ problem: 'number_elsewhere' as const, details: null }] : []),
    ...(seen.is_silent ? [{ problem: 'webhooks_missing' as const, details: null }] : []),
  ]
}

/** One callback may serve several numbers of a company, so the callback of each of its channels counts. */
async function callbackKeys(sql: Sql, { tenantId }: ChannelId): Promise<string[]> {
  const rows = await sql<{ callback_key: string }[]>`
    select callback_key from cloud_channels where tenant_id = ${tenantId}`
  return rows.map(row => row.callback_key)
}

async function saveExamination(
  tx: Tx,
  channel: ChannelId,
  { number, token, problems, isWhole }: Examination,
  withSecret: boolean,
): Promise<void> {
  const expiresAt = token?.expiresAt ?? null
  const [row] = await tx<{ failed_checks: number }[]>`
    update cloud_channels set checked_at = now(), failed_checks = case when ${isWhole} then 0 else failed_checks + 1 end,
      display_phone_number = coalesce(${number?.displayPhoneNumber ?? null}, display_phone_number),
      verified_name = coalesce(${number?.verifiedName ?? null}, verified_name),
      quality = coalesce(${number?.qualityRating ?? null}, quality),
      messaging_limit = coalesce(${number?.messagingLimit ?? null}, messaging_limit),
      is_on_phone_app = coalesce(${number?.isOnPhoneApp ?? null}::boolean, is_on_phone_app),
      token_expires_at = case when ${token !== null} then to_timestamp(${expiresAt}::bigint) else token_expires_at end
    where tenant_id = ${channel.tenantId} and channel_id = ${channel.channelId}
    returning failed_checks`
  if (row === undefined) return
  // A short fault of the network says nothing of the channel.
  if (!isWhole && row.failed_checks < MAX_SILENT_CHECKS) return
  const looksAt: readonly ProblemCode[] = isWhole
    ? SEEN_AT_META.filter(code => withSecret || code !== 'app_secret_wrong')
    : ['unreachable']
  await saveProblems(tx, channel, { found: problems, looksAt })
}

/**
 * Of the codes that were checked, those that were found stay or begin, and the others are over. A problem that only sending can
 * find is over when a message was sent, or when no message waits.
 */
export async function saveProblems(
  tx: Tx,
  { tenantId, channelId }: ChannelId,
  { found, looksAt }: { found: readonly Found[]; looksAt: readonly ProblemCode[] },
): Promise<void> {
  const codes = found.map(one => one.problem)
  const details = found.map(one => (one.details === null ? null : withoutNumbers(one.details).slice(0, 1_000)))
  await tx`
    delete from channel_problems
    where tenant_id = ${tenantId} and channel_id = ${channelId} and problem = any (${[...looksAt]}::text[])
      and not problem = any (${codes}::text[])
      and (told_at is null or told_at < now() - case problem
        when 'account_warned' then interval '7 days' else interval '30 minutes' end)
      and (not is_of_sending or not exists (
        select 1 from outbound o where o.tenant_id = ${tenantId} and o.channel_id = ${channelId}))`
  await tx`
    insert into channel_problems as p (tenant_id, channel_id, problem, details)
    select ${tenantId}, ${channelId}, found.problem, found.details
    from unnest(${codes}::text[], ${details}::text[]) as found(problem, details)
    on conflict (tenant_id, channel_id, problem) do update set details = excluded.details
    where p.details is distinct from excluded.details`
  await settleStatus(tx, { tenantId, channelId }, { maySend: true })
}

/**
 * Stores problems that WhatsApp reported, with the instant at which they happened, or that they are over. They stay for a while
 * whatever a check of the number finds, because a check may not show why an account was warned or a partner removed.
 */
export async function tellProblems(
  tx: Tx,
  { tenantId, channelId }: ChannelId,
  { found, over }: { found: readonly (Found & { at: number })[]; over: readonly ProblemCode[] },
): Promise<void> {
  const given = JSON.stringify(found.map(one => ({ ...one, details: one.details?.slice(0, 1_000) ?? null })))
  await tx`
    delete from channel_problems
    where tenant_id = ${tenantId} and channel_id = ${channelId} and problem = any (${[...over]}::text[])`
  await tx`
    insert into channel_problems as p (tenant_id, channel_id, problem, details, told_at)
    select ${tenantId}, ${channelId}, g.problem, g.details, to_timestamp(g.at)
    from json_to_recordset(${given}::text::json) as g(problem text, details text, at bigint)
    on conflict (tenant_id, channel_id, problem) do update set details = excluded.details, told_at = excluded.told_at
    where (p.details, p.told_at) is distinct from (excluded.details, excluded.told_at)`
  await settleStatus(tx, { tenantId, channelId }, { maySend: true })
}

const STOPPING = PROBLEM_CODES.filter(code => PROBLEMS[code].stopsSending)

/**
 * `OPENING` until the first check at WhatsApp. `maySend`: after a refusal while sending, the messages that wait try again.
 */
async function settleStatus(
  tx: Tx,
  { tenantId, channelId }: ChannelId,
  { maySend }: { maySend: boolean },
): Promise<void> {
  await tx`
    with stopping as (
      select (array_agg(coalesce(details, problem) order by since))[1] as error from channel_problems
      where tenant_id = ${tenantId} and channel_id = ${channelId} and problem = any (${STOPPING}::text[])
        and not (is_of_sending and ${maySend})
    ), told as (
      update cloud_channels c set error = s.error from stopping s
      where c.tenant_id = ${tenantId} and c.channel_id = ${channelId}
      returning c.checked_at, s.error
    )
    update channels h set status = next.status
    from told t, lateral (select case when t.error is not null then 'DISCONNECTED'
      when t.checked_at is not null then 'CONNECTED' else 'OPENING' end as status) next
    where h.tenant_id = ${tenantId} and h.id = ${channelId} and h.status <> next.status`
}

/** WhatsApp refused a message because of the channel itself. The channel is checked again soon, and then less and less often. */
export async function noteRefusedSending(db: Db, { tenantId, channelId }: ChannelId, error: GraphError): Promise<void> {
  const { problem, details } = problemOf(error)
  await transaction(db, async tx => {
    await tx`
      with noted as (
        insert into channel_problems as p (tenant_id, channel_id, problem, details, is_of_sending)
        values (${tenantId}, ${channelId}, ${problem}, ${details && withoutNumbers(details).slice(0, 1_000)}, true)
        on conflict (tenant_id, channel_id, problem) do update set details = excluded.details, is_of_sending = true,
          tries = p.tries + 1
        returning tries
      )
      update cloud_channels set
        check_at = least(check_at, now() + least(interval '1 hour', interval '1 minute' * power(2, least(tries, 10))))
      from noted
      where tenant_id = ${tenantId} and channel_id = ${channelId}`
    await settleStatus(tx, { tenantId, channelId }, { maySend: false })
  })
}

/** A message was sent while a problem of sending was stored, so that problem is over. */
export async function noteSent(tx: Tx, { tenantId, channelId }: ChannelId): Promise<void> {
  await tx`
    delete from channel_problems where tenant_id = ${tenantId} and channel_id = ${channelId} and is_of_sending`
  await settleStatus(tx, { tenantId, channelId }, { maySend: true })
}

/** For a statement with channels `c`: whether sending is being tried again after a refusal. */
export const isOnTrial = (sql: Sql) => sql`
  exists (select 1 from channel_problems p
    where p.tenant_id = c.tenant_id and p.channel_id = c.id and p.is_of_sending) as is_on_trial`
