/** What Meta posts besides messages: each is stored once, in whatever order they come. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANA, payloadOf, postFrom, type TestChannel, testChannel } from '../../../test/harness/channel.ts'
import { toldOf } from '../../../test/harness/desk.ts'
import { CloudInbox } from '../inbox/cloud-inbox.ts'

const WABA = '310000000000001'

async function work(channel: TestChannel, ...posts: unknown[]): Promise<void> {
  for (const post of posts) await channel.post(post)
  const inbox = new CloudInbox({ ...channel.context, mediaPatienceMs: -1 })
  while (await inbox.round()) {
    // Again, until a round finds nothing.
  }
}

/** A change of an account's entry: no metadata, and Meta's instant beside it. */
const ofAccount = (field: string, value: Record<string, unknown>, time = 1_790_000_000) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: WABA, time, changes: [{ field, value }] }],
})

const problemsOf = async ({ db }: TestChannel) =>
  (await db<{ problem: string }[]>`select problem from channel_problems order by problem`).map(row => row.problem)

const titlesOf = async (channel: TestChannel) =>
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of a body is what it asserts
  (await channel.api('GET', `/channels/${channel.channelId}/notices`)).body.data.map((one: any) => one.title)

const linesOf = async ({ db }: TestChannel) =>
  (
    await db<{ action: string; note: string | null }[]>`
    select action, note from ticket_log where action not in ('create', 'reopened') order by id`
  ).map(row => (row.note === null ? row.action : `${row.action} ${row.note}`))

test('a partner that was removed stops sending until it is back, in whatever order that is reported', async () => {
  await using channel = await testChannel({ wabaId: WABA })
  const removed = ofAccount('account_update', { event: 'PARTNER_REMOVED' }, 1_790_000_010)
  const back = ofAccount('account_update', { event: 'ACCOUNT_RECONNECTED' }, 1_790_000_020)
  const status = async () => (await channel.api('GET', `/channels/${channel.channelId}`)).body.status
  await work(channel, removed, removed)
  assert.deepEqual(await problemsOf(channel), ['partner_removed'])
  assert.equal(await status(), 'DISCONNECTED')
  assert.deepEqual(await titlesOf(channel), ['WhatsApp account: partner removed'])
  await work(channel, back)
  assert.deepEqual(await problemsOf(channel), [])
  assert.notEqual(await status(), 'DISCONNECTED')
  // A late one is about something that is over.
  await work(channel, ofAccount('account_update', { event: 'PARTNER_REMOVED', again: true }, 1_790_000_015))
  assert.deepEqual(await problemsOf(channel), [])
  await work(channel, ofAccount('account_update', { event: 'ACCOUNT_OFFBOARDED' }, 1_790_000_030))
  assert.deepEqual(await problemsOf(channel), ['partner_removed'])
})

test('a notice that needs an action is a problem of the channel, and any other a line in the list', async () => {
  await using channel = await testChannel({ wabaId: WABA })
  await work(
    channel,
    ofAccount('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }),
    ofAccount('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } }),
    ofAccount('phone_number_quality_update', { event: 'DOWNGRADE', old_limit: 'TIER_10K', current_limit: 'TIER_2K' }),
    ofAccount('business_capability_update', { max_phone_numbers_per_business: 20 }),
    payloadOf({ errors: [{ code: 130429, title: 'Rate limit hit' }] }),
  )
  assert.deepEqual(await problemsOf(channel), ['account_restricted', 'account_warned', 'number_limited'])
  const path = `/channels/${channel.channelId}/notices?limit=3`
  const { body: first } = await channel.api('GET', path)
  const { body: second } = await channel.api('GET', `${path}&after=${first.next}`)
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of a body is what it asserts
  const shown = [...first.data, ...second.data].map((one: any) => [one.title, one.details].join(' | '))
  assert.deepEqual(shown.toSorted(), [
    'Error of the number: 130429 | Rate limit hit',
    'Limits of the business | max_phone_numbers_per_business: 20',
    'Quality and limit of the number: lower limit | TIER_10K · TIER_2K',
    'WhatsApp account: disabling | DISABLE',
    'WhatsApp account: rules broken | SPAM',
  ])
  await work(
    channel,
    ofAccount('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, 1_790_000_050),
  )
  assert.deepEqual(await problemsOf(channel), ['number_limited'])
})

test('templates follow what Meta decides, and the newest report of each kind counts', async () => {
  await using channel = await testChannel({ wabaId: WABA })
  await channel.db`
    insert into templates (tenant_id, waba_id, name, language, status, components)
    values (${channel.tenantId}, ${WABA}, 'retorno', 'pt_BR', 'APPROVED', '[]')`
  const named = { message_template_name: 'retorno', message_template_language: 'pt_BR', message_template_id: 9 }
  await work(
    channel,
    ofAccount('message_template_status_update', { event: 'PAUSED', reason: 'LOW_QUALITY', ...named }, 1_790_000_020),
    ofAccount('message_template_status_update', { event: 'APPROVED', reason: 'NONE', ...named }, 1_790_000_010),
    ofAccount('message_template_quality_update', { new_quality_score: 'RED', ...named }, 1_790_000_005),
    ofAccount('template_category_update', { new_category: 'MARKETING', ...named }),
  )
  const [template] = await channel.db`select status, reason, quality, category from templates`
  assert.deepEqual({ ...template }, { status: 'PAUSED', reason: 'LOW_QUALITY', quality: 'RED', category: 'MARKETING' })
  assert.ok((await titlesOf(channel)).includes('Message template: paused'))
})

test('a customer’s requests to WhatsApp, and calls, are in their conversation, once', async () => {
  await using channel = await testChannel()
  const call = {
    id: 'wacid.1',
    from: ANA.wa_id,
    to: '551140020001',
    direction: 'USER_INITIATED',
    timestamp: '1790000100',
    event: 'connect',
    session: { sdp: 'v=0', sdp_type: 'offer' },
  }
  const ended = { ...call, event: 'terminate', status: 'COMPLETED', duration: 65, session: undefined }
  const stop = { wa_id: ANA.wa_id, category: 'marketing_messages', value: 'stop', timestamp: 1_790_000_200 }
  const calls = (one: object) =>
    payloadOf({ contacts: [{ profile: { name: ANA.name }, wa_id: ANA.wa_id }], calls: [one] }, 'calls')
  const preference = (one: object) => payloadOf({ user_preferences: [one] }, 'user_preferences')
  await work(channel, calls(call), calls(call), calls(ended), calls(ended), preference(stop))
  const told = await toldOf(channel.db, channel.tenantId)
  assert.deepEqual(
    told.map(event => [event.type, event.v1.messageBody]),
    [
      ['NewTicket', 'Ligou pelo WhatsApp, e aqui não se atendem ligações'],
      ['message', 'Ligou pelo WhatsApp, e aqui não se atendem ligações'],
    ],
  )
  assert.doesNotMatch(told[1]!.v2.dataJson, /sdp/)
  assert.equal((await channel.db`select 1 from service_windows`).length, 1)
  assert.deepEqual(await linesOf(channel), ['callEnded 1:05', 'marketingStopped'])
  const contact = async () => (await channel.api('GET', '/contacts')).body.data[0]
  assert.equal((await contact()).stoppedMarketingAt, new Date(1_790_000_200_000).toISOString())
  await work(channel, preference({ ...stop, value: 'resume', timestamp: 1_790_000_190 }))
  assert.notEqual((await contact()).stoppedMarketingAt, null, 'what is older changes nothing')
  await work(channel, preference({ ...stop, value: 'resume', timestamp: 1_790_000_300 }))
  assert.equal((await contact()).stoppedMarketingAt, null)
})

test('a person continues under another user id', async () => {
  await using channel = await testChannel()
  const bia = { name: 'Bia', user_id: 'BR.1' }
  await work(channel, postFrom(bia as never, 'Oi'))
  const update = { wa_id: '5511987650009', user_id: { previous: 'BR.1', current: 'BR.2' }, timestamp: 1_790_000_100 }
  await work(channel, payloadOf({ user_id_update: [update] }, 'user_id_update'))
  await work(channel, postFrom({ name: 'Bia', user_id: 'BR.2' } as never, 'Sou eu'))
  const contacts = await channel.db<{ number: string }[]>`select number from contacts`
  assert.deepEqual(
    contacts.map(row => row.number),
    ['5511987650009'],
  )
})

test('the life of a group is in its log, and its newest subject is its name', async () => {
  await using channel = await testChannel({ acceptsGroups: true })
  const group = (type: string, more: object, timestamp: number, field = 'group_participants_update') =>
    payloadOf({ groups: [{ timestamp: String(timestamp), group_id: 'R1JVUE8=', type, ...more }] }, field)
  const settings = (subject: string, at: number) =>
    group(
      'group_settings_update',
      { group_subject: { text: subject, update_successful: true } },
      at,
      'group_settings_update',
    )
  const joined = group('group_participants_add', { added_participants: [{ wa_id: ANA.wa_id }] }, 1_790_000_020)
  await work(channel, group('group_create', { subject: 'Obra 12' }, 1_790_000_000, 'group_lifecycle_update'))
  await work(
    channel,
    payloadOf({
      messages: [
        {
          from: ANA.wa_id,
          group_id: 'R1JVUE8=',
          id: 'wamid.G',
          timestamp: '1790000010',
          type: 'text',
          text: { body: 'Oi' },
        },
      ],
    }),
  )
  await work(channel, joined, joined, settings('Obra 13', 1_790_000_040), settings('Obra', 1_790_000_030))
  await work(channel, group('group_suspend', {}, 1_790_000_050, 'group_status_update'))
  const [named] = await channel.db`select name from contacts where is_group`
  assert.equal(named!.name, 'Obra 13')
  assert.deepEqual(await linesOf(channel), [
    `groupJoined +${ANA.wa_id}`,
    'groupSubject Obra 13',
    'groupSubject Obra',
    'groupSuspended',
  ])
})

test('a channel without groups stores nothing about them', async () => {
  await using channel = await testChannel()
  const entry = { timestamp: '1790000000', group_id: 'R1JVUE8=', type: 'group_create', subject: 'Obra 12' }
  await work(channel, payloadOf({ groups: [entry] }, 'group_lifecycle_update'))
  assert.equal((await channel.db`select 1 from contacts`).length, 0)
})

test('the phone book names people, also earlier and later contacts, and can remove names; a name that was given here stays', async () => {
  await using channel = await testChannel()
  const entry = (phone_number: string, full_name: string | null, at: number) => ({
    type: 'contact',
    action: full_name === null ? 'remove' : 'add',
    contact: { phone_number, ...(full_name && { full_name }) },
    metadata: { timestamp: String(at) },
  })
  const book = (...state_sync: object[]) => payloadOf({ state_sync }, 'smb_app_state_sync')
  const names = async () =>
    (await channel.db<{ name: string }[]>`select name from contacts order by id`).map(row => row.name)
  await work(channel, postFrom(ANA, 'Oi'))
  await work(
    channel,
    book(entry(ANA.wa_id!, 'Ana da padaria', 1_790_000_100), entry('5511976543210', 'Bruno', 1_790_000_100)),
  )
  assert.deepEqual(await names(), ['Ana da padaria', 'Bruno'])
  await work(channel, book(entry(ANA.wa_id!, 'Ana velha', 1_790_000_050)))
  assert.deepEqual(await names(), ['Ana da padaria', 'Bruno'], 'what is older changes nothing')
  const [first, second] = (await channel.api('GET', '/contacts')).body.data
  await channel.api('PATCH', `/contacts/${second.id}`, { name: 'Seu Bruno' })
  await work(
    channel,
    book(entry('5511976543210', 'Bruno Silva', 1_790_000_200), entry(ANA.wa_id!, null, 1_790_000_200)),
  )
  assert.deepEqual(await names(), [ANA.name, 'Seu Bruno'])
  assert.equal(first.bookName, 'Ana da padaria')
  assert.deepEqual(
    await toldOf(channel.db, channel.tenantId).then(told => told.length),
    2,
    'a phone book makes no event',
  )
})

test('what this version does not know is kept, shown, and worked off again by a version that does', async () => {
  await using channel = await testChannel()
  await work(
    channel,
    payloadOf({ holograms: [{ id: 'h' }] }, 'hologram_update'),
    postFrom(ANA, { type: 'hologram', hologram: { text: 'Oi' } }),
  )
  const path = `/channels/${channel.channelId}`
  assert.equal((await channel.api('GET', path)).body.health.unknownPosts, 2)
  const { body } = await channel.api('GET', `${path}/inbound?unknown=true`)
  assert.deepEqual(
    // biome-ignore lint/suspicious/noExplicitAny: what a test expects of a body is what it asserts
    body.data.map((post: any) => [post.state, post.unknownUpdates[0].what]),
    [
      ['done', 'message of type hologram'],
      ['done', 'field hologram_update'],
    ],
  )
  await channel.db`update inbound set processed_at = now() - interval '20 days'`
  // Reads it as a later version would.
  await channel.db`
    update inbound set body = convert_to(replace(convert_from(body, 'utf8'), '"type":"hologram","hologram":{"text"', '"type":"text","text":{"body"'), 'utf8')`
  const retried = await channel.api('POST', `${path}/inbound/retry`, { what: 'unknown' })
  assert.deepEqual(retried.body, { retried: 2 })
  await work(channel)
  const [message] = await channel.db`select body, origin from messages`
  assert.deepEqual({ ...message }, { body: 'Oi', origin: null })
  assert.equal((await channel.api('GET', path)).body.health.unknownPosts, 1, 'the other one is still unknown, and kept')
  assert.equal((await toldOf(channel.db, channel.tenantId)).length, 2, 'it was told when it came')
})
