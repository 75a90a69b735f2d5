import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DeskServer, startDeskServer } from '../../../test/harness/desk-http.ts'

let desk: DeskServer
before(async () => {
  desk = await startDeskServer()
})
after(() => desk[Symbol.asyncDispose]())

const names = (page: { data: { name: string }[] }) => page.data.map(({ name }) => name)

describe('tags, stages, follow-ups and wallets', () => {
  for (const kind of ['tags', 'stages', 'followups', 'wallets']) {
    it(`${kind} have colours and an order; supervisors change them, attendants read, strangers see none`, async () => {
      const first = await desk.make('supervisor', 'POST', `/${kind}`, { name: 'Novo', color: '#00aa00' })
      const second = await desk.make('admin', 'POST', `/${kind}`, { name: 'Frio' })
      const third = await desk.make('key', 'POST', `/${kind}`, { name: 'Quente' })
      assert.deepEqual([first.position, second.position, third.position], [0, 1, 2])
      assert.equal((await desk.call('admin', 'POST', `/${kind}`, { name: 'novo' })).body.code, 'name_taken')
      assert.equal((await desk.call('ana', 'POST', `/${kind}`, { name: 'x' })).body.code, 'not_allowed')
      await desk.make('supervisor', 'PUT', `/${kind}/order`, { ids: [third.id, first.id] })
      assert.deepEqual(names(await desk.make('ana', 'GET', `/${kind}`)), ['Quente', 'Novo', 'Frio'])
      const page = await desk.make('ana', 'GET', `/${kind}?limit=2`)
      assert.deepEqual(names(await desk.make('ana', 'GET', `/${kind}?limit=2&after=${page.next}`)), ['Frio'])
      const changed = await desk.make('admin', 'PATCH', `/${kind}/${first.id}`, { color: '#123456', isActive: false })
      assert.deepEqual([changed.color, changed.isActive, changed.name], ['#123456', false, 'Novo'])
      for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
        const given = method === 'PATCH' ? { name: 'x' } : undefined
        const refused = await desk.call('stranger', method, `/${kind}/${first.id}`, given)
        assert.match(refused.body.code, /_not_found$/)
      }
      assert.equal((await desk.call('stranger', 'PUT', `/${kind}/order`, { ids: [first.id] })).status, 404)
      assert.deepEqual(names(await desk.make('stranger', 'GET', `/${kind}`)), [])
      assert.equal((await desk.call('ana', 'DELETE', `/${kind}/${second.id}`)).status, 403)
      assert.equal((await desk.call('admin', 'DELETE', `/${kind}/${second.id}`)).status, 204)
      assert.deepEqual(names(await desk.make('ana', 'GET', `/${kind}`)), ['Quente', 'Novo'])
    })
  }

  it('mark contacts and tickets, and leave them when they are deleted', async () => {
    const { contactId, ticketId } = await desk.receive('5531987650001')
    const [vip, late] = [await make('tags', 'VIP'), await make('tags', 'Atrasado')]
    const stage = await make('stages', 'Proposta')
    const followup = await make('followups', 'Ligar')
    const wallet = await make('wallets', 'Carteira')
    const contact = await desk.make('ana', 'PATCH', `/contacts/${contactId}`, {
      tagIds: [vip, late],
      kanbanId: stage,
      followupId: followup,
      walletId: wallet,
    })
    assert.deepEqual(
      [contact.tagIds, contact.kanbanId, contact.followupId, contact.walletId],
      [[vip, late], stage, followup, wallet],
    )
    for (const query of [`kanbanId=${stage}`, `followupId=${followup}`, `walletId=${wallet}`, `tagId=${vip}`]) {
      const { data } = await desk.make('bia', 'GET', `/contacts?${query}`)
      assert.deepEqual(
        data.map((one: { id: number }) => one.id),
        [contactId],
        query,
      )
    }
    assert.equal((await desk.make('ana', 'PUT', `/tickets/${ticketId}/tags`, { tagIds: [vip] })).tagIds[0], vip)
    assert.deepEqual((await desk.make('ana', 'GET', `/tickets/${ticketId}`)).tagIds, [vip])
    assert.equal(
      (await desk.call('bia', 'PUT', `/tickets/${ticketId}/tags`, { tagIds: [] })).body.code,
      'ticket_not_found',
    )
    await desk.make('admin', 'DELETE', `/tags/${vip}`)
    await desk.make('admin', 'DELETE', `/stages/${stage}`)
    const left = await desk.make('ana', 'GET', `/contacts/${contactId}`)
    assert.deepEqual([left.tagIds, left.kanbanId, left.followupId], [[late], null, followup])
    assert.deepEqual((await desk.make('ana', 'GET', `/tickets/${ticketId}`)).tagIds, [])
  })

  it('of another company are not there for a contact', async () => {
    const { contactId } = await desk.receive('5531987650001')
    for (const [kind, key] of [
      ['stages', 'kanbanId'],
      ['followups', 'followupId'],
      ['wallets', 'walletId'],
    ] as const) {
      const { id } = await desk.make('stranger', 'POST', `/${kind}`, { name: 'Deles' })
      const refused = await desk.call('ana', 'PATCH', `/contacts/${contactId}`, { [key]: id })
      assert.deepEqual([refused.status, refused.body.code.endsWith('_not_found')], [404, true])
    }
    const { id } = await desk.make('stranger', 'POST', '/tags', { name: 'Deles' })
    assert.equal(
      (await desk.call('ana', 'PATCH', `/contacts/${contactId}`, { tagIds: [id] })).body.code,
      'tag_not_found',
    )
  })

  const make = async (kind: string, name: string): Promise<number> =>
    (await desk.make('admin', 'POST', `/${kind}`, { name })).id
})

describe('a wallet that routes tickets', () => {
  it("gives a contact's new ticket to its user, only while it routes tickets", async () => {
    const wallet = await desk.make('admin', 'POST', '/wallets', { name: 'Da Bia', userId: desk.company.bia })
    const first = await desk.receive('5531987650020')
    await desk.make('admin', 'PATCH', `/contacts/${first.contactId}`, { walletId: wallet.id })
    const next = async (): Promise<number | null> => {
      await desk.make('admin', 'POST', `/tickets/${(await desk.receive('5531987650020')).ticketId}/close`, {})
      const { ticketId } = await desk.receive('5531987650020')
      return (await desk.make('admin', 'GET', `/tickets/${ticketId}`)).userId
    }
    assert.equal(await next(), null, 'it does not route yet')
    await desk.make('admin', 'PATCH', `/wallets/${wallet.id}`, { routesTickets: true })
    assert.equal(await next(), desk.company.bia)
    await desk.make('admin', 'PATCH', `/wallets/${wallet.id}`, { isActive: false })
    assert.equal(await next(), null, 'an inactive wallet routes nothing')
    const foreign = { name: 'x', userId: desk.other.ana }
    assert.equal((await desk.call('admin', 'POST', '/wallets', foreign)).body.code, 'user_not_found')
  })
})

describe('custom fields', () => {
  it('take values of their kind, and refuse others with a sentence', async () => {
    const field = async (name: string, kind: string, choices?: string[]) =>
      (await desk.make('admin', 'POST', '/custom-fields', { name, kind, ...(choices && { choices }) })).id
    const plan = await field('Plano', 'choice', ['Básico', 'Ouro'])
    const birthday = await field('Aniversário', 'date')
    const debt = await field('Dívida', 'number')
    await desk.make('supervisor', 'PUT', '/custom-fields/order', { ids: [debt, plan] })
    assert.deepEqual(names(await desk.make('ana', 'GET', '/custom-fields')), ['Dívida', 'Plano', 'Aniversário'])
    await desk.make('supervisor', 'PUT', '/custom-fields/order', { ids: [plan, birthday] })
    const unknown = await desk.call('admin', 'PUT', '/custom-fields/order', { ids: [999_999] })
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'custom_field_not_found'])
    const { contactId } = await desk.receive('5531987650030')
    const path = `/contacts/${contactId}`
    const fields = [
      { fieldId: plan, value: 'Ouro' },
      { fieldId: birthday, value: '1990-02-28' },
      { fieldId: debt, value: 12.5 },
    ]
    const { fields: kept } = await desk.make('ana', 'PATCH', path, { fields })
    assert.deepEqual(
      kept.map(({ value }: { value: string }) => value),
      ['Ouro', '1990-02-28', '12.5'],
    )
    for (const [fieldId, value] of [
      [plan, 'Prata'],
      [birthday, '1990-02-30'],
      [birthday, '0000-99-99'],
      [debt, 'muito'],
    ]) {
      const refused = await desk.call('ana', 'PATCH', path, { fields: [{ fieldId, value }] })
      assert.deepEqual([refused.status, refused.body.code], [422, 'field_value_wrong'], String(value))
    }
    const cleared = await desk.make('ana', 'PATCH', path, { fields: [{ fieldId: plan, value: null }] })
    assert.deepEqual(
      cleared.fields.map(({ fieldId }: { fieldId: number }) => fieldId),
      [birthday, debt],
    )
    const wrong = await desk.call('admin', 'POST', '/custom-fields', { name: 'x', kind: 'choice' })
    assert.equal(wrong.body.code, 'field_choices_wrong')
    const foreign = await desk.make('stranger', 'POST', '/custom-fields', { name: 'Deles', kind: 'text' })
    const refused = await desk.call('ana', 'PATCH', path, { fields: [{ fieldId: foreign.id, value: 'x' }] })
    assert.equal(refused.body.code, 'custom_field_not_found')
    await desk.make('admin', 'DELETE', `/custom-fields/${debt}`)
    assert.equal((await desk.make('ana', 'GET', path)).fields.length, 1)
  })
})

describe('quick replies', () => {
  it('belong to the company, a queue or a user, and only those see them', async () => {
    const { company } = desk
    const all = await desk.make('supervisor', 'POST', '/quick-replies', { shortcut: 'oi', body: 'Olá!' })
    const forSales = { shortcut: 'oi', body: 'Vendas, olá!', queueId: company.sales }
    const sales = await desk.make('admin', 'POST', '/quick-replies', forSales)
    const mine = await desk.make('ana', 'POST', '/quick-replies', { shortcut: 'oi', body: 'Sou a Ana', isMine: true })
    assert.equal((await desk.call('ana', 'POST', '/quick-replies', { shortcut: 'x', body: 'x' })).status, 403)
    assert.equal((await desk.call('admin', 'POST', '/quick-replies', forSales)).body.code, 'name_taken')
    const ids = async (who: 'ana' | 'bia' | 'admin' | 'stranger') =>
      (await desk.make(who, 'GET', '/quick-replies?shortcut=O')).data.map((one: { id: number }) => one.id)
    assert.deepEqual(await ids('ana'), [all.id, sales.id, mine.id])
    assert.deepEqual(await ids('bia'), [all.id])
    assert.deepEqual(await ids('admin'), [all.id, sales.id])
    assert.deepEqual(await ids('stranger'), [])
    assert.equal((await desk.call('bia', 'PATCH', `/quick-replies/${mine.id}`, { body: 'x' })).status, 404)
    assert.equal((await desk.call('ana', 'PATCH', `/quick-replies/${all.id}`, { body: 'x' })).status, 403)
    assert.equal((await desk.call('stranger', 'DELETE', `/quick-replies/${all.id}`)).status, 404)
    assert.equal((await desk.make('ana', 'PATCH', `/quick-replies/${mine.id}`, { body: 'Ana' })).body, 'Ana')
    assert.equal((await desk.call('ana', 'DELETE', `/quick-replies/${mine.id}`)).status, 204)
  })

  it('fill their variables for a ticket; an unknown one is refused at saving', async () => {
    const { ticketId } = await desk.receive('5531987650040', { pushname: 'Maria Souza' })
    const body =
      '{{now.greeting}}, {{ contact.firstName }}! Protocolo {{ticket.protocol}}. {{user.name}} {{contact.email}}'
    const buttons = [{ id: 'sim', title: 'Sim' }]
    const reply = await desk.make('admin', 'POST', '/quick-replies', { shortcut: 'bv', body, buttons })
    const filled = await desk.make('ana', 'GET', `/quick-replies/${reply.id}/filled?ticketId=${ticketId}`)
    const { protocol } = await desk.make('ana', 'GET', `/tickets/${ticketId}`)
    assert.match(filled.body, new RegExp(`^(Bom dia|Boa tarde|Boa noite), Maria! Protocolo ${protocol}\\. Ana $`))
    assert.deepEqual([filled.missing, filled.buttons], [['contact.email'], buttons])
    const hidden = await desk.call('bia', 'GET', `/quick-replies/${reply.id}/filled?ticketId=${ticketId}`)
    assert.equal(hidden.body.code, 'ticket_not_found')
    for (const name of ['contact.cpf', 'constructor', '__proto__.x', 'contact.__proto__']) {
      const refused = await desk.call('admin', 'POST', '/quick-replies', { shortcut: 'x', body: `{{${name}}}` })
      assert.deepEqual([refused.status, refused.body.code], [422, 'variable_unknown'], name)
    }
    const empty = await desk.call('admin', 'POST', '/quick-replies', { shortcut: 'vazio' })
    assert.equal(empty.body.code, 'message_empty')
    const file = await desk.call('admin', 'POST', '/quick-replies', { shortcut: 'f', mediaIds: [999_999] })
    assert.equal(file.body.code, 'media_not_found')
  })
})

describe('who serves a queue', () => {
  it('can be set at the queue and at the user', async () => {
    const { ana, bia, support } = desk.company
    const path = `/queues/${support}/members`
    const before = await desk.make('ana', 'GET', path)
    assert.deepEqual(await desk.make('supervisor', 'PUT', path, { userIds: [ana] }), { userIds: [ana] })
    assert.ok((await desk.make('admin', 'GET', `/users/${ana}/queues`)).queueIds.includes(support))
    assert.ok(!(await desk.make('admin', 'GET', `/users/${bia}/queues`)).queueIds.includes(support))
    for (const who of ['ana', 'stranger'] as const) {
      const refused = await desk.call(who, 'PUT', path, { userIds: [] })
      assert.equal(refused.status, who === 'ana' ? 403 : 404)
    }
    await desk.make('admin', 'PUT', path, before)
  })
})

describe('colleagues', () => {
  it('are named for attendants, without addresses, and only those of the company', async () => {
    const { data } = await desk.make('ana', 'GET', '/colleagues')
    assert.deepEqual(names({ data }), ['Admin', 'Ana', 'Bia', 'Sol'])
    assert.deepEqual(data[1].queueIds, [desk.company.sales])
    assert.doesNotMatch(JSON.stringify(data), /@example/)
    const sales = await desk.make('ana', 'GET', `/colleagues?queueId=${desk.company.sales}`)
    assert.deepEqual(names(sales), ['Admin', 'Ana', 'Sol'])
  })
})

describe('the audit log', () => {
  it('shows who changed which setting from what to what, only to administrators', async () => {
    const queue = await desk.make('supervisor', 'POST', '/queues', { name: 'Cobrança' })
    await desk.make('key', 'PATCH', `/queues/${queue.id}`, { name: 'Financeiro' })
    await desk.make('key', 'PATCH', `/queues/${queue.id}`, { name: 'Financeiro' })
    const { data } = await desk.make('admin', 'GET', `/audit?what=queue&targetId=${queue.id}`)
    assert.deepEqual(
      data.map(({ what, changes, user, address }: Record<string, unknown>) => [what, changes, user, address]),
      [
        ['queue.updated', { name: ['Cobrança', 'Financeiro'] }, null, '203.0.113.7'],
        [
          'queue.created',
          { name: [null, 'Cobrança'], color: [null, '#64748b'], isActive: [null, true] },
          { id: desk.company.supervisor, name: 'Sol' },
          '203.0.113.7',
        ],
      ],
    )
    for (const who of ['supervisor', 'ana'] as const) assert.equal((await desk.call(who, 'GET', '/audit')).status, 403)
    assert.ok(
      !(await desk.make('stranger', 'GET', '/audit')).data.some(
        (one: { targetId: number }) => one.targetId === queue.id,
      ),
    )
  })
})

describe('the kanban board', () => {
  it('has the contacts of a stage, the last one to come first, in pages, each with the ticket that the caller may see', async () => {
    const { id: stage } = await desk.make('admin', 'POST', '/stages', { name: 'Quadro' })
    const { id: other } = await desk.make('admin', 'POST', '/stages', { name: 'Ganho' })
    const { id: wallet } = await desk.make('admin', 'POST', '/wallets', { name: 'Da Ana', userId: desk.company.ana })
    const people = []
    for (const n of [1, 2, 3]) people.push(await desk.receive(`553198766000${n}`, { body: `Sou ${n}` }))
    const [one, two, three] = people.map(({ contactId }) => contactId)
    for (const id of [one, two, three]) await desk.make('ana', 'PATCH', `/contacts/${id}`, { kanbanId: stage })
    await desk.make('ana', 'PATCH', `/contacts/${two}`, { walletId: wallet })
    const { contactId: silent } = await desk.receive('5531987660009')
    await desk.make('admin', 'PATCH', `/contacts/${silent}`, { kanbanId: stage })
    await desk.database.db`
      update tickets set queue_id = ${desk.company.support} where contact_id = ${silent}`
    const shown = async (who: 'ana' | 'bia' | 'admin', query = '') =>
      (await desk.make(who, 'GET', `/stages/${stage}/contacts?${query}`)).data.map((card: { id: number }) => card.id)
    assert.deepEqual(await shown('admin'), [silent, three, two, one])
    assert.deepEqual(await shown('ana'), [three, two, one], 'of Bia’s queue she sees nothing')
    assert.deepEqual(await shown('bia'), [silent])
    assert.deepEqual(await shown('admin', `walletId=${wallet}`), [two])
    assert.deepEqual(await shown('admin', `queueId=${desk.company.support}`), [silent])
    assert.deepEqual(await shown('admin', `userId=${desk.company.bia}`), [])
    const first = await desk.make('ana', 'GET', `/stages/${stage}/contacts?limit=2`)
    assert.deepEqual([first.data[0].ticket.lastMessage, first.data[0].ticket.status], ['Sou 3', 'pending'])
    const rest = await desk.make('ana', 'GET', `/stages/${stage}/contacts?limit=2&after=${first.next}`)
    assert.deepEqual([rest.data.map((card: { id: number }) => card.id), rest.next], [[one], null])
    await desk.make('ana', 'PATCH', `/contacts/${one}`, { kanbanId: other })
    await desk.make('ana', 'PATCH', `/contacts/${one}`, { kanbanId: stage })
    assert.deepEqual(await shown('ana'), [one, three, two], 'the contact that was moved last is first')
    const counts = async (who: 'ana' | 'bia' | 'admin', query = '') =>
      (await desk.make(who, 'GET', `/stages/counts?${query}`)).data.find(
        (row: { stageId: number }) => row.stageId === stage,
      )
    assert.deepEqual(await counts('admin'), { stageId: stage, count: 4, isMore: false })
    assert.equal((await counts('ana')).count, 3)
    assert.equal((await counts('admin', `walletId=${wallet}`)).count, 1)
    assert.equal((await desk.call('stranger', 'GET', `/stages/${stage}/contacts`)).body.code, 'stage_not_found')
    assert.equal((await desk.call('ana', 'GET', `/stages/${stage}/contacts?after=WyJ4IiwxXQ`)).status, 400)
  })
})
