import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { graph, post, type Receiver, receiver, send } from '../testing.ts'

/** Groups, through the Graph API and by their members. */
let desk: Receiver
let emulator: Emulator

const ana = { phone: '+5531987650001', name: 'Ana Prado' }
const bia = { userId: 'BR.90000000000000000002', name: 'Bia' }

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url, now: () => new Date(1_790_000_690_000) })
  await emulator.listen()
})
after(async () => {
  await emulator.close()
  await desk.close()
})
beforeEach(() => {
  emulator.control.reset()
  desk.posts.length = 0
})

async function makeGroup(more: object = {}) {
  const path = `${demoDefaults.phoneNumberId}/groups`
  const { body } = await post(emulator, path, { messaging_product: 'whatsapp', subject: 'Obra 12', ...more })
  await emulator.control.settled()
  const [created] = desk.values('group_lifecycle_update').at(-1).groups
  assert.equal(created.request_id, body.request_id)
  return created
}

test('a group is made, shown, changed and deleted', async () => {
  const { group_id: id, ...created } = await makeGroup({ description: 'Rua A' })
  assert.deepEqual(
    [created.type, created.subject, created.join_approval_mode, created.timestamp],
    ['group_create', 'Obra 12', 'auto_approve', '1790000690'],
  )
  const shown = await graph(emulator, `${id}?fields=subject,description,participants,total_participant_count`)
  assert.deepEqual(shown.body, {
    subject: 'Obra 12',
    description: 'Rua A',
    participants: [],
    total_participant_count: 0,
    id,
  })
  const list = await graph(emulator, `${demoDefaults.phoneNumberId}/groups`)
  assert.equal(list.body.data.groups[0].id, id)
  await post(emulator, id, { subject: 'Obra 13' })
  await emulator.control.settled()
  const [settings] = desk.values('group_settings_update')[0].groups
  assert.deepEqual(settings.group_subject, { text: 'Obra 13', update_successful: true })
  await graph(emulator, id, { method: 'DELETE' })
  await emulator.control.settled()
  assert.equal(desk.values('group_lifecycle_update').at(-1).groups[0].type, 'group_delete')
  assert.equal((await graph(emulator, id)).status, 400)
})

test('people join by the link, leave, and are removed', async () => {
  const { group_id: id, invite_link } = await makeGroup()
  emulator.control.groups.join(id, ana)
  emulator.control.groups.join(id, bia)
  emulator.control.groups.leave(id, bia)
  await graph(emulator, `${id}/participants`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ participants: [{ user: ana.phone }, { user: '+5511900000000' }] }),
  })
  await emulator.control.settled()
  const [joined, joinedToo, left, removed] = desk.values('group_participants_update').map(value => value.groups[0])
  assert.deepEqual([joined.reason, joined.added_participants[0].wa_id], ['invite_link', '553187650001'])
  assert.deepEqual(joinedToo.added_participants, [{ user_id: bia.userId }])
  assert.equal(left.initiated_by, 'participant')
  assert.deepEqual([removed.initiated_by, removed.removed_participants], ['business', [{ input: ana.phone }]])
  assert.equal(removed.failed_participants[0].errors[0].code, 131212)
  const fresh = await post(emulator, `${id}/invite_link`, {})
  assert.notEqual(fresh.body.invite_link, invite_link)
})

test('a person who asks to join is approved or refused', async () => {
  const { group_id: id } = await makeGroup({ join_approval_mode: 'approval_required' })
  const first = emulator.control.groups.requestJoin(id, ana)
  const second = emulator.control.groups.requestJoin(id, bia)
  const path = `${id}/join_requests`
  assert.equal((await graph(emulator, path)).body.data.length, 2)
  const { body } = await post(emulator, path, { join_requests: [first, 'none'] })
  assert.deepEqual(body.approved_join_requests, [first])
  assert.equal(body.failed_join_requests[0].errors[0].code, 131213)
  await emulator.control.settled()
  emulator.control.groups.revokeJoin(id, second)
  await emulator.control.settled()
  assert.deepEqual(
    desk.values('group_participants_update').map(value => value.groups[0].type),
    [
      'group_join_request_created',
      'group_join_request_created',
      'group_participants_add',
      'group_join_request_revoked',
    ],
  )
  assert.deepEqual([...emulator.control.groups.get(id).participants], ['553187650001'])
})

test('a message to a group reaches its members; empty, unknown and suspended groups are refused', async () => {
  const { group_id: to } = await makeGroup()
  const write = async (group: string) => {
    const answer = await send(emulator, { recipient_type: 'group', to: group, type: 'text', text: { body: 'Oi' } })
    return answer.body.error?.code ?? answer.status
  }
  assert.equal(await write(to), 131020)
  assert.equal(await write('none'), 131041)
  emulator.control.groups.join(to, ana)
  emulator.control.groups.join(to, bia)
  emulator.control.write({ from: ana, type: 'text', text: 'Bom dia', groupId: to })
  assert.equal(await write(to), 200)
  await emulator.control.settled()
  const delivered = desk.statuses().filter(status => status.status === 'delivered')
  assert.deepEqual(
    delivered.map(status => [status.recipient_participant_id, status.pricing.category]),
    [
      ['553187650001', 'group_service'],
      [undefined, 'group_service'],
    ],
  )
  emulator.control.groups.suspend(to)
  assert.equal(await write(to), 131207)
  await emulator.control.settled()
  assert.equal(desk.values('group_status_update')[0].groups[0].type, 'group_suspend')
})

test('a number without groups is refused, and bad requests are', async () => {
  await using plain = createEmulator({ numbers: [{ ...demoDefaults, groups: false }] })
  await plain.listen()
  const path = `${demoDefaults.phoneNumberId}/groups`
  assert.equal((await post(plain, path, { subject: 'Obra' })).body.error.code, 131215)
  assert.equal((await post(emulator, path, {})).body.error.code, 131008)
  assert.equal((await post(emulator, path, { subject: 'x'.repeat(129) })).body.error.code, 100)
})
