import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newChannel, newTenant, type World, world } from '../../test/harness/engine.ts'
import { type Tx, transaction } from '../base/db/db.ts'
import { append, type NewEvent, onWake, wantsMedia } from './index.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w[Symbol.asyncDispose]())

interface Placed {
  endpoint_id: number
  ticket_id: number
  position: number
  sequence: number
  event_id: number
  variant: number
}

async function placed(endpointId: number): Promise<Placed[]> {
  const rows = await w.db<Placed[]>`
    select l.endpoint_id, l.ticket_id, d.position, d.sequence, d.event_id, d.variant
    from deliveries d join lanes l on l.id = d.lane_id
    where l.endpoint_id = ${endpointId}
    order by l.ticket_id, d.position`
  return [...rows]
}

/** A channel of its own, so that only this endpoint hears of it. */
async function listening(switches: Record<string, unknown>) {
  const channelId = await newChannel(w.db, w.tenantId)
  const endpoint = await w.endpoint('http://127.0.0.1:9/', { channel_id: channelId, ...switches })
  return { channelId, ...endpoint }
}

const all = {
  on_received: true, on_sent: true, on_new_ticket: true, on_transferred: true, on_closed: true,
  while_open: true, while_pending: true, groups: true,
} // biome-ignore format: as the panel groups them
const none = Object.fromEntries(Object.keys(all).map(name => [name, false]))

describe('which endpoint wants which event', () => {
  const received = { type: 'message', fromMe: false, ticketStatus: 'open' } as const
  const sent = { ...received, fromMe: true } as const
  const cases: [string, Record<string, unknown>, Partial<NewEvent>, boolean][] = [
    ['nothing on, nothing sent', none, received, false],
    ['received', { ...none, on_received: true, while_open: true }, received, true],
    ['received does not mean sent', { ...none, on_received: true, while_open: true }, sent, false],
    ['sent', { ...none, on_sent: true, while_open: true }, sent, true],
    ['sent does not mean received', { ...none, on_sent: true, while_open: true }, received, false],
    ['no status filter on', { ...all, while_open: false, while_pending: false }, received, false],
    ['open only, ticket open', { ...all, while_pending: false }, received, true],
    ['open only, ticket pending', { ...all, while_pending: false }, { ...received, ticketStatus: 'pending' }, false],
    ['pending only, ticket open', { ...all, while_open: false }, received, false],
    ['pending only, ticket pending', { ...all, while_open: false }, { ...received, ticketStatus: 'pending' }, true],
    ['a closed ticket sends no messages', all, { ...received, ticketStatus: 'closed' }, false],
    ['group message, groups off', { ...all, groups: false }, { ...received, isGroup: true }, false],
    ['group message, groups on', all, { ...received, isGroup: true }, true],
    ['new ticket', { ...none, on_new_ticket: true }, { type: 'NewTicket', ticketStatus: 'pending' }, true],
    ['new ticket by a user', { ...none, on_new_ticket: true }, { type: 'NewTicketUserCreate' }, true],
    ['new ticket off', { ...all, on_new_ticket: false }, { type: 'NewTicket' }, false],
    ['new ticket by a user off', { ...all, on_new_ticket: false }, { type: 'NewTicketUserCreate' }, false],
    ['transferred', { ...none, on_transferred: true }, { type: 'TransferTicket' }, true],
    ['transferred off', { ...all, on_transferred: false }, { type: 'TransferTicket' }, false],
    ['closed', { ...none, on_closed: true }, { type: 'ClosedTicket', ticketStatus: 'closed' }, true],
    ['closed off', { ...all, on_closed: false }, { type: 'ClosedTicket', ticketStatus: 'closed' }, false],
    ['a status, by all the other switches', all, { type: 'MessageStatus' }, false],
    ['a status', { ...none, on_status: true }, { type: 'MessageStatus', ticketStatus: 'closed' }, true],
    ['an edit', { ...none, on_edited: true }, { type: 'MessageEdited' }, true],
    ['an edit is no deletion', { ...none, on_edited: true }, { type: 'MessageDeleted' }, false],
    ['a deletion', { ...none, on_deleted: true }, { type: 'MessageDeleted' }, true],
    ['a reaction', { ...none, on_reaction: true }, { type: 'MessageReaction' }, true],
    [
      'a reaction in a group, groups off',
      { ...none, on_reaction: true },
      { type: 'MessageReaction', isGroup: true },
      false,
    ],
    ["a group's ticket event, groups off", { ...all, groups: false }, { type: 'NewTicket', isGroup: true }, false],
    ["a group's ticket event, groups on", all, { type: 'NewTicket', isGroup: true }, true],
    ['a disabled endpoint', { ...all, enabled: false }, received, false],
  ]
  for (const [name, switches, event, wanted] of cases) {
    it(name, async () => {
      const { id, channelId } = await listening(switches)
      await w.tell({ channelId, ...event })
      assert.equal((await placed(id)).length, wanted ? 1 : 0)
    })
  }

  it('a queue hears messages of its tickets on every channel, and nothing of other queues', async () => {
    const { id } = await w.endpoint('http://127.0.0.1:9/', { queue_id: w.queueId, on_sent: true })
    await w.tell({ queueId: w.queueId, ticketId: 1 }, { queueId: w.queueId, ticketId: 1, type: 'ClosedTicket' })
    await w.tell({ queueId: null, ticketId: 1 }, { queueId: w.queueId + 1, ticketId: 1 })
    const elsewhere = await newChannel(w.db, w.tenantId)
    await w.tell({ queueId: w.queueId, channelId: elsewhere, ticketId: 2, fromMe: true })
    assert.deepEqual(
      (await placed(id)).map(row => [row.ticket_id, row.sequence]),
      [
        [1, 1],
        [2, 1],
      ],
    )
  })

  it('a message of a channel and a queue that both listen is told twice', async () => {
    const ofChannel = await listening(all)
    const ofQueue = await w.endpoint('http://127.0.0.1:9/', { queue_id: w.queueId })
    await w.tell({ channelId: ofChannel.channelId, queueId: w.queueId, ticketId: 31 })
    assert.equal((await placed(ofChannel.id)).length, 1)
    assert.equal((await placed(ofQueue.id)).length, 1)
  })

  it('another tenant never hears of it, whatever ids it is given', async () => {
    const stranger = await newTenant(w.db)
    const theirs = await newChannel(w.db, stranger)
    const { id } = await w.endpoint('http://127.0.0.1:9/', { tenant_id: stranger, channel_id: theirs, ...all })
    await w.tell({ channelId: theirs })
    assert.deepEqual(await placed(id), [])
    await w.tell({ tenantId: stranger, channelId: theirs })
    assert.equal((await placed(id)).length, 1)
  })

  it('an event that nobody wants is stored all the same', async () => {
    const channelId = await newChannel(w.db, w.tenantId)
    await w.tell({ channelId, bodyV1: '{"n":1}' })
    const rows = await w.db`select type, body_v1, body_v2 from events where channel_id = ${channelId}`
    assert.deepEqual([...rows], [{ type: 'message', body_v1: '{"n":1}', body_v2: null }])
  })
})

describe('which body', () => {
  const bodies = { bodyV1: '1', bodyV2: '2', bodyV2Media: '3' }
  for (const [name, settings, event, variant] of [
    ['version 1', { payload_version: 1, media_base64: true }, bodies, 1],
    ['version 2', { payload_version: 2 }, bodies, 2],
    ['version 2 with media', { payload_version: 2, media_base64: true }, bodies, 3],
    ['version 2 with media, of an event without', { payload_version: 2, media_base64: true }, { bodyV2: '2' }, 2],
  ] as const) {
    it(name, async () => {
      const { id, channelId } = await listening(settings)
      await w.tell({ channelId, ...event })
      assert.deepEqual(
        (await placed(id)).map(row => row.variant),
        [variant],
      )
    })
  }

  it('media is asked for only by an enabled endpoint of version 2 that wants it', async () => {
    const asked = (channelId: number) =>
      transaction(w.db, tx => wantsMedia(tx, { tenantId: w.tenantId, channelId, queueId: null }))
    const wants = { payload_version: 2, media_base64: true }
    assert.equal(await asked((await listening(wants)).channelId), true)
    assert.equal(await asked((await listening({ ...wants, enabled: false })).channelId), false)
    assert.equal(await asked((await listening({ ...wants, payload_version: 1 })).channelId), false)
    assert.equal(await asked((await listening({ ...wants, media_base64: false })).channelId), false)
  })

  it('text is kept to the byte: quotes, escapes, emoji, broken surrogates as JSON writes them', async () => {
    const { id, channelId } = await listening(all)
    const bodyV1 = JSON.stringify({ messageBody: 'a"\\ \u0000 \u2028 😀 \ud83d <>&\r\n\t' })
    await w.tell({ channelId, bodyV1 })
    const [delivery] = await placed(id)
    const [row] = await w.db`select body_v1 from events where id = ${delivery!.event_id}`
    assert.equal(row!.body_v1, bodyV1)
  })
})

describe('positions', () => {
  it('count from 1 without a gap, in the order of the events, also within one call', async () => {
    const { id, channelId } = await listening(all)
    await w.tell({ channelId, ticketId: 1 }, { channelId, ticketId: 2 }, { channelId, ticketId: 1 })
    await w.tell({ channelId, ticketId: 1, type: 'ClosedTicket' })
    const rows = await placed(id)
    assert.deepEqual(
      rows.map(row => [row.ticket_id, row.position, row.sequence]),
      [
        [1, 1, 1],
        [1, 2, 2],
        [1, 3, 3],
        [2, 1, 1],
      ],
    )
    const ids = rows.filter(row => row.ticket_id === 1).map(row => row.event_id)
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
    )
  })

  it('count only what the endpoint wants: no holes for what only others get', async () => {
    const { id, channelId } = await listening({ ...none, on_received: true, while_open: true })
    const other = await w.endpoint('http://127.0.0.1:9/', { channel_id: channelId, ...all })
    await w.tell({ channelId, type: 'NewTicket' }, { channelId }, { channelId, fromMe: true }, { channelId })
    assert.deepEqual(
      (await placed(id)).map(row => row.sequence),
      [1, 2],
    )
    assert.deepEqual(
      (await placed(other.id)).map(row => row.sequence),
      [1, 2, 3, 4],
    )
  })

  it("have no gap and follow the events' order under 50 transactions at once, some rolled back", async () => {
    const { id, channelId } = await listening(all)
    const second = await w.endpoint('http://127.0.0.1:9/', { channel_id: channelId, ...all })
    const tickets = [501, 502, 503]
    const told = async (n: number) => {
      const ticketId = tickets[n % tickets.length]!
      await transaction(w.db, async tx => {
        await lock(tx, ticketId)
        await append(
          tx,
          Array.from({ length: 1 + (n % 3) }, () => w.event({ channelId, ticketId })),
        )
        if (n % 5 === 0) throw new Error('rolled back')
        if (n % 7 === 0) await append(tx, [w.event({ channelId, ticketId })])
      }).catch((error: Error) => assert.equal(error.message, 'rolled back'))
    }
    await Promise.all(Array.from({ length: 50 }, (_, n) => told(n)))
    const events = await w.db<{ id: number; ticket_id: number }[]>`
      select id, ticket_id from events where channel_id = ${channelId} order by id`
    for (const endpointId of [id, second.id]) {
      for (const ticketId of tickets) {
        const rows = (await placed(endpointId)).filter(row => row.ticket_id === ticketId)
        assert.deepEqual(
          rows.map(row => row.position),
          rows.map((_, index) => index + 1),
        )
        assert.deepEqual(
          rows.map(row => row.sequence),
          rows.map((_, index) => index + 1),
        )
        assert.deepEqual(
          rows.map(row => row.event_id),
          events.filter(event => event.ticket_id === ticketId).map(event => event.id),
        )
        const lane = await w.lane(endpointId, ticketId)
        assert.deepEqual([lane.state, lane.head, lane.tail, lane.sequence], ['ready', 1, rows.length + 1, rows.length])
      }
    }
  })
})

it('dispatchers are woken after the commit, and not after a rollback', async () => {
  const { id, channelId } = await listening(all)
  const woken: number[] = []
  using _ = onWake(ids => woken.push(...ids))
  await transaction(w.db, async tx => {
    await append(tx, [w.event({ channelId })])
    assert.deepEqual(woken, [])
  })
  assert.deepEqual(woken, [id])
  await assert.rejects(
    transaction(w.db, async tx => {
      await append(tx, [w.event({ channelId })])
      throw new Error('no')
    }),
  )
  assert.deepEqual(woken, [id])
})

it("an endpoint with WHAZING's policy is first posted to some three seconds after the event", async () => {
  const { id, channelId } = await listening({ ...all, retry_policy: 'whazing' })
  await w.tell({ channelId })
  const { due_in_ms } = await w.lane(id, 1)
  assert.ok(due_in_ms > 2_000 && due_in_ms <= 3_000, `due in ${due_in_ms} ms`)
})

const lock = (tx: Tx, ticketId: number) => tx`select pg_advisory_xact_lock(78, ${ticketId})`
