import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { AT_ONCE, alertsOf, all, settings, start } from '../../test/harness/alerts.ts'
import { type World, world } from '../../test/harness/engine.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { startMailServer } from '../../test/harness/mail-server.ts'
import { startReceiver } from '../../test/harness/receiver.ts'
import { type Sql, transaction } from '../base/db/db.ts'
import { createMailer } from '../base/mail.ts'
import { releaseLane } from '../outbox/index.ts'
import { changeSettings, readAlertSecret } from './settings.ts'

/**
 * Does what a dispatcher does whose receiver refused for the last time: it has moved a lane before that, and so its transaction
 * has an id.
 */
const giveUp = (sql: Sql, own: World, endpointId: number, count: number) => sql`
  with mover as materialized (select pg_current_xact_id() as id)
  insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome,
    duration_ms, started_at)
  select ${own.tenantId}, ${endpointId}, 1, now(), n, n, 1, 12, 'exhausted', 1, now()
  from mover, generate_series(1, ${count}::integer) n
  where mover.id is not null`

const openBreaker = (own: World, endpointId: number) => own.db`
  insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
  values (${own.tenantId}, ${endpointId}, 'open', now(), 'ECONNREFUSED: nobody there')`
const closeBreaker = (own: World, endpointId: number) => own.db`delete from breakers where endpoint_id = ${endpointId}`

async function addAdmin(own: World, email: string): Promise<void> {
  await own.db`insert into users (tenant_id, name, email, profile) values (${own.tenantId}, 'A', ${email}, 'admin')`
  await confirm(own, email)
}

async function confirm(own: World, email: string): Promise<void> {
  await own.db`update users set email_verified = true where email = ${email}`
}

test('a dead endpoint and its recovery are reported once, however many processes look', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: `${receiver.url}/ops?key=1` } })
  const { id } = await own.endpoint('http://127.0.0.1:9', { name: 'CRM' })
  const lines: string[] = []
  await using first = start(own, { lines })
  await using second = start(own, { lines })
  await using third = start(own, { lines })
  await openBreaker(own, id)
  for (const running of [first, second, third]) running.nudge()
  await receiver.received(1)
  await closeBreaker(own, id)
  await receiver.received(2)
  const [alert, ...others] = await alertsOf(own, 1, true)
  assert.deepEqual(others, [])
  assert.equal(alert?.kind, 'endpoint-down')
  assert.equal(alert?.endpointName, 'CRM')
  assert.equal(alert?.reason, 'ECONNREFUSED: nobody there')

  const bodies = receiver.requests.map(request => request.json() as { type: string; data: Record<string, unknown> })
  assert.deepEqual(
    bodies.map(({ type, data }) => [type, data.id, data.kind, data.endpointId]),
    [
      ['alert.opened', alert?.id, 'endpoint-down', id],
      ['alert.resolved', alert?.id, 'endpoint-down', id],
    ],
  )
  assert.equal(bodies[0]?.data.subject, 'O webhook "CRM" não responde')
  assert.equal(receiver.requests[0]?.path, '/ops?key=1')
  const webhook = new Webhook(await readAlertSecret(settings(own), own))
  for (const { body, headers } of receiver.requests) webhook.verify(body, headers as Record<string, string>)
  await eventually(() => lines.length >= 2)
  assert.deepEqual(
    lines.map(line => JSON.parse(line).msg),
    ['alert opened', 'alert resolved'],
  )
})

test('an incident that is over before it was reported is not reported', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await using _running = start(own, { pace: { lookMs: 20, notifyAfterMs: 60_000 } })
  await openBreaker(own, id)
  await alertsOf(own, 1)
  await closeBreaker(own, id)
  await alertsOf(own, 1, true)
  const messages = await own.db`select what, state from alert_messages`
  assert.deepEqual([...messages], [{ what: 'opened', state: 'dropped' }])
  assert.equal(receiver.requests.length, 0)
})

test('an endpoint that returns 410 is switched off, and its owner is informed, until it is enabled again', async () => {
  await using own = await world()
  await using endpoint = await startReceiver(410)
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { id } = await own.endpoint(endpoint.url)
  await using _running = start(own)
  await own.dispatcher()
  await own.tell({})
  await receiver.received(1)
  assert.equal((await alertsOf(own, 1))[0]?.reason, 'gone')
  await own.db`update endpoints set enabled = true, disabled_reason = null where id = ${id}`
  await receiver.received(2)
  assert.equal((receiver.requests[1]?.json() as { type: string } | undefined)?.type, 'alert.resolved')
})

test('what was given up is reported at most once per endpoint and digest time, and each delivery once', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { id } = await own.endpoint('http://127.0.0.1:9')
  // Nobody has looked yet, because the process that should report it may have died.
  await giveUp(own.db, own, id, 3)
  await using _running = start(own, { pace: { ...AT_ONCE, digestMs: 3_600_000 } })
  await receiver.received(1)
  await giveUp(own.db, own, id, 4)
  await eventually(async () => (await all(own))[0]?.count === 7)
  assert.equal(receiver.requests.length, 1)
  await own.db`update alerts set opened_at = opened_at - interval '61 minutes'`
  await receiver.received(2)
  const counts = receiver.requests.map(request => (request.json() as { data: { count: number } }).data.count)
  assert.deepEqual(counts, [3, 4])
  await own.db`update alerts set opened_at = opened_at - interval '61 minutes' where resolved_at is null`
  await alertsOf(own, 2, true)
  assert.equal(receiver.requests.length, 2)
})

test('what was given up is counted once, by whichever process, in whichever order it is committed', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await using _first = start(own, { pace: { lookMs: 10 } })
  await using _second = start(own, { pace: { lookMs: 10 } })
  const counted = async () => (await all(own))[0]?.count
  await giveUp(own.db, own, id, 2)
  await eventually(async () => (await counted()) === 2)
  await transaction(own.db, async tx => {
    await giveUp(tx, own, id, 1)
    await giveUp(own.db, own, id, 4)
    // By then a look has seen ids of both, and must count none of them yet.
    await eventually(async () => (await own.db`select seen from alert_marks`)[0]?.seen > 2)
    assert.equal(await counted(), 2)
  })
  await eventually(async () => (await counted()) === 7)
})

test('what keeps being refused is reported before it is given up, until it is delivered', async () => {
  await using own = await world()
  await using receiver = await startReceiver(500)
  const { id } = await own.endpoint(receiver.url)
  await own.tell({ ticketId: 1 }, { ticketId: 2 })
  await own.db`update lanes set state = 'retrying', attempts = 6, due_at = now() where ticket_id = 1`
  await own.db`update lanes set state = 'retrying', attempts = 5, due_at = now() + interval '1 hour' where ticket_id = 2`
  await own.dispatcher()
  await eventually(async () => (await own.lane(id, 1)).attempts === 7)
  await using _running = start(own)
  const [alert, ...others] = await alertsOf(own, 1)
  assert.deepEqual([alert?.kind, alert?.count, others.length], ['tickets-failing', 1, 0])
  // That its endpoint is down for a while does not mean that it was delivered.
  await own.db`
    insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
    values (${own.tenantId}, ${id}, 'open', now() + interval '1 hour', 'x')`
  const isDown = async () => (await all(own)).some(({ kind, resolvedAt }) => kind === 'endpoint-down' && !resolvedAt)
  await eventually(isDown)
  await closeBreaker(own, id)
  await eventually(async () => !(await isDown()))
  const told = (await all(own)).filter(({ kind }) => kind === 'tickets-failing')
  assert.deepEqual(
    told.map(({ resolvedAt }) => resolvedAt),
    [null],
  )
  await own.db`update lanes set due_at = now() where ticket_id = 1`
  await receiver.received(2)
  await alertsOf(own, 2, true)
})

test('held tickets are reported until somebody decides, and do not count as given up', async () => {
  await using own = await world()
  await using receiver = await startReceiver(400, 400)
  const { id } = await own.endpoint(receiver.url, { when_exhausted: 'hold', retry_policy: 'whazing' })
  await own.tell({ ticketId: 1 }, { ticketId: 2 })
  await own.db`update lanes set state = 'retrying', attempts = 2, due_at = now()`
  await own.dispatcher()
  await eventually(async () => (await own.lane(id, 1)).state === 'held' && (await own.lane(id, 2)).state === 'held')
  await using _running = start(own)
  const [alert, ...others] = await alertsOf(own, 1)
  assert.deepEqual([alert?.kind, alert?.count, others.length], ['tickets-held', 2, 0])
  await transaction(own.db, async tx =>
    releaseLane(tx, { tenantId: own.tenantId, id: (await own.lane(id, 1)).id, how: 'skip' }),
  )
  await eventually(async () => (await all(own))[0]?.count === 1)
  await transaction(own.db, async tx =>
    releaseLane(tx, { tenantId: own.tenantId, id: (await own.lane(id, 2)).id, how: 'skip' }),
  )
  assert.deepEqual(
    (await alertsOf(own, 1, true)).map(({ kind }) => kind),
    ['tickets-held'],
  )
})

test('an endpoint whose secret cannot be opened is reported until some process can post to it', async () => {
  await using own = await world()
  const { id } = await own.endpoint('http://127.0.0.1:9', { name: 'CRM' })
  await using running = start(own)
  running.noteBroken(id, 'no key opens it')
  const [alert] = await alertsOf(own, 1)
  assert.deepEqual([alert?.kind, alert?.endpointId, alert?.reason], ['endpoint-broken', id, 'no key opens it'])
  await own.db`
    insert into attempts (tenant_id, endpoint_id, ticket_id, event_day, event_id, sequence, variant, attempt, outcome, status,
      duration_ms, started_at)
    values (${own.tenantId}, ${id}, 1, now(), 1, 1, 1, 1, 'delivered', 200, 1, clock_timestamp())`
  await alertsOf(own, 1, true)
})

test('what waits for a dead endpoint is reported before its time is over', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { id } = await own.endpoint('http://127.0.0.1:9')
  const { id: young } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({ ticketId: 1 }, { ticketId: 2 })
  await own.db`update endpoints set enabled = false`
  await own.db`
    update deliveries d set event_day = event_day - case when l.endpoint_id = ${young} then 10 else 12 end
    from lanes l where l.id = d.lane_id`
  await using _running = start(own)
  await receiver.received(1)
  const [alert, ...others] = await alertsOf(own, 1)
  assert.deepEqual(others, [])
  assert.equal(alert?.kind, 'retention-near')
  assert.equal(alert?.endpointId, id)
  assert.equal(alert?.count, 2)
  const [day] = await own.db<{ day: string }[]>`select ((now() at time zone 'utc')::date + 3)::text as day`
  assert.equal(alert?.expiresOn, day?.day)
  await own.db`update endpoints set enabled = true`
  await receiver.received(2)
})

test('a held ticket is reported before its time is over, until somebody decides', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await own.tell({ ticketId: 1 }, { ticketId: 2 })
  await own.db`update lanes set state = 'held', attempts = 5 where ticket_id = 1`
  await own.db`update deliveries set event_day = event_day - 12`
  await using _running = start(own)
  const near = () => eventually(async () => (await all(own)).find(alert => alert.kind === 'retention-near'))
  const { endpointId, count } = await near()
  assert.deepEqual([endpointId, count], [id, 1])
  await own.db`update lanes set state = 'ready', attempts = 0 where ticket_id = 1`
  await eventually(async () => (await near()).resolvedAt)
})

test('an operational webhook that fails is tried a few times, then given up', async () => {
  await using own = await world()
  await using receiver = await startReceiver(500, 'reset', 200)
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  const { id } = await own.endpoint('http://127.0.0.1:9')
  await using _running = start(own)
  await openBreaker(own, id)
  await receiver.received(3)
  assert.equal(new Set(receiver.requests.map(({ headers, body }) => headers['webhook-id'] + body.toString())).size, 1)
  const state = async () => (await own.db`select state, error from alert_messages order by id desc limit 1`)[0]
  await eventually(async () => (await state())?.state === 'sent')
  receiver.behave(503)
  await closeBreaker(own, id)
  await receiver.received(6)
  await eventually(async () => (await state())?.state === 'failed')
  assert.equal((await state())?.error, 'HTTP 503')
})

test('an address that never answers delays the messages of its own company only', async () => {
  await using own = await world()
  await using silent = await startReceiver()
  silent.behave('hang')
  await using receiver = await startReceiver()
  const [other] = await own.db<{ id: number }[]>`insert into tenants (name) values ('Other') returning id`
  const tenantId = other!.id
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: silent.url } })
  await changeSettings(settings(own), { tenantId, change: { alertUrl: receiver.url } })
  for (let n = 0; n < 50; n++)
    await openBreaker(own, (await own.endpoint('http://127.0.0.1:9', { name: `CRM ${n}` })).id)
  await using running = start(own)
  await silent.received(4)
  const channel = await own.db`insert into channels (tenant_id, name) values (${tenantId}, 'B') returning id`
  const [endpoint] = await own.db`
    insert into endpoints (tenant_id, channel_id, name, url, secret)
    values (${tenantId}, ${channel[0]!.id}, 'B', 'http://127.0.0.1:9', ${Buffer.alloc(32)}) returning id`
  await own.db`
    insert into breakers (tenant_id, endpoint_id, state, probe_at, error)
    values (${tenantId}, ${endpoint!.id}, 'open', now(), 'ECONNREFUSED')`
  running.nudge()
  await receiver.received(1, { timeoutMs: 8_000 })
  assert.equal(silent.open, 4, 'and has no more than its places')
  await silent[Symbol.asyncDispose]()
})

test('mail goes to the administrators in their language, again after a refusal, at most so often an hour; an empty list means nobody', async () => {
  await using own = await world()
  await using server = await startMailServer(1)
  await using mailer = createMailer({ smtpUrl: server.url, from: 'Recado <desk@example.com>' })
  await addAdmin(own, 'ana@example.com')
  await addAdmin(own, 'bia@example.com')
  // The address of a stranger whom somebody invited, and whose link the inviter opened.
  await own.db`insert into users (tenant_id, name, email, profile) values
    (${own.tenantId}, 'C', 'ops@example.com', 'attendant'), (${own.tenantId}, 'D', 'stranger@example.com', 'admin')`
  const { id } = await own.endpoint('http://127.0.0.1:9', { name: 'Loja\r\nBcc: x@example.com' })
  await using _running = start(own, { mailer })
  await openBreaker(own, id)
  await eventually(() => server.mails.length === 1)
  const [mail] = server.mails
  assert.deepEqual(mail?.to, ['ana@example.com', 'bia@example.com'])
  assert.equal(mail?.from, 'desk@example.com')
  assert.equal(mail?.subject, 'O webhook "Loja Bcc: x@example.com" não responde')
  assert.match(mail?.text ?? '', /^Auto-Submitted: auto-generated$/m)

  await own.db`update tenants set language = 'es'`
  await confirm(own, 'ops@example.com')
  const alertEmails = ['ops@example.com', 'stranger@example.com']
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertEmails } })
  await closeBreaker(own, id)
  await eventually(() => server.mails.length === 2)
  assert.deepEqual(server.mails[1]?.to, ['ops@example.com'])
  assert.match(server.mails[1]?.subject ?? '', /responde otra vez/)

  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertEmails: [] } })
  await openBreaker(own, id)
  await alertsOf(own, 2)
  const [queued] = await own.db`select count(*)::integer as n from alert_messages where state = 'waiting'`
  assert.equal(queued?.n, 0)

  // Twenty an hour, and none to people who have left. The endpoints of those twenty were deleted meanwhile.
  await own.db`
    with sent as (
      insert into alerts (tenant_id, endpoint_id, kind, endpoint_name, resolved_at)
      select ${own.tenantId}, 1000 + n, 'endpoint-down', 'X', now() from generate_series(1, 20) n returning id)
    insert into alert_messages (tenant_id, alert_id, what, via, state, due_at)
    select ${own.tenantId}, id, 'opened', 'email', 'sent', now() from sent`
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertEmails: null } })
  await own.db`update users set is_active = false where email = 'bia@example.com'`
  await openBreaker(own, (await own.endpoint('http://127.0.0.1:9')).id)
  const putOff = () =>
    own.db`select attempts from alert_messages where state = 'waiting' and due_at > now() + interval '5 minutes'`
  assert.equal((await eventually(async () => (await putOff())[0]))?.attempts, 0)
  await own.db`update alert_messages set due_at = case state when 'sent' then now() - interval '61 minutes' else now() end`
  await eventually(() => server.mails.length === 3)
  assert.deepEqual(server.mails[2]?.to, ['ana@example.com'])
})

test('what is wrong with a WhatsApp number is reported in words, and again when it is over', async () => {
  await using own = await world()
  await using receiver = await startReceiver()
  await changeSettings(settings(own), { tenantId: own.tenantId, change: { alertUrl: receiver.url } })
  await own.db`
    insert into channel_problems (tenant_id, channel_id, problem, details)
    values (${own.tenantId}, ${own.channelId}, 'partner_removed', 'PARTNER_REMOVED')`
  await using running = start(own)
  await receiver.received(1)
  await own.db`delete from channel_problems`
  running.nudge()
  await receiver.received(2)
  const [alert] = await alertsOf(own, 1, true)
  assert.deepEqual(
    [alert?.kind, alert?.channelName, alert?.problem, alert?.endpointId],
    ['channel-problem', 'c', 'partner_removed', null],
  )
  const [opened, resolved] = receiver.requests.map(
    request => request.json() as { type: string; data: Record<string, string> },
  )
  assert.deepEqual(
    [opened?.type, opened?.data.channelName, opened?.data.problem],
    ['alert.opened', 'c', 'partner_removed'],
  )
  assert.match(opened?.data.subject ?? '', /^WhatsApp "c": /)
  assert.match(opened?.data.text ?? '', /O WhatsApp disse: PARTNER_REMOVED/)
  assert.match(resolved?.data.subject ?? '', /resolvido/)
})
