/** The rows of `inbound`: what waits, what was worked off, what was set aside. */
import type { Db, Sql, Tx } from '../../base/db/db.ts'

export interface WaitingRow {
  id: number
  tenant_id: number
  channel_id: number
  position: number
  only_updates: number[] | null
  /** A version that did not know all of it worked it off. */
  is_again: boolean
  size: number
  /** How often a process began to work on it and died before it was done; see `countTries`. */
  tries: number
  /** A process that is still alive has counted it; see poison.ts. */
  is_elsewhere: boolean
}

/**
 * The oldest waiting posts of every channel, those of one company in the order in which they came, and companies in
 * turns: however many posts one company has, or invents and signs, it delays no other one.
 */
export async function findWaiting(sql: Sql, perChannel: number): Promise<WaitingRow[]> {
  return sql<WaitingRow[]>`
    select i.id, i.tenant_id, i.channel_id, i.position, i.only_updates, i.is_again, i.size, i.tries,
      i.tries > 0 and exists (
        select 1 from pg_stat_activity a where a.pid = i.tried_by and a.backend_start < i.tried_at) as is_elsewhere
    from cloud_channels c
    cross join lateral (
      select id, tenant_id, channel_id, position, only_updates, is_again, tries, tried_by, tried_at,
        octet_length(body) as size
      from inbound
      where tenant_id = c.tenant_id and channel_id = c.channel_id and state = 'waiting'
      order by id limit ${perChannel}
    ) i
    order by row_number() over (partition by i.tenant_id order by i.id), i.id`
}

/** The newest post of all; 0 when there is none. */
export async function newestPost(sql: Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select coalesce(max(id), 0)::bigint as id from inbound`
  return row!.id
}

/**
 * Called before the work on these posts begins, so that a post that ends the process can be found afterwards. A process counts as
 * alive as long as the connection that counted is open. Returns the posts that no other process has begun meanwhile.
 */
export async function countTries(sql: Sql, posts: Pick<WaitingRow, 'id' | 'tries'>[]): Promise<Set<number>> {
  if (posts.length === 0) return new Set()
  const ids = posts.map(post => post.id)
  // Here and in saveProgress the ids are also given as an array, because with the join alone PostgreSQL may read all posts when
  // statistics are old.
  const rows = await sql<{ id: number }[]>`
    update inbound i set tries = i.tries + 1, tried_by = pg_backend_pid(), tried_at = clock_timestamp()
    from unnest(${ids}::bigint[], ${posts.map(post => post.tries)}::int[]) as seen(id, tries)
    where i.id = seen.id and i.id = any (${ids}::bigint[]) and i.tries = seen.tries and i.state = 'waiting'
    returning i.id`
  return new Set(rows.map(row => row.id))
}

/** Called when this process ends normally: the work that it has begun does not count against these posts. */
export async function forgiveTries(sql: Sql, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update inbound set tries = tries - 1, tried_by = null where id = any(${ids}::bigint[]) and state = 'waiting' and tries > 0`
}

export async function readBodies(sql: Sql, ids: number[]): Promise<{ id: number; body: Buffer }[]> {
  return sql<{ id: number; body: Buffer }[]>`select id, body from inbound where id = any(${ids}::bigint[]) order by id`
}

/**
 * Locks these posts until the commit, in id order: a second process that wants one of them waits here, before it has touched
 * anything else, and then finds it done. Returns how far each one has come.
 */
export async function lockPosts(tx: Tx, ids: number[]): Promise<Map<number, number>> {
  const rows = await tx<{ id: number; position: number }[]>`
    select id, position from inbound where id = any(${ids}::bigint[]) and state = 'waiting' order by id for update`
  return new Map(rows.map(row => [row.id, row.position]))
}

export interface FailedUpdate {
  index: number
  error: string
}

/** Marks what this version does not know: it counts as done, and a later version works it off again. */
export interface UnknownUpdate {
  index: number
  what: string
}

export interface Progress {
  id: number
  position: number
  isWhole: boolean
  failed: FailedUpdate[]
  unknown: UnknownUpdate[]
}

export async function saveProgress(tx: Tx, progress: Progress[]): Promise<void> {
  const given = JSON.stringify(
    progress.map(({ id, position, isWhole, failed, unknown }) => ({
      id,
      position,
      is_whole: isWhole,
      failed,
      unknown,
    })),
  )
  await tx`
    update inbound i set
      position = g.position,
      failed_updates = i.failed_updates || g.failed,
      unknown_updates = i.unknown_updates || g.unknown,
      state = case when not g.is_whole then 'waiting'
        when jsonb_array_length(i.failed_updates || g.failed) > 0 then 'failed' else 'done' end,
      processed_at = case when g.is_whole then now() end
    from json_to_recordset(${given}::text::json) as g(id bigint, position integer, is_whole boolean, failed jsonb,
      unknown jsonb)
    where i.id = g.id and i.id = any (${progress.map(({ id }) => id)}::bigint[])`
}

/** Sets the whole post aside, because its updates could not even be listed. */
export async function setAside(sql: Sql, id: number, error: string): Promise<void> {
  await sql`update inbound set state = 'failed', error = ${error}, processed_at = now() where id = ${id} and state = 'waiting'`
}

/** Queues again what was set aside; returns how many posts. A post that partly succeeded repeats only the rest. */
export async function retryFailed(
  sql: Sql,
  where: { tenantId: number; channelId: number; ids?: number[] | undefined },
): Promise<number> {
  const rows = await sql`
    update inbound set state = 'waiting', error = null, processed_at = null, failed_updates = '[]', tries = 0,
      position = case when error is null then 0 else position end,
      only_updates = case when jsonb_array_length(failed_updates) > 0
        then array(select (failed ->> 'index')::integer from jsonb_array_elements(failed_updates) failed order by 1)
        else only_updates end
    where tenant_id = ${where.tenantId} and channel_id = ${where.channelId} and state = 'failed'
      and (${where.ids ?? null}::bigint[] is null or id = any(${where.ids ?? null}::bigint[]))
    returning id`
  return rows.length
}

/**
 * Queues again posts in which an earlier version did not know something; returns how many. They are
 * worked off whole, because another version may make other updates of them; repeating what was done before changes nothing.
 */
export async function retryUnknown(
  sql: Sql,
  where: { tenantId: number; channelId: number; ids?: number[] | undefined },
): Promise<number> {
  const rows = await sql`
    update inbound set state = 'waiting', processed_at = null, unknown_updates = '[]', tries = 0, position = 0,
      only_updates = null, is_again = true
    where tenant_id = ${where.tenantId} and channel_id = ${where.channelId} and state = 'done' and unknown_updates <> '[]'
      and (${where.ids ?? null}::bigint[] is null or id = any(${where.ids ?? null}::bigint[]))
    returning id`
  return rows.length
}

/** How long a post with something unknown is kept for a later version. */
const KEEP_UNKNOWN_DAYS = 180

/** Removes posts that were worked off long enough ago, a slice at a time so that nobody waits. Failed posts stay. */
export async function removeOld(db: Db, keepDays: number): Promise<void> {
  for (;;) {
    const gone = await db`
      delete from inbound where id in (
        select id from inbound
        where state = 'done' and processed_at < now() - ${keepDays} * interval '1 day'
          and (unknown_updates = '[]' or processed_at < now() - ${KEEP_UNKNOWN_DAYS} * interval '1 day')
        order by processed_at limit 5000)`
    if (gone.count < 5000) break
  }
  await db`delete from early_updates where created_at < now() - ${keepDays} * interval '1 day'`
}
