import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type DeskServer, startDeskServer, type Who } from '../../../test/harness/desk-http.ts'
import { fillMessages } from '../../../test/harness/many-messages.ts'
import { type Sql, transaction } from '../../base/db/db.ts'
import { contactHits, hits } from './search.ts'
import { digitForms, excerptOf } from './search-text.ts'

let desk: DeskServer
before(async () => {
  desk = await startDeskServer()
})
after(() => desk[Symbol.asyncDispose]())

const find = (who: Who, text: string) => desk.make(who, 'GET', `/search?text=${encodeURIComponent(text)}`)
const bodies = async (who: Who, text: string): Promise<string[]> =>
  (await find(who, text)).messages.map(({ excerpt }: { excerpt: { text: string } }) => excerpt.text)

describe('the words of messages', () => {
  it('are found without accents and in all their forms, with the place to jump to', async () => {
    const body = 'Olá! Preciso de informações sobre os orçamentos e as mensagens'
    const { messageId, ticketId } = await desk.receive('5531987650001', { body })
    for (const text of [
      'informacao',
      'INFORMAÇÃO',
      'orcamento',
      'orçamentos',
      'mensagem',
      'orcam',
      '"os orçamentos"',
    ]) {
      const [message] = (await find('ana', text)).messages
      assert.deepEqual([message?.id, message?.ticketId], [messageId, ticketId], text)
    }
    const [{ excerpt }] = (await find('ana', 'orcamento informacoes')).messages
    assert.deepEqual(
      excerpt.marks.map(([from, to]: [number, number]) => excerpt.text.slice(from, to)),
      ['informações', 'orçamentos'],
    )
    assert.deepEqual(await bodies('ana', 'orcamento -mensagem'), [])
    assert.deepEqual(await bodies('ana', "'; drop table messages; --"), [])
    assert.deepEqual(await bodies('ana', 'de para'), [], 'stop words alone find nothing')
  })

  it('of an edited message are those of the newest edit', async () => {
    const { messageId } = await desk.receive('5531987650001', { body: 'entregar na quitanda' })
    await desk.database.db`update messages set body = 'entregar na confeitaria' where id = ${messageId}`
    assert.deepEqual(await bodies('ana', 'quitanda'), [])
    assert.deepEqual(await bodies('ana', 'confeitarias'), ['entregar na confeitaria'])
  })

  it('are shown to people who may see the ticket now', async () => {
    const { ticketId } = await desk.receive('5531987650002', { body: 'segredo da abacaxizada' })
    const seen = async () => {
      const all: Who[] = []
      for (const who of ['admin', 'supervisor', 'key', 'ana', 'bia', 'stranger'] as const) {
        if ((await bodies(who, 'abacaxizada')).length > 0) all.push(who)
      }
      return all
    }
    assert.deepEqual(await seen(), ['admin', 'supervisor', 'key', 'ana'])
    await desk.make('ana', 'POST', `/tickets/${ticketId}/transfer`, { queueId: desk.company.support })
    assert.deepEqual(await seen(), ['admin', 'supervisor', 'key', 'bia'])
  })

  it('are read page by page, newest first, within a ticket or a contact', async () => {
    const { ticketId, contactId } = await desk.receive('5531987650003', { body: 'pamonha um' })
    for (const n of ['dois', 'três']) await desk.receive('5531987650003', { body: `pamonha ${n}` })
    await desk.receive('5531987650004', { body: 'pamonha de outro' })
    const page = (more: string) => desk.make('ana', 'GET', `/search/messages?text=pamonhas&${more}`)
    const texts = (answer: { data: { excerpt: { text: string } }[] }) => answer.data.map(({ excerpt }) => excerpt.text)
    const first = await page(`ticketId=${ticketId}&limit=2`)
    assert.deepEqual(texts(first), ['pamonha três', 'pamonha dois'])
    assert.deepEqual(texts(await page(`ticketId=${ticketId}&limit=2&after=${first.next}`)), ['pamonha um'])
    assert.equal(texts(await page(`contactId=${contactId}`)).length, 3)
    assert.equal(texts(await page('')).length, 4)
  })
})

describe('names, numbers, protocols', () => {
  it('are found by their parts, a number with and without the ninth digit', async () => {
    const { contactId, ticketId } = await desk.receive('553199887766', { pushname: 'Conceição Araújo' })
    const { protocol } = await desk.make('ana', 'GET', `/tickets/${ticketId}`)
    for (const text of [
      'conceicao',
      'ARAUJO',
      'araújo conc',
      '99887766',
      '3199887766',
      '31 9 9988-7766',
      '319988',
      '+55 31 99988',
      '7766',
    ]) {
      const { contacts } = await find('bia', text)
      assert.ok(
        contacts.some(({ id }: { id: number }) => id === contactId),
        text,
      )
      assert.deepEqual((await find('stranger', text)).contacts, [], text)
    }
    await desk.make('key', 'PATCH', `/tickets/${ticketId}`, { externalKey: 'PED-77' })
    for (const text of [protocol, protocol.slice(0, 14), 'PED-77']) {
      assert.ok(
        (await find('ana', text)).tickets.some(({ id }: { id: number }) => id === ticketId),
        text,
      )
      // Others may have been opened in the same second, which the protocol begins with.
      for (const who of ['bia', 'stranger'] as const) {
        const seen = (await find(who, text)).tickets.map(({ id }: { id: number }) => id)
        assert.ok(!seen.includes(ticketId), `${who} finds ${text}`)
      }
    }
    assert.deepEqual((await find('ana', 'conc%')).contacts, [], 'a character that is not a wildcard here')
  })

  it('come first when they begin with the typed text', async () => {
    await desk.receive('5531987650091', { pushname: 'Mariana Lima' })
    await desk.receive('5531987650092', { pushname: 'Lima Barreto' })
    const { contacts } = await find('ana', 'lima')
    assert.deepEqual(
      contacts.map(({ name }: { name: string }) => name),
      ['Lima Barreto', 'Mariana Lima'],
    )
  })

  it('are refused when they are too short', async () => {
    for (const text of ['', 'a', ' a ', '   ']) {
      assert.equal((await desk.call('ana', 'GET', `/search?text=${encodeURIComponent(text)}`)).status, 400)
    }
    // A character that no text can hold.
    assert.equal((await desk.call('ana', 'GET', `/search?text=${encodeURIComponent('a\0b')}`)).status, 400)
  })
})

describe('the text of a search', () => {
  it('knows the forms of a number', () => {
    assert.deepEqual(digitForms('31 8765-0001').sort(), ['3187650001', '31987650001'])
    assert.deepEqual(digitForms('31987650001').sort(), ['3187650001', '31987650001'])
    assert.deepEqual(digitForms('maria 123'), [])
    assert.deepEqual(digitForms('12'), [])
  })

  it('shows the part of a long message with the word, and never half a character', () => {
    const { text, marks } = excerptOf(
      `${'lorem ipsum '.repeat(50)}o orçamento 🌻 chegou ${'dolor 🌻'.repeat(60)}`,
      'orcamento',
    )
    assert.ok(text.startsWith('…') && text.endsWith('…') && text.isWellFormed())
    assert.equal(text.slice(...marks[0]!), 'orçamento')
  })
})

describe('with many messages', () => {
  before(async () => {
    const { db } = desk.database
    await fillMessages(db, desk.company, 60_000)
    // So many that reading them all is never as cheap as the index.
    await db`
      insert into contacts (tenant_id, name, number)
      select ${desk.company.tenantId}, 'Cliente ' || to_hex(n * 104729), '5541' || (970000000 + n)
      from generate_series(1, 15000) n`
    // An index of words keeps new entries in a separate list, which is slow to read, until a vacuum has merged it.
    await db`vacuum analyze contacts`
    await db`vacuum analyze message_words`
  })

  const planOf = (fragment: (sql: Sql) => ReturnType<typeof hits>): Promise<string> =>
    transaction(desk.database.db, async tx => {
      await tx`select set_config('plan_cache_mode', 'force_custom_plan', true)`
      const rows = await tx<{ 'QUERY PLAN': string }[]>`explain ${fragment(tx)}`
      return rows.map(row => row['QUERY PLAN']).join('\n')
    })
  const admin = () => ({ tenantId: desk.company.tenantId, userId: desk.company.admin, profile: 'admin' as const })
  const ana = () => ({ tenantId: desk.company.tenantId, userId: desk.company.ana, profile: 'attendant' as const })

  it('looks a rare word up, and reads a common one backwards', async () => {
    for (const by of [admin(), ana()]) {
      assert.match(
        await planOf(sql => hits(sql, by, { text: 'n41234', limit: 300 })),
        /Bitmap Index Scan on message_words_words/,
      )
      const common = await planOf(sql => hits(sql, by, { text: 'pedidos', limit: 300 }))
      assert.match(common, /Index Scan Backward using message_words_pkey/)
    }
    assert.deepEqual(await bodies('ana', 'n41240').then(found => found.length), 1)
  })

  it('does not need to read all contacts', async () => {
    for (const text of ['marcia 1ef', '80012345']) {
      const plan = await planOf(sql => contactHits(sql, admin(), text))
      assert.match(plan, /Bitmap Index Scan on contacts_search/)
    }
  })
})
