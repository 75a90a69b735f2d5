/** Sends the messages about incidents: a few tries each, by one process at a time, in order per incident and way. */
import type { Db, Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import type { Log } from '../base/log.ts'
import type { Mailer } from '../base/mail.ts'
import { type Rounds, startRounds } from '../base/rounds.ts'
import { type Keyring, open } from '../base/seal.ts'
import { postOnce, type TargetDeps } from '../webhook/index.ts'
import type { AlertKind } from './alert.ts'
import { textOf } from './texts.ts'

/** The pauses after tries that failed; then the message is given up, and the panel and the log have it anyway. */
const RETRY_MS = [10_000, 60_000, 300_000, 1_800_000]
/** Longer than any try lasts. */
const LEASE_MS = 120_000
const WEBHOOK_TIMEOUT_MS = 15_000
const MAX_AT_ONCE = 40
const MAX_AT_ONCE_OF_COMPANY = 4
/**
 * The limit for one company: nobody reads a mailbox that a flapping receiver fills, and it would harm our mail server's
 * reputation.
 */
const MAX_MAILS_AN_HOUR = 20
const MAIL_PAUSE_MS = 600_000

export interface MessageDeps {
  db: Db
  keyring: Keyring
  target: Pick<TargetDeps, 'connect' | 'userAgent'>
  mailer: Mailer | undefined
  /** For links and message ids. */
  publicUrl: string
  retryMs?: readonly number[]
}

export interface DueMessage {
  id: number
  tenant_id: number
  alert_id: number
  endpoint_id: number | null
  channel_id: number | null
  what: 'opened' | 'resolved'
  via: 'webhook' | 'email'
  attempts: number
  kind: AlertKind
  endpoint_name: string | null
  channel_name: string | null
  problem: string | null
  reason: string | null
  count: number | null
  expires_on: string | null
  opened_at: Date
  resolved_at: Date | null
  language: Language
  tenant_name: string
  url: string | null
  secret: Uint8Array | null
  /**
   * The addresses of active users who have opened a link that was sent there, so that nobody can have a stranger's mailbox
   * filled.
   */
  emails: string[]
  /** Messages that left by e-mail in the last hour. */
  mailed: number
}

/**
 * Claims the message that has been due for longest, of a company that has places left. A message by a way that this process does not
 * have is left to a process that has it.
 */
async function takeDue(
  sql: Sql,
  { ways, full }: { ways: readonly string[]; full: readonly number[] },
): Promise<DueMessage | undefined> {
  const [message] = await sql<DueMessage[]>`
    with due as (
      select m.id, m.alert_id from alert_messages m
      where m.state = 'waiting' and m.due_at <= now() and m.via = any(${ways as string[]}) and m.tenant_id <> all(${full as number[]})
        and not exists (
          select 1 from alert_messages b
          where b.alert_id = m.alert_id and b.via = m.via and b.id < m.id and b.state = 'waiting')
      order by m.due_at, m.id
      limit 1
      for update skip locked
    ),
    taken as (
      update alert_messages m set
        attempts = m.attempts + 1, due_at = now() + ${LEASE_MS} * interval '1 millisecond'
      from due where m.id = due.id
      returning m.id, m.tenant_id, m.alert_id, m.what, m.via, m.attempts
    ),
    told as (
      update alerts a set notified_count = coalesce(a.notified_count, a.count)
      where a.count is not null and a.id in (select alert_id from taken)
    )
    select k.id, k.tenant_id, k.alert_id, k.what, k.via, k.attempts, a.endpoint_id, a.kind, a.endpoint_name, a.channel_id,
      a.channel_name, a.problem, a.reason, a.count, a.expires_on::text as expires_on, a.opened_at, a.resolved_at, t.language, t.name as tenant_name, s.url,
      s.secret,
      array(
        select u.email from users u
        where u.tenant_id = k.tenant_id and u.is_active and u.email_verified
          and case when s.emails is null then u.profile = 'admin' else u.email = any (s.emails) end
        order by u.id
      ) as emails,
      (select count(*) from alert_messages m
        where m.tenant_id = k.tenant_id and m.via = 'email' and m.state = 'sent' and m.due_at > now() - interval '1 hour'
      ) as mailed
    from taken k
    join alerts a on a.id = k.alert_id
    join tenants t on t.id = k.tenant_id
    left join alert_settings s on s.tenant_id = k.tenant_id`
  return message
}

/**
 * Sends what is due, and what becomes due, until it is disposed of; waking it looks at once. The address of a company may never
 * answer: its messages take a few places and leave the others to everybody else.
 */
export function sendMessages(deps: MessageDeps & { log: Log; lookMs: number }): Rounds {
  const { db, log, lookMs } = deps
  const ways = ['webhook', ...(deps.mailer === undefined ? [] : ['email'])]
  const underWay = new Map<DueMessage, Promise<void>>()
  const begin = (message: DueMessage) => {
    const sending = sendOne(deps, message)
      .catch(error => log.warn({ err: error, alert: message.alert_id }, 'a message about an alert; it is tried again'))
      .finally(() => {
        underWay.delete(message)
        rounds.wake()
      })
    underWay.set(message, sending)
  }
  const rounds = startRounds({
    async round() {
      const companies = Map.groupBy(underWay.keys(), message => message.tenant_id)
      const full = [...companies]
        .filter(([, own]) => own.length >= MAX_AT_ONCE_OF_COMPANY)
        .map(([tenantId]) => tenantId)
      const message = underWay.size < MAX_AT_ONCE ? await takeDue(db, { ways, full }) : undefined
      if (message !== undefined) begin(message)
      return message === undefined ? lookMs : 0
    },
    onTrouble: error =>
      log.warn({ err: error }, 'messages about alerts could not be sent right now; it is tried again'),
  })
  return {
    wake: rounds.wake,
    async [Symbol.asyncDispose]() {
      await rounds[Symbol.asyncDispose]()
      await Promise.all(underWay.values())
    },
  }
}

async function sendOne(deps: MessageDeps, message: DueMessage): Promise<void> {
  const { db, retryMs = RETRY_MS } = deps
  if (message.via === 'email' && message.mailed >= MAX_MAILS_AN_HOUR) return putOff(db, message.id)
  const problem = await (message.via === 'webhook' ? postAlert(deps, message) : mailAlert(deps, message)).catch(
    (error: Error) => error.message || error.name,
  )
  const delay = retryMs[message.attempts - 1]
  if (problem === undefined) await settle(db, message.id, 'sent', null, 0)
  else await settle(db, message.id, delay === undefined ? 'failed' : 'waiting', problem.slice(0, 500), delay ?? 0)
}

/** The panel and the webhook have it already; what is over by then is not mailed at all. */
async function putOff(sql: Sql, id: number): Promise<void> {
  await sql`
    update alert_messages set attempts = attempts - 1, due_at = now() + ${MAIL_PAUSE_MS} * interval '1 millisecond'
    where id = ${id} and state = 'waiting'`
}

async function settle(sql: Sql, id: number, state: string, error: string | null, delayMs: number): Promise<void> {
  await sql`
    update alert_messages set
      state = ${state}, error = ${error}, due_at = now() + ${delayMs} * interval '1 millisecond'
    where id = ${id} and state = 'waiting'`
}

/** Returns why it could not be sent; undefined when it was sent, and also when the URL was removed meanwhile. */
async function postAlert(deps: MessageDeps, message: DueMessage): Promise<string | undefined> {
  const { url, secret } = message
  if (url === null || secret === null) return undefined
  const id = `msg_alert_${message.alert_id}_${message.what}`
  const outcome = await postOnce(deps.target, {
    url,
    secret: open(deps.keyring, secret),
    id,
    body: JSON.stringify(bodyOf(message)),
    timeoutMs: WEBHOOK_TIMEOUT_MS,
  })
  if (outcome.kind === 'delivered') return undefined
  return outcome.kind === 'refused' ? `HTTP ${outcome.status}` : outcome.error
}

/** The operational webhook's body: the shape that Standard Webhooks proposes. */
export function bodyOf(message: DueMessage) {
  const { resolved_at: resolvedAt } = message
  return {
    type: `alert.${message.what}`,
    timestamp: (message.what === 'resolved' && resolvedAt ? resolvedAt : message.opened_at).toISOString(),
    data: {
      id: message.alert_id,
      kind: message.kind,
      endpointId: message.endpoint_id,
      endpointName: message.endpoint_name,
      channelId: message.channel_id,
      channelName: message.channel_name,
      problem: message.problem,
      reason: message.reason,
      count: message.count,
      expiresOn: message.expires_on,
      openedAt: message.opened_at.toISOString(),
      resolvedAt: resolvedAt?.toISOString() ?? null,
      ...textOf(message.language, message),
    },
  }
}

async function mailAlert({ mailer, publicUrl }: MessageDeps, message: DueMessage): Promise<string | undefined> {
  if (mailer === undefined) return 'no mail server is configured'
  if (message.emails.length === 0) return undefined
  const { subject, text } = textOf(message.language, message)
  await mailer.send({
    to: message.emails,
    subject,
    text: `${text}\n\n${message.tenant_name}\n${publicUrl}\n`,
    messageId: `<alert-${message.alert_id}-${message.what}@${new URL(publicUrl).hostname}>`,
  })
  return undefined
}
