/**
 * How long a page of deliveries takes, by every filter that the panel has, over many attempts:
 *
 *     npm run bench -- --deliveries [attempts, 1000000 unless given]
 *
 * Four endpoints, 20,000 tickets, one of which has a tenth of everything; one delivery in 5,000 was given up.
 */
import { openDb } from '../../server/src/base/db/db.ts'
import { type DeliveryFilter, listDeliveries } from '../../server/src/delivery-log/delivery.ts'
import { maintain } from '../../server/src/outbox/retention.ts'
import { world } from '../../server/test/harness/engine.ts'
import { cpuMsOf } from '../usage.ts'

const ROUNDS = 20
const GOAL_MS = 150
const BUSY_TICKET = 7
const AT_ONCE = 50_000

export async function benchDeliveries(attempts: number): Promise<void> {
  await using own = await world()
  const { tenantId, channelId } = own
  await maintain(own.db)
  const endpointIds: number[] = []
  for (let n = 0; n < 4; n++) endpointIds.push((await own.endpoint(`http://127.0.0.1:1/${n}`)).id)
  await own.db`insert into contacts (tenant_id, name) select ${tenantId}, 'C' || n from generate_series(1, 20000) n`
  const began = performance.now()
  for (let done = 0; done < attempts; done += AT_ONCE) {
    await own.db`
      with told as (
        insert into events (tenant_id, type, channel_id, ticket_id, ticket_status, is_group, from_me, body_v1)
        select ${tenantId}, case when n % 9000 = 17 then 'ClosedTicket' else 'message' end, ${channelId},
          case when n % 10 = 0 then ${BUSY_TICKET}::bigint else 100 + n % 20000 end, 'open', false, n % 3 = 0,
          '{"messageBody": "Bom dia, o pedido chegou"}'
        from generate_series(1, ${AT_ONCE}::integer) n
        returning tenant_id, ticket_id, day, id
      )
      insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
        status, duration_ms, response, started_at)
      select tenant_id, (${endpointIds}::bigint[])[1 + id % 4], ticket_id, day, id, id, 1, 1,
        case when id % 5000 = 5 then 'exhausted' else 'delivered' end, case when id % 5000 = 5 then 404 else 200 end, 3,
        'ok', now()
      from told`
  }
  await own.db`vacuum (analyze) events`
  await own.db`vacuum (analyze) attempts`
  console.log(`${attempts} attempts in ${((performance.now() - began) / 1_000).toFixed(0)} s`)

  await using db = openDb({ url: own.url, max: 1 })
  const [session] = await db<{ pid: number }[]>`select pg_backend_pid() as pid`
  const hourAgo = new Date(Date.now() - 3_600_000)
  const [endpointId] = endpointIds
  const filters: Record<string, Partial<DeliveryFilter>> = {
    everything: {},
    'an endpoint': { endpointId },
    'a channel': { channelId },
    'a busy ticket': { ticketId: BUSY_TICKET },
    'a quiet ticket': { ticketId: 4_711 },
    'a contact': { contactId: 17 },
    'a rare type': { type: 'ClosedTicket' },
    delivered: { state: 'delivered' },
    waiting: { state: 'waiting' },
    retrying: { state: 'retrying' },
    held: { state: 'held' },
    'given up': { state: 'given-up' },
    'given up, of an endpoint': { state: 'given-up', endpointId },
    'HTTP 404': { status: 404 },
    'HTTP 200': { status: 200 },
    'no response': { status: 0 },
    'the last hour': { from: hourAgo },
    'before that': { to: hourAgo },
    'a text that is there': { text: 'OK' },
    'a text that is not': { text: 'no such answer' },
  }
  let slowest = 0
  for (const [name, filter] of Object.entries(filters)) {
    const times: number[] = []
    let found = 0
    const cpuBefore = cpuMsOf(session!.pid)
    for (let round = 0; round < ROUNDS; round++) {
      const since = performance.now()
      found = (await listDeliveries(db, { tenantId, ...filter }, { limit: 50 })).data.length
      times.push(performance.now() - since)
    }
    const cpuMs = (cpuMsOf(session!.pid) - cpuBefore) / ROUNDS
    times.sort((one, other) => one - other)
    const at = (share: number) => times[Math.ceil(ROUNDS * share) - 1]!
    slowest = Math.max(slowest, at(0.95))
    console.log(
      `p50 ${at(0.5).toFixed(0).padStart(4)} ms  p95 ${at(0.95).toFixed(0).padStart(4)} ms  ` +
        `PostgreSQL's CPU ${cpuMs.toFixed(0).padStart(4)} ms  ${String(found).padStart(2)} found  ${name}`,
    )
  }
  console.log(`slowest p95: ${slowest.toFixed(0)} ms, to be below ${GOAL_MS}: ${slowest < GOAL_MS ? 'met' : 'NOT MET'}`)
}
