/** The panel in a real browser, against the demo: signing in, deliveries as they happen, languages, themes and widths. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Db } from '../src/base/db/db.ts'
import { countNow } from '../src/report/figures/run-reports.ts'
import { assertAccessible, openPage, shoot, signIn } from './harness/browser.ts'
import { builtPanel } from './harness/built-panel.ts'
import { testDatabase } from './harness/database.ts'
import { eventually } from './harness/eventually.ts'
import { type Program, startProgram } from './harness/program.ts'
import { tempFolder } from './harness/temp-folder.ts'
import { totpOf } from './harness/totp.ts'

const stack = new AsyncDisposableStack()
let program: Program
let db: Db
let demo: { phone: string; email: string; password: string; apiKey: string }

before(async () => {
  await builtPanel()
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  db = database.db
  program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  demo = program.announced.demo as typeof demo
})
after(() => stack.disposeAsync())

async function act(path: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${demo.apiKey}`, 'content-type': 'application/json' }
  const response = await fetch(`${program.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.ok(response.ok, await response.clone().text())
  return response.json() as Promise<Record<string, unknown>>
}

const bearer = () => ({ headers: { authorization: `Bearer ${demo.apiKey}` } })

test('sign in, write on the phone, and see the ticket, the message and their posts', async () => {
  await using opened = await openPage({ viewport: { width: 1280, height: 860 } })
  const { page, complaints } = opened
  await page.goto(`${program.url}/deliveries`)
  await page.getByRole('heading', { name: 'Entrar' }).waitFor()
  await page.getByText('Demonstração').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'E-mail' }).inputValue(), demo.email)
  await assertAccessible(page, 'sign-in')
  await signIn(page, { email: demo.email, password: 'not the password' })
  await page.getByRole('alert').filter({ hasText: 'E-mail ou senha incorretos' }).waitFor()
  await shoot(page, 'sign-in-wrong-password')
  complaints.length = 0 // The browser reports the 401 that was asked for.
  await signIn(page, demo)
  await page.getByRole('heading', { name: 'Entregas' }).waitFor()
  await page.getByText('Nada aconteceu ainda').waitFor()
  const connection = page.getByRole('status').filter({ hasText: 'ao vivo' })
  await connection.waitFor({ timeout: 5_000 })
  await assertAccessible(page, 'deliveries-empty')

  const phone = await page.context().newPage()
  await phone.goto(demo.phone)
  const composer = phone.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Bom dia! Tem pão de queijo? 🧀 <b>não é negrito</b>')
  await composer.press('Enter')

  const rows = page.getByRole('list', { name: /^(Entregas|Deliveries)$/ }).getByRole('link')
  const delivered = rows.filter({ hasText: 'Entregue' })
  await delivered.nth(1).waitFor()
  await page.getByText('<b>não é negrito</b>').first().waitFor()
  assert.equal(await rows.count(), 2)

  const tickets = await (await fetch(`${program.url}/api/v1/tickets`, bearer())).json()
  const on = `/tickets/${tickets.data[0].id}`
  const users = await (await fetch(`${program.url}/api/v1/users`, bearer())).json()
  const maria = users.data.find((user: { name: string }) => user.name.startsWith('Maria'))
  await act(`${on}/accept`, { userId: maria.id })
  await act(`${on}/messages`, { body: 'Temos, saiu agora.' })
  await phone.getByText('Temos, saiu agora.').filter({ visible: true }).first().waitFor()
  const reasons = await (await fetch(`${program.url}/api/v1/closing-reasons`, bearer())).json()
  await rows.nth(2).waitFor()
  await act(`${on}/close`, { closingReasonId: reasons.data[0].id })
  await delivered.nth(3).waitFor()
  await rows.first().click()
  const detail = page.getByRole('heading', { name: 'Tentativas' })
  await detail.waitFor()
  await page.getByText('recado-sequence').waitFor()
  await page.getByRole('button', { name: 'Comparado' }).click()
  await page.getByText('Comparado com o evento anterior').waitFor()
  await assertAccessible(page, 'delivery')
  await page.keyboard.press('Escape')
  await detail.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Filtros' }).click()
  await assertAccessible(page, 'delivery-filters')
  await page.getByRole('combobox', { name: 'Evento' }).selectOption({ label: 'Encerrada' })
  await page.getByRole('button', { name: 'Aplicar' }).click()
  await page.waitForURL(/type=ClosedTicket/)
  await rows.filter({ hasText: 'Encerrada' }).waitFor()
  await eventually(async () => (await rows.count()) === 1)
  await page.getByRole('button', { name: 'Limpar filtros' }).click()
  await rows.nth(3).waitFor()
  await assertAccessible(page, 'deliveries')

  await page.getByRole('button', { name: /^Menu de/ }).click()
  await shoot(page, 'user-menu')
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Deliveries' }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
  await page.setViewportSize({ width: 390, height: 800 })
  await assertAccessible(page, 'deliveries')
  await rows.first().click()
  await page.getByRole('heading', { name: 'Attempts' }).waitFor()
  await assertAccessible(page, 'delivery')

  await page.reload()
  await page.getByRole('heading', { name: 'Attempts' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await rows.nth(3).waitFor()
  await page.getByRole('button', { name: /^Menu of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.deepEqual(complaints, [])
})

test('an endpoint that its receiver switched off is shown, in each language, until it is switched on', async () => {
  await using opened = await openPage({ viewport: { width: 390, height: 800 } })
  const { page, complaints } = opened
  await page.goto(`${program.url}/webhooks`)
  await signIn(page, demo)
  await page.getByRole('heading', { name: 'Webhooks', level: 1 }).waitFor()
  const alerts = page.getByRole('region', { name: 'Precisa de atenção' })
  assert.equal(await alerts.count(), 0)
  const [endpoint] = await db<{ id: number; name: string }[]>`
    update endpoints set enabled = false, disabled_reason = 'gone', version = version + 1
    where id = (select min(id) from endpoints) returning id, name`
  const item = alerts.getByRole('listitem')
  await item.filter({ hasText: 'foi desativado a pedido do receptor' }).waitFor()
  assert.ok((await item.innerText()).startsWith(endpoint!.name))
  await assertAccessible(page, 'deliveries-alert')
  for (const [menu, language, title, text] of [
    [/^Menu de/, 'Español', 'Requiere atención', 'fue desactivado por su receptor'],
    [/^Menú de/, 'English', 'Needs attention', 'was switched off by its receiver'],
  ] as const) {
    await page.getByRole('button', { name: menu }).click()
    await page.getByRole('menuitemradio', { name: language }).click()
    await page.getByRole('region', { name: title }).getByText(text).waitFor()
  }
  await db`
    update endpoints set enabled = true, disabled_reason = null, version = version + 1 where id = ${endpoint!.id}`
  await page.getByRole('region', { name: 'Needs attention' }).waitFor({ state: 'detached' })
  assert.deepEqual(complaints, [])
})

/** Somebody who has served one customer, whatever else happened. */
async function conversationOf(name: string): Promise<{ userId: number }> {
  const user = { name, email: 'rita@example.com', profile: 'attendant', password: 'uma senha longa' }
  const { id: userId } = (await act('/users', user)) as { id: number }
  const channels = await (await fetch(`${program.url}/api/v1/channels`, bearer())).json()
  const { id: contactId } = (await act('/contacts', { number: '+5531987650077', name: 'Clara Nunes' })) as {
    id: number
  }
  const ticket = (await act('/tickets', { channelId: channels.data[0].id, contactId, userId })) as { id: number }
  const reasons = await (await fetch(`${program.url}/api/v1/closing-reasons`, bearer())).json()
  await act(`/tickets/${ticket.id}/close`, { closingReasonId: reasons.data[0].id })
  return { userId }
}

test('figures are shown with what they mean, and lead to the conversations behind them', async () => {
  const { userId } = await conversationOf('Rita Prado')
  await act('/queues', { name: 'Assistência técnica e garantias' })
  await eventually(async () => {
    await countNow(db)
    const { figures } = await (await fetch(`${program.url}/api/v1/reports/summary?userId=${userId}`, bearer())).json()
    return figures.closedTickets === 1
  })
  await using opened = await openPage({ viewport: { width: 390, height: 844 } })
  const { page, complaints } = opened
  await page.goto(`${program.url}/reports?period=today`)
  await signIn(page, demo)
  await page.getByRole('button', { name: 'O que é: Primeira resposta' }).click()
  await page.getByRole('dialog', { name: 'Primeira resposta' }).getByText('Da primeira mensagem do cliente').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: 'Dia a dia' }).getByText('Ver em tabela').click()
  await page.getByRole('button', { name: 'Pessoa', exact: true }).click()
  await page.waitForURL(/by=user/)
  const row = page.getByRole('table', { name: 'Lado a lado' }).getByRole('row', { name: /^Rita/ })
  const closed = row.getByRole('link', { name: '1', exact: true })
  await closed.waitFor()
  await assertAccessible(page, 'reports')
  await page.getByRole('button', { name: 'CSV' }).click()
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Resumo' }).click(),
  ])
  assert.match(csv.suggestedFilename(), /^summary-.*\.csv$/)

  await row.getByRole('link', { name: /^Resolução: / }).click()
  const behind = page.getByRole('dialog', { name: 'Resolução' }).getByRole('link', { name: /^Clara Nunes/ })
  await behind.waitFor()
  assert.match(page.url(), new RegExp(`user=${userId}.*behind=resolution`))
  await assertAccessible(page, 'reports-behind')
  await behind.click()
  await page.getByRole('heading', { name: 'Clara Nunes' }).first().waitFor()
  await page.goBack()
  await behind.waitFor()
  await page.keyboard.press('Escape')
  await behind.waitFor({ state: 'detached' })

  await closed.click()
  await page.getByText(/^Encerradas de /).waitFor()
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link').waitFor()
  await page.goto(`${program.url}/reports/now`)
  await page.getByRole('rowheader', { name: 'Assistência técnica e garantias' }).waitFor()
  await assertAccessible(page, 'overview')
  assert.deepEqual(complaints, [])
})

test('settings, commands and keys: found by keyboard alone, accessible in both themes', async () => {
  await using opened = await openPage()
  const { page, complaints } = opened
  await page.goto(program.url)
  await signIn(page, demo)
  await page.getByRole('navigation', { name: 'Navegação' }).waitFor()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Comandos' })
  await palette.getByRole('combobox').fill('ir configuracoes')
  await palette.getByRole('option', { name: 'Ir para Configurações' }).waitFor()
  await assertAccessible(page, 'palette')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Você e este navegador' }).waitFor()
  await assertAccessible(page, 'settings')
  await page.getByRole('switch', { name: 'Atalhos de uma tecla' }).click()
  await page.locator('h1').click()
  await page.keyboard.press('?')
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.getByRole('switch', { name: 'Atalhos de uma tecla' }).click()
  await page.locator('h1').click()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Atalhos de teclado' }).waitFor()
  await assertAccessible(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'Entregas' }).waitFor()
  await page.goto(`${program.url}/no/such/page`)
  await page.getByText('Esta página não existe').waitFor()
  await assertAccessible(page, 'not-found')
  assert.deepEqual(complaints, [])
})

test('who lacks the second factor that their company requires is led to it, and then on', async () => {
  const person = { name: 'Eva Reis', email: 'eva@example.com', profile: 'attendant', password: 'uma senha longa' }
  await act('/users', person)
  await using opened = await openPage()
  const { page } = opened
  const { email, password } = person
  const entered = await page.request.post(`${program.url}/api/auth/sign-in/email`, { data: { email, password } })
  assert.equal(entered.status(), 200)
  await db`update tenants set requires_second_factor = true`
  try {
    await page.goto(`${program.url}/inbox`)
    await page.getByText('A sua empresa exige um segundo fator.').waitFor()
    assert.equal(new URL(page.url()).pathname, '/settings/you')
    assert.equal(await page.getByRole('heading', { level: 2 }).first().textContent(), 'Segundo fator')
    await assertAccessible(page, 'second-factor-required')
    await page.getByRole('textbox', { name: 'A sua senha' }).fill(password)
    await page.getByRole('button', { name: 'Configurar' }).click()
    const link = page.getByRole('link', { name: 'Abrir no aplicativo autenticador' })
    const secret = new URL((await link.getAttribute('href'))!).searchParams.get('secret')!
    await page.getByRole('textbox', { name: 'Código do aplicativo' }).fill(totpOf(secret))
    await page.getByRole('button', { name: 'Ativar' }).click()
    // What is shown only once stays, although nothing is required any more.
    await page.getByText('Guarde estes códigos de recuperação').waitFor()
    await page.getByText('A sua empresa exige um segundo fator.').waitFor({ state: 'detached' })
    await page.getByText('Guarde estes códigos de recuperação').waitFor()
    await page.goto(`${program.url}/inbox`)
    await page.getByRole('navigation', { name: 'Navegação' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/inbox')
  } finally {
    await db`update tenants set requires_second_factor = false`
  }
})

/** Those of the settings: panel-settings.test.ts. */
const PAGES = ['webhooks', 'webhooks/new', 'webhooks/1', 'deliveries', 'reports', 'reports/now']

for (const profile of ['attendant', 'supervisor'] as const) {
  test(`pages outside the settings say whether they are for a ${profile}`, async () => {
    const person = { email: `${profile}@example.com`, password: 'uma senha longa' }
    await act('/users', { name: profile, profile, ...person })
    await using opened = await openPage()
    const { page } = opened
    const entered = await page.request.post(`${program.url}/api/auth/sign-in/email`, { data: person })
    assert.equal(entered.status(), 200)
    const closed = page.getByRole('heading', { name: /não é para o seu perfil|Só para administradores/ })
    for (const path of [...PAGES, 'first-steps']) {
      await page.goto(`${program.url}/${path}`)
      await page.locator('h1:visible').waitFor()
      assert.equal(await closed.count(), profile === 'attendant' || path === 'first-steps' ? 1 : 0, path)
    }
  })
}
