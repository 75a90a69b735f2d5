/**
 * Checks channels: a new one at once, a healthy one every half hour, one with a problem every few minutes, until the problem is
 * over or somebody has solved it. Any number of processes may do so; one process makes each check.
 */
import type { Sql } from '../../base/db/db.ts'
import { type Rounds, startRounds } from '../../base/rounds.ts'
import { logsafe } from '../log-safe.ts'
import { wakeSenders } from '../wake.ts'
import { checkChannel, type HealthDeps } from './channel-health.ts'
import { PROBLEMS } from './channel-problem.ts'

export interface WatchDeps extends HealthDeps {
  /** How often it looks for channels that are due. */
  watchMs?: number
}

const WATCH_MS = 15_000
/** A process that takes a channel has finished its check by then. */
const LEASE_MS = 120_000
const AT_ONCE = 4
const WHEN_WELL_MS = 30 * 60_000
/** The times are spread, so that a hundred channels of one app do not ask in the same second forever. */
const SPREAD_MS = 5 * 60_000
const WHEN_DOWN_MS = 2 * 60_000

interface Due {
  tenant_id: number
  channel_id: number
  /** Until when this process has taken it; as text, because a Date would cut off the microseconds. */
  until: string
}

export class ChannelWatch implements AsyncDisposable {
  readonly #deps: WatchDeps
  #rounds: Rounds | undefined

  constructor(deps: WatchDeps) {
    this.#deps = deps
  }

  start(): void {
    const { watchMs = WATCH_MS, log } = this.#deps
    this.#rounds ??= startRounds({
      round: async () => ((await this.round()) ? 0 : watchMs),
      onTrouble: error => log.warn(logsafe(error), 'channels cannot be checked right now'),
    })
  }

  wake(): void {
    this.#rounds?.wake()
  }

  /** Checks the channels that are due; returns whether there were any. */
  async round(): Promise<boolean> {
    const due = await takeDue(this.#deps.db)
    await Promise.all(due.map(one => this.#look(one)))
    return due.length > 0
  }

  async #look({ tenant_id: tenantId, channel_id: channelId, until }: Due): Promise<void> {
    const { db, channels, log } = this.#deps
    try {
      const channel = await channels.byId(tenantId, channelId)
      if (channel === undefined) return
      const { problems } = await checkChannel(this.#deps, channel)
      const isDown = problems.some(({ problem }) => PROBLEMS[problem].severity === 'down' || problem === 'unreachable')
      await putOff(db, { tenantId, channelId, until }, isDown ? WHEN_DOWN_MS : WHEN_WELL_MS)
      if (!isDown) wakeSenders()
    } catch (error) {
      log.warn({ ...logsafe(error), tenant: tenantId, channel: channelId }, 'a channel could not be checked')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rounds?.[Symbol.asyncDispose]()
  }
}

async function takeDue(sql: Sql): Promise<Due[]> {
  return sql<Due[]>`
    update cloud_channels c set check_at = now() + ${LEASE_MS} * interval '1 millisecond'
    from (
      select c.tenant_id, c.channel_id from cloud_channels c
      join channels h on h.tenant_id = c.tenant_id and h.id = c.channel_id and h.is_active
      where c.check_at <= now()
      order by c.check_at limit ${AT_ONCE} for update of c skip locked
    ) due
    where c.tenant_id = due.tenant_id and c.channel_id = due.channel_id
    returning c.tenant_id, c.channel_id, c.check_at::text as until`
}

/** Unless something that happened meanwhile needs an earlier check. */
async function putOff(
  sql: Sql,
  { tenantId, channelId, until }: { tenantId: number; channelId: number; until: string },
  afterMs: number,
): Promise<void> {
  const wait = afterMs + Math.random() * Math.min(SPREAD_MS, afterMs / 4)
  await sql`
    update cloud_channels set check_at = now() + ${wait} * interval '1 millisecond'
    where tenant_id = ${tenantId} and channel_id = ${channelId} and check_at = ${until}::text::timestamptz`
}
