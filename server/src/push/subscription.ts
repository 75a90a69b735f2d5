/** The subscription of a session: the address of its browser, the keys, and which notices the person wants there. */
import type { Sql } from '../base/db/db.ts'
import type { Language } from '../base/language.ts'

export interface Wishes {
  /** What customers write in the person's own conversations. */
  wantsMine: boolean
  /** Notes that name the person. */
  wantsMentions: boolean
  /** What waits in the person's queues. */
  wantsWaiting: boolean
  /** Who wrote what, in the notice itself. */
  showsText: boolean
}

export interface Owner {
  tenantId: number
  userId: number
  sessionId: number
}

export interface NewSubscription extends Wishes {
  endpoint: string
  publicKey: Buffer
  auth: Buffer
  language: Language
}

/** Replaces the one of this session, and one of any other session of this browser. */
export async function keepSubscription(sql: Sql, by: Owner, given: NewSubscription): Promise<void> {
  await sql`
    with elsewhere as (
      delete from push_subscriptions where endpoint = ${given.endpoint} and session_id <> ${by.sessionId} returning 1
    )
    insert into push_subscriptions as s (tenant_id, user_id, session_id, endpoint, public_key, auth, language, wants_mine,
      wants_mentions, wants_waiting, shows_text)
    values (${by.tenantId}, ${by.userId}, ${by.sessionId}, ${given.endpoint}, ${given.publicKey}, ${given.auth},
      ${given.language}, ${given.wantsMine}, ${given.wantsMentions}, ${given.wantsWaiting}, ${given.showsText})
    on conflict (session_id) do update set endpoint = excluded.endpoint, public_key = excluded.public_key,
      auth = excluded.auth, language = excluded.language, wants_mine = excluded.wants_mine,
      wants_mentions = excluded.wants_mentions, wants_waiting = excluded.wants_waiting, shows_text = excluded.shows_text`
}

export async function findWishes(sql: Sql, { tenantId, sessionId }: Owner): Promise<Wishes | undefined> {
  const [row] = await sql<Wishes[]>`
    select wants_mine as "wantsMine", wants_mentions as "wantsMentions", wants_waiting as "wantsWaiting",
      shows_text as "showsText"
    from push_subscriptions where tenant_id = ${tenantId} and session_id = ${sessionId}`
  return row
}

export async function dropSubscription(sql: Sql, { tenantId, sessionId }: Owner): Promise<void> {
  await sql`delete from push_subscriptions where tenant_id = ${tenantId} and session_id = ${sessionId}`
}

export interface Reached {
  tenant_id: number
  id: number
  endpoint: string
  public_key: Buffer
  auth: Buffer
}

/** Called when the push service says that it has expired or was removed in the browser. A newer one of the same session stays. */
export async function forgetGone(sql: Sql, { tenant_id, id, endpoint }: Reached): Promise<void> {
  await sql`
    delete from push_subscriptions where tenant_id = ${tenant_id} and id = ${id} and endpoint = ${endpoint}`
}

export async function findReached(sql: Sql, { tenantId, sessionId }: Owner): Promise<Reached | undefined> {
  const [row] = await sql<Reached[]>`
    select tenant_id, id, endpoint, public_key, auth from push_subscriptions
    where tenant_id = ${tenantId} and session_id = ${sessionId}`
  return row
}
