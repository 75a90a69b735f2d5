/** Lists of a company that has a million tickets behind it: what a page of each takes over HTTP, and the first one after many pages. */
import type { Db } from '../../server/src/base/db/db.ts'
import type { Place } from './fill.ts'
import { print } from './print.ts'

const AT_ONCE = 50_000
const ROUNDS = 20
const PAGES_BEFORE = 100

export interface Asked {
  url: string
  cookie: string
}

export async function measureLists(db: Db, place: Place, count: number, { url, cookie }: Asked): Promise<void> {
  await fillClosed(db, place, count)
  const get = async (query: string) => {
    const since = performance.now()
    const response = await fetch(`${url}/api/v1/tickets?${query}&limit=50`, { headers: { cookie } })
    const page = (await response.json()) as { data: unknown[]; next: string | null }
    return { ms: performance.now() - since, ...page }
  }
  const [sales] = place.queueIds
  const queries = {
    'closed, by last message': 'status=closed&sort=active',
    'closed, of one queue': `status=closed&sort=active&queueId=${sales}`,
    'closed, of one person': `status=closed&sort=active&userId=${place.userId}`,
    'of every status, as they were opened': 'sort=created',
    'all that are open': 'status=pending&status=open&isSnoozed=false&isPinned=false&sort=active',
    'unread ones': 'status=pending&status=open&isUnread=true&sort=active',
    'whose customer waits longest': 'status=pending&status=open&sort=waiting',
  }
  for (const [what, query] of Object.entries(queries)) {
    await get(query)
    const took: number[] = []
    for (let n = 0; n < ROUNDS; n++) took.push((await get(query)).ms)
    print(`list of ${count} tickets: ${what}`, took)
  }
  let after = ''
  for (let n = 0; n < PAGES_BEFORE; n++) after = `&after=${(await get(`status=closed&sort=active${after}`)).next}`
  const took: number[] = []
  for (let n = 0; n < ROUNDS; n++) took.push((await get(`status=closed&sort=active${after}`)).ms)
  print(`list of ${count} tickets: closed, page ${PAGES_BEFORE + 1}`, took)
}

/** Through their triggers, as everything; a message each would be a second bench. */
async function fillClosed(db: Db, { tenantId, channelId, userId, queueIds }: Place, count: number): Promise<void> {
  const [sales, support] = queueIds
  const people = await db<
    { id: number }[]
  >`select id from contacts where tenant_id = ${tenantId} order by id limit 5000`
  const ids = people.map(({ id }) => id)
  for (let done = 0; done < count; done += AT_ONCE) {
    await db`
      insert into tickets (tenant_id, channel_id, contact_id, status, closed_at, protocol, queue_id, user_id, active_at)
      select ${tenantId}, ${channelId}, (${ids}::bigint[])[1 + n % ${ids.length}::integer], 'closed',
        now() - n * interval '1 minute', 'M' || n, case when n % 2 = 0 then ${sales}::bigint else ${support}::bigint end,
        case when n % 5 = 0 then ${userId}::bigint end, now() - n * interval '1 minute'
      from generate_series(${done + 1}::integer, ${Math.min(count, done + AT_ONCE)}::integer) n`
  }
  await db`analyze tickets`
}
