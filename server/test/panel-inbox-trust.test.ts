/**
 * What an attendant has to be able to trust, in real browsers: after sleep, with lost responses, with a receiver that breaks, after 24
 * hours, with every keyboard, in a long conversation, and when rights change. Which test holds which promise of the inbox: docs/inbox.md.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible } from './harness/browser.ts'
import { eventually } from './harness/eventually.ts'
import { composer, conversations, messages, type PanelStage, panelStage } from './harness/panel-stage.ts'
import { startReceiver } from './harness/receiver.ts'
import { startRelay } from './harness/relay.ts'

let stage: PanelStage
before(async () => {
  stage = await panelStage()
})
after(() => stage[Symbol.asyncDispose]())

async function attended(text: string) {
  const customer = await stage.customer(text)
  await stage.call('POST', `/tickets/${customer.ticketId}/accept`, { userId: stage.attendant.id })
  return customer
}

const sentTexts = async (): Promise<string[]> =>
  (await stage.whatsApp('GET', '/outbound')).map(
    (each: { request: { text?: { body: string } } }) => each.request.text?.body ?? '',
  )

/** Forty conversations of Bia, straight into the tables. */
async function fortyConversations(): Promise<number[]> {
  const [place] = await stage.db<{ tenantId: number; channelId: number; queueId: number }[]>`
    select q.tenant_id as "tenantId", c.id as "channelId", q.id as "queueId"
    from queues q join channels c on c.tenant_id = q.tenant_id order by q.id, c.id limit 1`
  const { tenantId, channelId, queueId } = place!
  const rows = await stage.db<{ id: number }[]>`
    with people as (
      insert into contacts (tenant_id, name, number)
      select ${tenantId}, 'Cliente ' || n, '55319' || (71000000 + n) from generate_series(1, 40) n returning id
    )
    insert into tickets (tenant_id, channel_id, contact_id, status, protocol, queue_id, user_id, active_at)
    select ${tenantId}, ${channelId}, id, 'open', 'T' || id, ${queueId}, ${stage.attendant.id}, now() - id * interval '1 second'
    from people returning id`
  return rows.map(({ id }) => id)
}

/** As the rules write it: the message, and what the ticket says of it. */
const change = (ticketId: number, text: string) => stage.db`
  with written as (
    insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced, created_at)
    select tenant_id, id, channel_id, false, 'received', ${text}, 1800000000, true, now() - interval '10 minutes' from tickets
    where id = ${ticketId}
    returning id
  )
  update tickets set last_message_id = (select id from written), last_message = ${text}, last_message_at = now(), active_at = clock_timestamp(),
    waiting_since = coalesce(waiting_since, now()), received_count = received_count + 1, unread_messages = unread_messages + 1,
    version = version + 1
  where id = ${ticketId}`

/** Each row as it is read, without the minute that may pass between two looks. */
const rowsOf = async (page: Page) =>
  (await conversations(page).allInnerTexts()).map(text => text.replace(/\d\d:\d\d/, '').replace(/\s+/g, ' '))

test('after sleep the page equals a fresh load: 500 changes on 40 conversations, no reload, no storm of requests', async () => {
  await stage.closeAll()
  const ids = await fortyConversations()
  await using relay = await startRelay(`${stage.program.url}/`)
  await using opened = await stage.open(stage.attendant, '/inbox')
  const { page } = opened
  await page.goto(`${relay.url}inbox/${ids[0]}`)
  await conversations(page).nth(5).waitFor()
  await eventually(async () =>
    (await page.evaluate(() => navigator.locks.query())).held?.some(({ name }) => name === 'recado.stream'),
  )
  await page.evaluate(() => Object.assign(globalThis, { isSame: true }))
  relay.refuse(true)
  // Forty at once, of one conversation after the other, and the last one alone.
  for (let n = 0; n < 480; n += 40) await Promise.all(ids.map((id, at) => change(id, `Mudança ${n + at}`)))
  for (let n = 480; n < 500; n++) await change(ids[n % 40]!, `Mudança ${n}`)
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  relay.refuse(false)
  const last = 'Mudança 499'
  await conversations(page).filter({ hasText: last }).waitFor()
  await using fresh = await stage.open(stage.attendant, `/inbox/${ids[0]}`)
  await conversations(fresh.page).filter({ hasText: last }).waitFor()
  // Compared by assert, so that a failure shows what differs.
  const showsAsFresh = async (look: (of: Page) => Promise<string[]>) => {
    const same = async () => (await look(page)).join('\n') === (await look(fresh.page)).join('\n')
    await eventually(same, { timeoutMs: 30_000 }).catch(() => {})
    assert.deepEqual(await look(page), await look(fresh.page))
  }
  await showsAsFresh(rowsOf)
  await showsAsFresh(of => messages(of).getByRole('article').allInnerTexts())
  assert.equal(await page.evaluate(() => 'isSame' in globalThis), true, 'it was not loaded again')
  const requests = asked.filter(path => path.startsWith('/api/'))
  assert.ok(requests.length <= 40, `${requests.length} requests: ${requests.join(' ')}`)
  await stage.closeAll()
})

test('when half of the server’s responses are lost, the phone has each text once', async () => {
  const { ticketId } = await attended('Quais sabores?')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page } = opened
  await messages(page).getByText('Quais sabores?').waitFor()
  let posts = 0
  await page.route('**/api/v1/tickets/*/messages', async route => {
    if (route.request().method() !== 'POST') return route.continue()
    const isLost = posts++ % 2 === 0
    if (!isLost) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  const texts = ['morango', 'uva', 'caju', 'limão'].map(taste => `Temos de ${taste}.`)
  for (const text of texts) {
    await composer(page).fill(text)
    await composer(page).press('Enter')
  }
  await eventually(async () => (await sentTexts()).includes(texts.at(-1)!), { timeoutMs: 60_000 })
  const sent = await sentTexts()
  assert.deepEqual(
    texts.map(text => sent.filter(one => one === text).length),
    [1, 1, 1, 1],
  )
  assert.deepEqual(
    sent.filter(text => texts.includes(text)),
    texts,
    'in the order in which they were written',
  )
  assert.ok(posts > texts.length, 'some were posted again')
  for (const text of texts) assert.equal(await messages(page).getByText(text).count(), 1)
})

test('failures have their sentence and one button that works', async () => {
  const { ticketId } = await attended('Recebeu?')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page } = opened
  await messages(page).getByText('Recebeu?').waitFor()
  const fail = async (code: number, text: string, sentence: string) => {
    await stage.whatsApp('POST', '/faults', { kind: 'error', code })
    await composer(page).fill(text)
    await composer(page).press('Enter')
    await messages(page).getByText(sentence).last().waitFor()
  }
  const button = (name: string) => messages(page).getByRole('button', { name }).last()
  await fail(131047, 'Um', 'Passaram mais de 24 horas')
  await button('Enviar um modelo').click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await fail(131053, 'Dois', 'não aceita esta mensagem')
  await button('Mudar a mensagem').click()
  await eventually(async () => (await composer(page).inputValue()) === 'Dois')
  await page.setViewportSize({ width: 1024, height: 800 })
  await fail(131026, 'Quatro', 'não entrega a este número')
  await button('Conferir o número').click()
  await page.getByRole('complementary', { name: 'Contato' }).waitFor()
})

test('a receiver that breaks is seen at the message, and its delivery is a click away', async () => {
  await using receiver = await startReceiver()
  const { ticketId, write } = await attended('Fiz o pedido 77')
  const channels = await stage.call('GET', '/channels')
  await stage.call('POST', '/endpoints', { name: 'ERP', url: receiver.url, channelId: channels.data[0].id })
  await using opened = await stage.open(stage.admin, `/inbox/${ticketId}`)
  const { page } = opened
  const bubble = (text: string) => messages(page).getByRole('article').filter({ hasText: text })
  await write('Era o 78')
  await bubble('Era o 78').getByText('A integração recebeu').waitFor({ state: 'attached' })
  receiver.behave(500)
  await write('Não, o 79')
  const failing = bubble('Não, o 79').getByRole('link', { name: 'A integração não respondeu bem' })
  await failing.waitFor()
  await failing.click()
  await page.getByRole('heading', { name: 'Tentativas' }).waitFor()
})

test('after 24 hours the composer leads to templates, and keeps what was written', async () => {
  const { ticketId } = await attended('Depois eu volto')
  const hours = (count: number) => stage.db`
    update service_windows w set closes_at = now() + ${count} * interval '1 hour'
    from tickets t where t.id = ${ticketId} and w.contact_id = t.contact_id and w.tenant_id = t.tenant_id`
  await hours(2)
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page } = opened
  await conversations(page)
    .filter({ hasText: /1 h 5\d min/ })
    .waitFor()
  await composer(page).fill('Ainda dá tempo?')
  await hours(-1)
  await page.reload()
  await page.getByText('Passaram 24 horas desde a última mensagem').waitFor()
  await conversations(page).filter({ hasText: 'só modelos' }).waitFor()
  assert.equal(await composer(page).inputValue(), 'Ainda dá tempo?')
  await composer(page).press('Enter')
  assert.equal(await page.getByRole('button', { name: 'Enviar', exact: true }).isDisabled(), true)
  await page.getByRole('button', { name: 'Enviar um modelo' }).first().click()
  await page.getByRole('dialog').waitFor()
  assert.ok(!(await sentTexts()).includes('Ainda dá tempo?'))
})

test('no keyboard sends or acts by accident: composing, AltGr, single keys that were switched off', async () => {
  const { ticketId } = await stage.customer('こんにちは')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page } = opened
  await page.getByRole('button', { name: 'Aceitar' }).waitFor()
  const press = (target: string, keys: object) => page.locator(target).dispatchEvent('keydown', keys)
  await press('body', { key: 'a', ctrlKey: true, altKey: true })
  await page.keyboard.press('?')
  await page
    .getByRole('switch', { name: 'Atalhos de uma tecla' })
    .or(page.getByRole('checkbox', { name: 'Atalhos de uma tecla' }))
    .first()
    .click()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('a')
  await composer(page).fill('ありがとう')
  await press('#composer', { key: 'Enter', isComposing: true })
  assert.equal(await composer(page).inputValue(), 'ありがとう')
  await page.keyboard.press('Control+k')
  await page.locator('[cmdk-input]:focus').waitFor()
  const { status } = await stage.call('GET', `/tickets/${ticketId}`)
  assert.equal(status, 'pending', 'nothing has accepted it')
  assert.ok(!(await sentTexts()).includes('ありがとう'))
})

test('a long conversation that is read at its end follows what comes in', async () => {
  const { ticketId, write } = await attended('O começo')
  for (let n = 0; n < 60; n++) await change(ticketId, `Linha ${n} de uma conversa que não cabe na tela`)
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page } = opened
  await messages(page).getByText('Linha 59 ').waitFor()
  for (const text of ['Chegou um', 'Chegou dois', 'Chegou três']) {
    await write(text)
    await messages(page).getByText(text).waitFor()
  }
  const gap = await messages(page).evaluate(log => log.scrollHeight - log.scrollTop - log.clientHeight)
  assert.ok(gap <= 2, `${gap} px below`)
})

test('rights that change are heeded by a page that is open', async () => {
  await stage.closeAll()
  const { ticketId } = await stage.customer('Para a fila')
  await using opened = await stage.open(stage.attendant, '/inbox?list=queue')
  const { page } = opened
  await conversations(page).filter({ hasText: 'Para a fila' }).waitFor()
  const queues = await stage.call('GET', '/queues')
  const give = (queueIds: number[]) => stage.call('PUT', `/users/${stage.attendant.id}/queues`, { queueIds })
  await give([])
  await conversations(page).first().waitFor({ state: 'detached' })
  await give(queues.data.map((queue: { id: number }) => queue.id))
  await conversations(page).filter({ hasText: 'Para a fila' }).waitFor()
  // A colleague's conversation is looked at without being read for them.
  await stage.call('POST', `/tickets/${ticketId}/accept`, { userId: stage.attendant.id })
  await using boss = await stage.open(stage.admin, `/inbox/${ticketId}`)
  await messages(boss.page).getByText('Para a fila').waitFor()
  await conversations(page).first().waitFor({ state: 'detached' })
  await assertAccessible(boss.page, 'looked-at')
})

test('two tabs of a browser share one stream, and the second goes on when the first is closed', async () => {
  await stage.closeAll()
  await using opened = await stage.open(stage.attendant, '/inbox?list=queue')
  const { page } = opened
  const second = await page.context().newPage()
  const streams: Page[] = []
  second.on('request', request => {
    if (new URL(request.url()).pathname === '/api/v1/stream') streams.push(second)
  })
  await second.goto(`${stage.program.url}/inbox?list=queue`)
  await second.getByRole('tab', { name: /Na fila/, selected: true }).waitFor()
  await stage.customer('Nas duas abas')
  for (const tab of [page, second]) await conversations(tab).filter({ hasText: 'Nas duas abas' }).waitFor()
  assert.equal(streams.length, 0)
  await page.close()
  await eventually(() => streams.length === 1)
  await stage.customer('Na que ficou')
  await conversations(second).filter({ hasText: 'Na que ficou' }).waitFor()
})
