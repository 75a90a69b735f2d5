import type { Db } from '../../base/db/db.ts'

export interface RawPost {
  tenantId: number
  channelId: number
  body: Buffer
  /** Set when the body cannot be read: it is stored, but not worked off. */
  error: string | null
}

interface Waiting {
  post: RawPost
  stored: PromiseWithResolvers<void>
}

/** At most this many bodies, or this many bytes, go in one statement. */
const MAX_POSTS = 200
const MAX_BYTES = 8 * 1024 * 1024

/**
 * Stores posts by group commit: while one insert is under way, the posts that come in gather, and the next insert takes
 * them all. A single post waits for nothing; five hundred a second cost some fifty inserts.
 */
export function createIntakeBatch(db: Db, onStored: () => void): (post: RawPost) => Promise<void> {
  const waiting: Waiting[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) await storeTogether(takeBatch(waiting))
    isRunning = false
  }

  async function storeTogether(batch: Waiting[]): Promise<void> {
    try {
      await insert(
        db,
        batch.map(entry => entry.post),
      )
      for (const entry of batch) entry.stored.resolve()
      onStored()
    } catch (error) {
      for (const entry of batch) entry.stored.reject(error)
    }
  }

  return post => {
    const stored = Promise.withResolvers<void>()
    waiting.push({ post, stored })
    if (!isRunning) void run()
    return stored.promise
  }
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let bytes = 0
  let count = 0
  for (const { post } of waiting) {
    bytes += post.body.length
    if (count > 0 && (bytes > MAX_BYTES || count >= MAX_POSTS)) break
    count++
  }
  return waiting.splice(0, count)
}

/** The ids are given in the order of the array, so what came first is worked off first. */
async function insert(db: Db, posts: RawPost[]): Promise<void> {
  // The values are arrays, and all bodies are one value: with parameters for each post, each number of posts would be another
  // statement to prepare.
  const sizes = posts.map(post => post.body.length)
  const starts = sizes.map((_, index) => 1 + sizes.slice(0, index).reduce((sum, size) => sum + size, 0))
  await db`
    insert into inbound (tenant_id, channel_id, body, state, error)
    select tenant_id, channel_id, substring(bodies from start for size),
      case when error is null then 'waiting' else 'failed' end, error
    from (select ${Buffer.concat(posts.map(post => post.body))}::bytea as bodies) as given,
      unnest(${posts.map(post => post.tenantId)}::bigint[], ${posts.map(post => post.channelId)}::bigint[],
        ${starts}::int[], ${sizes}::int[], ${posts.map(post => post.error)}::text[])
        with ordinality as post(tenant_id, channel_id, start, size, error, n)
    order by n`
}
