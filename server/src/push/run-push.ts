/**
 * Sends notices when messages come. Any number of processes may do so; one at a time has locked the row of push_progress. The
 * position is moved before anything is sent, so a notice may be lost with its process, and none is sent twice.
 */
import { type Db, type Tx, transaction } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'
import type { Log } from '../base/log.ts'
import { startRounds } from '../base/rounds.ts'
import type { Keyring } from '../base/seal.ts'
import { createTurns } from '../base/turns.ts'
import { onChanges, readChangeMarks, readChanges } from '../changes/index.ts'
import type { KeyPair } from './encrypt.ts'
import { readKeyPair } from './keys.ts'
import { type Notice, type SendDeps, sendNotice } from './send.ts'
import { forgetGone, type Reached } from './subscription.ts'
import { type Reason, TEXTS } from './texts.ts'

export interface RunPushDeps extends SendDeps {
  db: Db
  log: Log
  keyring: Keyring
  lookMs?: number
}

const LOOK_MS = 2_000
const BROKEN_MS = 10_000
const LINES_AT_ONCE = 500
/** A server that is further behind than this was switched off, and nobody wants the old notices. */
const MAX_BEHIND = 20_000
/** A browser's address may take a request and never answer it. A company that has a hundred of these delays only its own notices. */
const MAX_AT_ONCE = 64
const MAX_AT_ONCE_OF_COMPANY = 8
const MAX_WAITING_OF_COMPANY = 1_000
const REMEMBERED = 5_000

export function runPush(deps: RunPushDeps): AsyncDisposable {
  const { db, log, lookMs = LOOK_MS } = deps
  // An edit, or a file that arrives, is a change of the same message, for which people are called once.
  const called = new Set<string>()
  // While nobody has subscribed, changes do not wake it, so a busy desk pays for one look in two seconds and no more.
  let isWanted = false
  const calls = startCalling(deps)
  const rounds = startRounds({
    async round(stop) {
      while (!stop.aborted) {
        const taken = await transaction(db, takeMessages)
        isWanted = taken.isWanted
        const fresh = taken.messages.filter(key => !called.has(key))
        for (const key of fresh) called.add(key)
        for (const key of called) {
          if (called.size <= REMEMBERED) break
          called.delete(key)
        }
        if (fresh.length > 0) await calls.begin(fresh)
        if (!taken.isMore) break
      }
      return lookMs
    },
    onTrouble: error => log.warn({ err: error }, 'push notices could not be sent right now; it tries again'),
    afterTroubleMs: BROKEN_MS,
  })
  const hear = onChanges(() => {
    if (isWanted) rounds.wake()
  })
  return {
    async [Symbol.asyncDispose]() {
      hear[Symbol.dispose]()
      await rounds[Symbol.asyncDispose]()
      await calls[Symbol.asyncDispose]()
    },
  }
}

/** Messages that changed since the last time, as `tenant:id`. */
async function takeMessages(tx: Tx): Promise<{ messages: string[]; isMore: boolean; isWanted: boolean }> {
  const [held] = await tx<{ position: number; isWanted: boolean }[]>`
    select position, exists (select 1 from push_subscriptions) as "isWanted" from push_progress for update skip locked`
  // Another process has the row, and is woken as well.
  if (held === undefined) return { messages: [], isMore: false, isWanted: false }
  const { isWanted } = held
  const { settled } = await readChangeMarks(tx)
  if (settled <= held.position) return { messages: [], isMore: false, isWanted }
  const isSkipped = !isWanted || settled - held.position > MAX_BEHIND
  const range = { after: held.position, upTo: settled, limit: LINES_AT_ONCE }
  const lines = isSkipped ? [] : await readChanges(tx, range)
  const isMore = lines.length === LINES_AT_ONCE
  await tx`update push_progress set position = ${isMore ? lines.at(-1)!.id : settled}`
  const messages = lines.filter(line => line.kind === 'message').map(line => `${line.tenant_id}:${line.subject_id}`)
  return { messages: [...new Set(messages)], isMore, isWanted }
}

interface Call extends Reached {
  language: Language
  shows_text: boolean
  reason: Reason
  message_id: number
  ticket_id: number
  contact: string
  body: string
}

/** Nobody waits for notices that are on their way: neither the next message nor another company. */
function startCalling(deps: RunPushDeps) {
  const { db, keyring, log } = deps
  const inTurn = createTurns({
    maxAtOnce: MAX_AT_ONCE,
    maxAtOnceOfLine: MAX_AT_ONCE_OF_COMPANY,
    maxInLine: MAX_WAITING_OF_COMPANY,
    refuse: () => new Error('too many notices of this company are waiting'),
  })
  const underWay = new Set<Promise<void>>()
  let isStopping = false
  return {
    async begin(messages: readonly string[]): Promise<void> {
      const calls = await calledBy(db, messages)
      const keys = calls.length === 0 ? undefined : await readKeyPair(db, keyring)
      if (keys === undefined) return
      for (const call of calls) {
        const { tenant_id: tenantId, id } = call
        const sending: Promise<void> = inTurn(String(tenantId), async () => {
          if (!isStopping) await callOne(deps, call, keys)
        })
          .catch(error => log.warn({ err: error, tenantId, subscription: id }, 'push notice'))
          .finally(() => underWay.delete(sending))
        underWay.add(sending)
      }
    },
    async [Symbol.asyncDispose]() {
      isStopping = true
      await Promise.all(underWay)
    },
  }
}

/**
 * People who want to be called for these messages: the attendant, those whom a note names, and those in whose queue it waits.
 * Only messages that were written just now count; imported and late ones call nobody.
 */
async function calledBy(db: Db, messages: readonly string[]): Promise<Call[]> {
  const pairs = messages.map(key => key.split(':').map(Number))
  return db<Call[]>`
    select s.tenant_id, s.id, s.endpoint, s.public_key, s.auth, s.language, s.shows_text, m.id as message_id, m.ticket_id,
      c.name as contact, m.body,
      case when m.is_note then 'mention' when t.status = 'open' then 'mine' else 'waiting' end as reason
    from unnest(${pairs.map(([tenantId]) => tenantId!)}::bigint[], ${pairs.map(([, id]) => id!)}::bigint[])
      as changed(tenant_id, id)
    join messages m on m.tenant_id = changed.tenant_id and m.id = changed.id
    join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    join push_subscriptions s on s.tenant_id = m.tenant_id and case
      when m.is_note then s.wants_mentions and s.user_id = any (m.mentions) and s.user_id is distinct from m.user_id
      when m.from_me then false
      when t.status = 'open' then s.wants_mine and s.user_id = t.user_id
      else t.status = 'pending' and s.wants_waiting and exists (
        select 1 from user_queues q
        where q.tenant_id = t.tenant_id and q.queue_id = t.queue_id and q.user_id = s.user_id) end
    join users u on u.tenant_id = s.tenant_id and u.id = s.user_id and u.is_active
    join tenants o on o.id = u.tenant_id and (u.two_factor_enabled or not o.requires_second_factor)
    join sessions e on e.id = s.session_id and e.expires_at > now()
    where not m.is_deleted and m.created_at > now() - interval '5 minutes'
      and m.sent_at > extract(epoch from now()) - 3600
    order by m.id, s.id`
}

async function callOne(deps: RunPushDeps, call: Call, keys: KeyPair): Promise<void> {
  const to = { endpoint: call.endpoint, publicKey: call.public_key, auth: call.auth }
  const sent = await sendNotice(deps, to, noticeOf(call), keys)
  if (sent.outcome === 'gone') await forgetGone(deps.db, call)
  const { tenant_id: tenantId, id } = call
  if (sent.outcome === 'failed') deps.log.warn({ tenantId, subscription: id, reason: sent.reason }, 'push notice')
}

/** An open tab uses the same tag, so that both notices of one message appear as one. */
function noticeOf({ language, shows_text: showsText, reason, message_id, ticket_id, contact, body }: Call): Notice {
  const words = TEXTS[language][reason]
  return {
    title: showsText ? contact : 'Recado',
    body: showsText && body !== '' ? body : words,
    tag: `message-${message_id}`,
    path: `/inbox/${ticket_id}`,
  }
}
