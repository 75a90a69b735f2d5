/** The dry run against the engine itself: what it says is what append then does, for every combination of switches. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type World, world } from '../../test/harness/engine.ts'
import type { NewEvent } from '../outbox/index.ts'
import { previewEndpoint } from './preview.ts'
import { DEFAULTS, type Switches } from './schemas.ts'

const columnsOf = (switches: Switches) => ({
  on_received: switches.received,
  on_sent: switches.sent,
  on_new_ticket: switches.newTicket,
  on_transferred: switches.transferred,
  on_closed: switches.closed,
  while_open: switches.open,
  while_pending: switches.pending,
  groups: switches.groups,
  media_base64: switches.mediaBase64,
})

const names = Object.keys(DEFAULTS.switches) as (keyof Switches)[]
const switches = fc
  .array(fc.boolean(), { minLength: names.length, maxLength: names.length })
  .map(values => Object.fromEntries(names.map((name, index) => [name, values[index]])) as unknown as Switches)
const settings = fc.record({ switches, version: fc.constantFrom(1 as const, 2 as const), isQueue: fc.boolean() })
const event = fc.record({
  type: fc.constantFrom<NewEvent['type']>(
    'message',
    'message',
    'NewTicket',
    'NewTicketUserCreate',
    'TransferTicket',
    'ClosedTicket',
  ),
  ticketStatus: fc.constantFrom<NewEvent['ticketStatus']>('pending', 'open', 'closed'),
  isGroup: fc.boolean(),
  fromMe: fc.boolean(),
  bodyV2: fc.constantFrom(null, '{"version":2}'),
  bodyV2Media: fc.constantFrom(null, '{"media":"..."}'),
  inQueue: fc.boolean(),
})

test('the preview says of every event what append does with it, whatever the switches', async () => {
  await using w = await world()
  let ticketId = 0
  await fc.assert(
    fc.asyncProperty(
      settings,
      fc.array(event, { minLength: 1, maxLength: 12 }),
      async ({ switches, version, isQueue }, events) => {
        // A queue's endpoint never has the three ticket switches.
        const known = isQueue ? { ...switches, newTicket: false, transferred: false, closed: false } : switches
        const source = isQueue ? { queue_id: w.queueId } : {}
        const { id } = await w.endpoint('http://127.0.0.1:1', {
          ...source,
          ...columnsOf(known),
          payload_version: version,
        })
        await w.tell(
          ...events.map(({ inQueue, ...rest }) => ({
            ...rest,
            queueId: inQueue ? w.queueId : null,
            ticketId: ++ticketId,
          })),
        )
        const posted = await postedTo(w, id)
        const rows = await previewEndpoint(w.db, {
          tenantId: w.tenantId,
          source: isQueue ? { queueId: w.queueId } : { channelId: w.channelId },
          switches,
          payloadVersion: version,
        })
        const ours = rows.filter(row => row.ticketId > ticketId - events.length)
        assert.equal(ours.length, isQueue ? events.filter(({ inQueue }) => inQueue).length : events.length)
        assert.deepEqual(
          ours.filter(({ wanted }) => wanted).map(row => [row.eventId, row.body]),
          posted,
        )
        assert.ok(ours.every(row => row.wanted || row.body === null))
        await w.db`update endpoints set enabled = false where id = ${id}`
      },
    ),
    { numRuns: 120 },
  )
})

async function postedTo(w: World, endpointId: number): Promise<[number, string][]> {
  const rows = await w.db<{ event_id: number; body: string }[]>`
    select d.event_id, case d.variant when 1 then v.body_v1 when 2 then coalesce(v.body_v2, v.body_v1)
      else coalesce(v.body_v2_media, v.body_v2, v.body_v1) end as body
    from deliveries d join lanes l on l.id = d.lane_id join events v on v.day = d.event_day and v.id = d.event_id
    where l.endpoint_id = ${endpointId} order by d.event_id desc`
  return rows.map(row => [row.event_id, row.body])
}

test('the latest fifty, newest first; a body of megabytes is only measured; nothing of another company', async () => {
  await using w = await world()
  await w.tell(...Array.from({ length: 60 }, (_, index) => ({ ticketId: index + 1 })))
  await w.tell({ ticketId: 99, bodyV1: JSON.stringify({ big: 'x'.repeat(100_000) }) })
  const preview = { source: { channelId: w.channelId }, switches: DEFAULTS.switches, payloadVersion: 1 as const }
  const rows = await previewEndpoint(w.db, { tenantId: w.tenantId, ...preview })
  assert.deepEqual([rows.length, rows[0]?.ticketId, rows[0]?.wanted, rows[0]?.body], [50, 99, true, null])
  assert.ok((rows[0]?.bodyBytes ?? 0) > 100_000)
  assert.deepEqual([...(await previewEndpoint(w.db, { tenantId: w.tenantId + 1, ...preview }))], [])
})
