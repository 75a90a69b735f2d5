import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { deskDeps } from '../../../test/harness/desk.ts'
import { type DeskServer, startDeskServer } from '../../../test/harness/desk-http.ts'
import { changeDesk } from '../desk.ts'
import { changeContactNumber } from './change-number.ts'
import { findOrMakeContact } from './contact.ts'
import { candidates, canonicalNumber } from './phone.ts'
import { visibleName } from './visible-name.ts'

let desk: DeskServer
before(async () => {
  desk = await startDeskServer()
})
after(() => desk[Symbol.asyncDispose]())

let people = 0
/** A number and a user id of somebody new. */
const somebody = () => {
  people += 1
  return { waId: `55319870${String(people).padStart(5, '0')}`, bsuid: `BR.${people}` }
}
const contact = (id: number) => desk.make('admin', 'GET', `/contacts/${id}`)
const close = (ticketId: number) => desk.make('admin', 'POST', `/tickets/${ticketId}/close`, {})

describe('two user ids are two people', () => {
  it('and the number moves to the one who proved it last, which is logged', async () => {
    const { waId, bsuid } = somebody()
    const first = await desk.receive('', { identities: { bsuid, waId }, pushname: 'Rita' })
    const second = await desk.receive('', { identities: { bsuid: `${bsuid}x`, waId }, pushname: 'Rui' })
    assert.notEqual(second.contactId, first.contactId)
    assert.notEqual(second.ticketId, first.ticketId)
    assert.deepEqual([(await contact(first.contactId)).number, (await contact(first.contactId)).name], [null, 'Rita'])
    assert.equal((await contact(second.contactId)).number, waId)
    const [entry] = (await desk.make('ana', 'GET', `/contacts/${second.contactId}/log`)).data
    assert.deepEqual([entry.action, entry.otherId, entry.aliases.length], ['number_moved', first.contactId, 2])
    const again = await desk.receive('', { identities: { bsuid }, pushname: 'Rita' })
    assert.deepEqual([again.contactId, again.ticketId], [first.contactId, first.ticketId])
    assert.equal((await desk.receive(waId)).contactId, second.contactId)
    const back = await desk.receive('', { identities: { bsuid, waId }, pushname: 'Rita' })
    assert.equal(back.contactId, first.contactId, 'proved again')
    assert.equal((await contact(second.contactId)).number, null)
  })

  it('also when both are known already, and when everything is in one batch in any order', async () => {
    const { waId, bsuid } = somebody()
    const one = await desk.receive('', { identities: { bsuid, waId } })
    await close(one.ticketId)
    const other = await desk.receive('', { identities: { bsuid: `${bsuid}x` } })
    const proof = await desk.receive('', { identities: { bsuid: `${bsuid}x`, waId } })
    assert.deepEqual([proof.contactId, proof.ticketId], [other.contactId, other.ticketId])
    assert.equal((await contact(one.contactId)).aliases.length, 1)
  })
})

/** To be sent tomorrow, to whom they tell where they live. */
async function schedule({ contactId, ticketId }: { contactId: number; ticketId: number }): Promise<number> {
  const { tenantId, channelId } = desk.company
  const [row] = await desk.database.db<{ id: number }[]>`
    insert into scheduled_messages (tenant_id, channel_id, contact_id, ticket_id, send_at, due_at, hold_on_reply,
      after_message_id, media_type, body, content)
    values (${tenantId}, ${channelId}, ${contactId}, ${ticketId}, now() + interval '1 day', now() + interval '1 day', true, 0,
      'chat', 'na rua das acácias', '{"body": "na rua das acácias"}')
    returning id`
  return row!.id
}

describe('a merge', () => {
  const mergeTwo = async () => {
    const { waId, bsuid } = somebody()
    const older = await desk.receive(waId, { pushname: null })
    await close(older.ticketId)
    const younger = await desk.receive('', { identities: { bsuid }, pushname: 'Bia' })
    await desk.make('ana', 'PATCH', `/contacts/${younger.contactId}`, {
      name: 'Beatriz (contadora)',
      email: 'bia@example.com',
    })
    const proof = await desk.receive('', { identities: { bsuid, waId }, pushname: 'Bia' })
    assert.equal(proof.contactId, older.contactId)
    return { waId, bsuid, older, younger }
  }

  it('keeps the name that a person gave, and finds the younger by its id', async () => {
    const { older, younger } = await mergeTwo()
    const kept = await contact(younger.contactId)
    assert.deepEqual([kept.id, kept.name, kept.pushname], [older.contactId, 'Beatriz (contadora)', 'Bia'])
    const changed = await desk.make('ana', 'PATCH', `/contacts/${younger.contactId}`, { email: 'b@example.com' })
    assert.equal(changed.id, older.contactId)
    assert.equal((await desk.call('stranger', 'GET', `/contacts/${younger.contactId}`)).body.code, 'contact_not_found')
  })

  it('can be undone: everything moves back, and a message does not merge them again', async () => {
    const { waId, bsuid, older, younger } = await mergeTwo()
    const [entry] = (await desk.make('supervisor', 'GET', `/contacts/${older.contactId}/log`)).data
    assert.deepEqual([entry.action, entry.otherId, entry.ticketIds], ['merged', younger.contactId, [younger.ticketId]])
    const path = `/contacts/${older.contactId}/split`
    assert.equal((await desk.call('ana', 'POST', path, { logId: entry.id })).status, 403)
    assert.equal((await desk.call('stranger', 'POST', path, { logId: entry.id })).status, 404)
    const back = await desk.make('supervisor', 'POST', path, { logId: entry.id })
    assert.deepEqual([back.id, back.name, back.email], [younger.contactId, 'Beatriz (contadora)', 'bia@example.com'])
    const stayed = await contact(older.contactId)
    assert.deepEqual([stayed.name, stayed.number, stayed.email, stayed.pushname], [waId, waId, null, null])
    assert.equal((await desk.make('admin', 'GET', `/tickets/${younger.ticketId}`)).contact.id, younger.contactId)
    assert.equal((await desk.call('supervisor', 'POST', path, { logId: entry.id })).body.code, 'merge_not_found')
    const next = await desk.receive('', { identities: { bsuid, waId } })
    assert.equal(next.contactId, younger.contactId, 'the strongest name decides')
    assert.equal((await contact(older.contactId)).id, older.contactId)
    const audit = (await desk.make('admin', 'GET', `/audit?what=contact.split&targetId=${older.contactId}`)).data
    assert.equal(audit.length, 1)
  })

  it('is shown before it is made, and can be made again by hand after a split; a refusal of marketing stays', async () => {
    const [one, other] = [await desk.receive(somebody().waId), await desk.receive(somebody().waId, { pushname: 'Léo' })]
    await close(one.ticketId)
    await desk.database.db`update contacts set stopped_marketing_at = now() where id = ${other.contactId}`
    const path = `/contacts/${one.contactId}`
    const shown = await desk.make('supervisor', 'GET', `${path}/merge-preview?contactId=${other.contactId}`)
    assert.deepEqual([shown.staysId, shown.goesId], [one.contactId, other.contactId])
    assert.deepEqual([shown.moves.tickets, shown.moves.aliases.length], [1, 2])
    for (const who of ['ana', 'stranger'] as const) {
      const { status } = await desk.call(who, 'GET', `${path}/merge-preview?contactId=${other.contactId}`)
      assert.equal(status, who === 'ana' ? 403 : 404)
    }
    for (const round of [1, 2]) {
      const merged = await desk.make('supervisor', 'POST', `${path}/merge`, { contactId: other.contactId })
      const { tagIds, fields, ...rest } = shown.becomes
      for (const [name, value] of Object.entries(rest)) {
        const same = name === 'stoppedMarketingAt' ? Date.parse(value as string) : value
        assert.equal(name === 'stoppedMarketingAt' ? Date.parse(merged[name]) : merged[name], same, `${name}, ${round}`)
      }
      const [entry] = (await desk.make('supervisor', 'GET', `${path}/log`)).data
      assert.deepEqual([entry.otherName, entry.ticketIds], ['Léo', [other.ticketId]])
      const back = await desk.make('supervisor', 'POST', `${path}/split`, { logId: entry.id })
      assert.notEqual(back.stoppedMarketingAt, null)
      assert.equal((await contact(one.contactId)).stoppedMarketingAt, null)
    }
  })

  it('by hand is refused for two people, and for contacts of another company', async () => {
    const [a, b] = [somebody(), somebody()]
    const one = await desk.receive('', { identities: a })
    const other = await desk.receive('', { identities: b })
    const path = `/contacts/${one.contactId}/merge`
    assert.equal((await desk.call('admin', 'POST', path, { contactId: other.contactId })).body.code, 'contacts_differ')
    const third = await desk.receive(somebody().waId)
    const active = await desk.call('admin', 'POST', path, { contactId: third.contactId })
    assert.equal(active.body.code, 'contacts_both_active')
    await close(third.ticketId)
    assert.equal((await desk.call('ana', 'POST', path, { contactId: third.contactId })).status, 403)
    assert.equal((await desk.make('supervisor', 'POST', path, { contactId: third.contactId })).id, one.contactId)
    assert.equal((await desk.call('stranger', 'POST', path, { contactId: third.contactId })).status, 404)
  })
})

describe('names', () => {
  it('without visible characters do not count, and digits are replaced by the first profile name', async () => {
    for (const name of ['\u3164', '\u200b\u200d', '\u2800 \u2800', '\u00ad', '   '])
      assert.equal(visibleName(name), undefined)
    for (const name of ['Zé', '🌻', ' Ana ']) assert.equal(visibleName(name), name.trim())
    const { waId } = somebody()
    const { contactId } = await desk.receive(waId, { pushname: '\u3164' })
    assert.equal((await contact(contactId)).name, waId)
    await desk.receive(waId, { pushname: 'Zé' })
    assert.equal((await contact(contactId)).name, 'Zé')
    await desk.receive(waId, { pushname: 'Zezé' })
    assert.deepEqual([(await contact(contactId)).name, (await contact(contactId)).pushname], ['Zé', 'Zezé'])
    assert.equal((await desk.call('ana', 'PATCH', `/contacts/${contactId}`, { name: '\u3164' })).status, 400)
  })

  it('from an address book stay, whatever the profile', async () => {
    const { waId } = somebody()
    const { tenantId } = desk.company
    const person = { identities: { waId }, name: 'Dona Lúcia' }
    const { id } = await changeDesk(desk.database.db, deskDeps, ({ tx }) => findOrMakeContact(tx, { tenantId, person }))
    await desk.receive(waId, { pushname: 'lu' })
    assert.deepEqual([(await contact(id)).name, (await contact(id)).pushname], ['Dona Lúcia', 'lu'])
  })
})

describe('a change of number', () => {
  it('keeps earlier messages from the old number, and frees it for later ones', async () => {
    const [{ waId: from }, { waId: to }] = [somebody(), somebody()]
    const { contactId } = await desk.receive(from)
    const { tenantId } = desk.company
    const change = { tenantId, from: { waId: from }, to: { waId: to } }
    await changeDesk(desk.database.db, deskDeps, it => changeContactNumber(it, change))
    const late = await desk.receive(from, { sentAt: Math.floor(Date.now() / 1_000) - 60 })
    assert.equal(late.contactId, contactId)
    const stranger = await desk.receive(from, { sentAt: Math.floor(Date.now() / 1_000) + 60 })
    assert.notEqual(stranger.contactId, contactId)
    assert.equal((await contact(stranger.contactId)).number, from)
    assert.equal((await contact(contactId)).number, to)
  })
})

describe('a radio number', () => {
  it('has eight digits and gets no ninth', () => {
    for (const line of ['70123456', '77123456', '78123456', '79123456']) {
      assert.equal(canonicalNumber(`5511${line}`), `5511${line}`)
      assert.deepEqual(candidates(`5511${line}`), [`5511${line}`])
    }
    assert.equal(canonicalNumber('551171234567'), '5511971234567')
  })
})

describe('a person’s rights by law', () => {
  it('are exported completely, only for administrators, with a row in the audit log', async () => {
    const { waId } = somebody()
    const { contactId, ticketId } = await desk.receive(waId, { body: 'Meu CPF é 123', pushname: 'Rosa' })
    await desk.receive(waId, { body: 'segunda "mensagem"' })
    for (const who of ['supervisor', 'ana'] as const) {
      assert.equal((await desk.call(who, 'GET', `/contacts/${contactId}/export`)).status, 403)
    }
    assert.equal((await desk.call('stranger', 'GET', `/contacts/${contactId}/export`)).status, 404)
    const all = await desk.make('admin', 'GET', `/contacts/${contactId}/export`)
    assert.deepEqual([all.contact.number, all.tickets.length, all.tickets[0].id], [waId, 1, ticketId])
    assert.deepEqual(
      all.messages.map(({ body }: { body: string }) => body),
      ['Meu CPF é 123', 'segunda "mensagem"'],
    )
    const { data } = await desk.make('admin', 'GET', `/audit?what=contact.exported&targetId=${contactId}`)
    assert.equal(data.length, 1)
  })

  it('are erased: no name, number, word or file is left, and a person who writes again is new', async () => {
    const { waId, bsuid } = somebody()
    const { db } = desk.database
    const { tenantId } = desk.company
    const [file] = await db<{ id: number }[]>`
      insert into media (tenant_id, key, file_name, mime_type, size, sha256)
      values (${tenantId}, ${`key-of-somebody-${people}`}, 'rg.jpg', 'image/jpeg', 1, decode('00', 'hex')) returning id`
    const body = 'moro na rua das acácias'
    const { contactId, ticketId } = await desk.receive('', { identities: { waId, bsuid }, body, mediaId: file!.id })
    const path = `/contacts/${contactId}/erase`
    const scheduledId = await schedule({ contactId, ticketId })
    assert.equal((await desk.call('admin', 'POST', path, { confirm: true })).body.code, 'contact_active')
    await close(ticketId)
    assert.equal((await desk.call('admin', 'POST', path, {})).status, 400)
    assert.equal((await desk.call('supervisor', 'POST', path, { confirm: true })).status, 403)
    assert.equal((await desk.call('stranger', 'POST', path, { confirm: true })).status, 404)
    assert.deepEqual(await desk.make('admin', 'POST', path, { confirm: true }), { tickets: 1, messages: 1, files: 1 })
    const gone = await contact(contactId)
    assert.deepEqual([gone.name, gone.number, gone.aliases], [`#${contactId}`, null, []])
    const [left] = await db<{ all: string }[]>`
      select concat((select json_agg(c) from contacts c where id = ${contactId}),
        (select json_agg(m) from messages m where ticket_id = ${ticketId}),
        (select json_agg(w) from message_words w where ticket_id = ${ticketId}),
        (select json_agg(t) from tickets t where id = ${ticketId}),
        (select json_agg(s) from scheduled_messages s where id = ${scheduledId}),
        (select json_agg(f) from media f where id = ${file!.id})) as all`
    assert.match(left!.all, /"status":"cancelled"/)
    assert.doesNotMatch(left!.all, new RegExp(`${waId}|${bsuid}"|ac[áa]cia|rg\\.jpg|Maria`))
    assert.deepEqual((await desk.make('admin', 'GET', '/search?text=acacias')).messages, [])
    assert.notEqual((await desk.receive(waId)).contactId, contactId)
  })
})

describe('ignoring a contact', () => {
  it('is for supervisors, and logged', async () => {
    const { contactId } = await desk.receive(somebody().waId)
    const path = `/contacts/${contactId}`
    assert.equal((await desk.call('ana', 'PATCH', path, { isIgnored: true })).body.code, 'not_allowed')
    assert.equal((await desk.make('ana', 'PATCH', path, { name: 'Outro' })).name, 'Outro')
    await desk.make('supervisor', 'PATCH', path, { isIgnored: true })
    const { data } = await desk.make('admin', 'GET', `/audit?what=contact.ignored&targetId=${contactId}`)
    assert.deepEqual(data[0].changes, { isIgnored: [false, true] })
  })
})
