/** Compares the dry run with the engine: what it predicts is then queued and sent, for every combination of switches. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventNames, extraEventNames } from '@recado/receiver'
import { testKeyring, type World, world } from '../../test/harness/engine.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { seal } from '../base/seal.ts'
import { newSecret } from '../webhook/index.ts'
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
  on_status: switches.messageStatus,
  on_edited: switches.messageEdited,
  on_deleted: switches.messageDeleted,
  on_reaction: switches.messageReaction,
  media_base64: switches.mediaBase64,
})

/**
 * Each opt-in event depends on its own switch and on the one for groups, so not all combinations with the other switches are
 * tried.
 */
const EXTRAS = ['messageStatus', 'messageEdited', 'messageDeleted', 'messageReaction'] as const
const names = (Object.keys(DEFAULTS.switches) as (keyof Switches)[]).filter(
  name => !EXTRAS.some(extra => extra === name),
)
const OF_CHANNELS = ['newTicket', 'transferred', 'closed']

interface Case {
  switches: Switches
  payloadVersion: 1 | 2
  isQueue: boolean
}

/** Every combination of switches; media in the body is on and off in both versions. */
const cases: Case[] = [false, true].flatMap(isQueue =>
  Array.from({ length: 2 ** names.length }, (_, bits): Case => {
    const isOn = names.map((_, index) => (bits & (1 << index)) !== 0)
    const extras = EXTRAS.map((name, index) => [name, (((bits >> index) ^ (bits >> (index + 4))) & 1) === 1])
    const switches = Object.fromEntries([
      ...names.map((name, index) => [name, isOn[index]]),
      ...extras,
    ]) as unknown as Switches
    const others = isOn.filter((on, index) => on && names[index] !== 'mediaBase64').length
    return { switches, payloadVersion: others % 2 === 0 ? 1 : 2, isQueue }
  }).filter(
    ({ switches }) => !isQueue || (switches.newTicket === switches.closed && switches.closed === switches.transferred),
  ),
)

/** Every kind of event; in turn with bodies of version 2 and with media. */
const kinds = ([...eventNames, ...extraEventNames] as const).flatMap(type =>
  (type === 'message' ? (['pending', 'open', 'closed'] as const) : (['open'] as const)).flatMap(ticketStatus =>
    [false, true].flatMap(isGroup =>
      (type === 'message' ? [false, true] : [false]).flatMap(fromMe =>
        // A preview has only the latest fifty events, so each opt-in event has one of these and not both.
        (extraEventNames.some(name => name === type) ? [!isGroup] : [false, true]).map(inQueue => ({
          type,
          ticketStatus,
          isGroup,
          fromMe,
          inQueue,
        })),
      ),
    ),
  ),
)
const events = kinds.map((kind, index) => ({
  ...kind,
  bodyV1: `{"one": ${index}}`,
  bodyV2: index % 3 === 0 ? null : `{"two": ${index}}`,
  bodyV2Media: index % 2 === 0 ? null : `{"media": ${index}}`,
}))

test('the preview says of every event what is then sent, for every combination of switches', async () => {
  await using w = await world()
  await using receiver = await startReceiver()
  const endpoints = await w.db<{ id: number }[]>`
    insert into endpoints ${w.db(
      cases.map(({ switches, payloadVersion, isQueue }, index) => ({
        tenant_id: w.tenantId,
        channel_id: isQueue ? null : w.channelId,
        queue_id: isQueue ? w.queueId : null,
        name: `${index}`,
        url: `${receiver.url}/${index}`,
        secret: seal(testKeyring, newSecret()),
        ...columnsOf(isQueue ? withoutTickets(switches) : switches),
        payload_version: payloadVersion,
      })),
    )} returning id`
  await w.tell(
    ...events.map(({ inQueue, ...event }, index) => ({
      ...event,
      queueId: inQueue ? w.queueId : null,
      ticketId: index + 1,
    })),
  )
  const queued = await queuedFor(w)
  const previews: [number, string][][] = []
  for (const [index, { switches, payloadVersion, isQueue }] of cases.entries()) {
    const source = isQueue ? { queueId: w.queueId } : { channelId: w.channelId }
    const rows = await previewEndpoint(w.db, { tenantId: w.tenantId, source, switches, payloadVersion })
    assert.equal(rows.length, isQueue ? events.filter(({ inQueue }) => inQueue).length : events.length)
    assert.ok(rows.every(row => row.wanted === (row.switchesOff.length === 0) && (row.wanted || row.body === null)))
    const wanted = rows.flatMap(({ wanted, eventId, body }): [number, string][] => (wanted ? [[eventId, body!]] : []))
    assert.deepEqual(wanted, queued.get(endpoints[index]!.id) ?? [], JSON.stringify(cases[index]))
    previews.push(wanted)
  }
  // Some of them are also posted.
  const posted = [37, 255, 448, 511, cases.length - 1, cases.length - 12]
  const ids = posted.map(index => endpoints[index]!.id)
  await w.db`update endpoints set enabled = false where id <> all(${ids}::bigint[])`
  await using _dispatcher = await w.dispatcher()
  const expected = posted.flatMap(index => previews[index]!.map(([, body]) => `/${index} ${body}`)).sort()
  const received = await receiver.received(expected.length)
  assert.deepEqual(received.map(({ path, body }) => `${path} ${body}`).sort(), expected)
})

/** An endpoint of a queue never has these switches on. */
const withoutTickets = (switches: Switches): Switches => ({
  ...switches,
  ...Object.fromEntries(OF_CHANNELS.map(name => [name, false])),
})

/** For each endpoint its events and bodies, newest first. */
async function queuedFor(w: World): Promise<Map<number, [number, string][]>> {
  const rows = await w.db<{ endpoint_id: number; event_id: number; body: string }[]>`
    select l.endpoint_id, d.event_id, case d.variant when 1 then v.body_v1 when 2 then coalesce(v.body_v2, v.body_v1)
      else coalesce(v.body_v2_media, v.body_v2, v.body_v1) end as body
    from deliveries d join lanes l on l.id = d.lane_id join events v on v.day = d.event_day and v.id = d.event_id
    order by d.event_id desc`
  const byEndpoint = Map.groupBy(rows, row => row.endpoint_id)
  return new Map(
    [...byEndpoint].map(([id, ofIt]) => [id, ofIt.map(row => [row.event_id, row.body] as [number, string])]),
  )
}

test('the latest fifty events come newest first, of a large body only the length, and nothing of another company', async () => {
  await using w = await world()
  await w.tell(...Array.from({ length: 60 }, (_, index) => ({ ticketId: index + 1 })))
  await w.tell({ ticketId: 99, bodyV1: JSON.stringify({ big: 'x'.repeat(100_000) }) })
  const preview = { source: { channelId: w.channelId }, switches: DEFAULTS.switches, payloadVersion: 1 as const }
  const rows = await previewEndpoint(w.db, { tenantId: w.tenantId, ...preview })
  assert.deepEqual([rows.length, rows[0]?.ticketId, rows[0]?.wanted, rows[0]?.body], [50, 99, true, null])
  assert.ok((rows[0]?.bodyBytes ?? 0) > 100_000)
  assert.deepEqual([...(await previewEndpoint(w.db, { tenantId: w.tenantId + 1, ...preview }))], [])
})
