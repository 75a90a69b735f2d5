/** The inbox in real browsers: a customer writes on the phone, attendants answer, and nothing is sent twice or lost. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, type Opened, openPage, signIn } from './harness/browser.ts'
import { builtPanel } from './harness/built-panel.ts'
import { testDatabase } from './harness/database.ts'
import { eventually } from './harness/eventually.ts'
import { acceptInvitation } from './harness/people.ts'
import { type Program, startProgram } from './harness/program.ts'
import { tempFolder } from './harness/temp-folder.ts'

const ATTENDANT = { email: 'bia@example.com', password: 'uma senha longa' }
const stack = new AsyncDisposableStack()
let program: Program
let demo: { phone: string; email: string; password: string; apiKey: string }

before(async () => {
  await builtPanel()
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  demo = program.announced.demo as typeof demo
  const queueIds = (await call('GET', '/queues')).data.map((queue: { id: number }) => queue.id)
  const { email, password } = ATTENDANT
  const { link } = await call('POST', '/invitations', { name: 'Bia Alves', profile: 'attendant', email, queueIds })
  await acceptInvitation(program.url, link, { name: 'Bia Alves', password })
})
after(() => stack.disposeAsync())

// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not kept.
async function call(method: string, path: string, body?: unknown): Promise<any> {
  const headers = {
    authorization: `Bearer ${demo.apiKey}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const response = await fetch(`${program.url}/api/v1${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`)
  return response.status === 204 ? undefined : response.json()
}

async function openPhone(opened: Opened): Promise<{ phone: Page; write: (text: string) => Promise<void> }> {
  const phone = await opened.page.context().newPage()
  phone.setDefaultTimeout(60_000)
  await phone.setViewportSize({ width: 1000, height: 800 })
  await phone.goto(demo.phone)
  const composer = phone.getByRole('textbox', { name: 'Mensagem' })
  const write = async (text: string) => {
    await composer.fill(text)
    await composer.press('Enter')
  }
  return { phone, write }
}

const conversations = (page: Page) => page.getByRole('list', { name: 'Conversas' }).getByRole('link')
const messages = (page: Page) => page.getByRole('log', { name: 'Mensagens' })

async function closeAll(): Promise<void> {
  const reasons = await call('GET', '/closing-reasons')
  for (const status of ['pending', 'open']) {
    const { data } = await call('GET', `/tickets?status=${status}`)
    for (const { id } of data) await call('POST', `/tickets/${id}/close`, { closingReasonId: reasons.data[0].id })
  }
}

test('an attendant answers a customer by keyboard alone, and it arrives on the phone', async () => {
  await using opened = await openPage()
  const { page, complaints } = opened
  await page.goto(`${program.url}/inbox`)
  await signIn(page, ATTENDANT)
  await page.getByText('Nenhuma conversa com você').waitFor()
  const { phone, write } = await openPhone(opened)
  await write('*Bom dia!* Quero a 2ª via <img src=x onerror=alert(1)>')
  await page.bringToFront()
  await page.getByRole('tab', { name: /Na fila/ }).press('Enter')
  await conversations(page).first().waitFor()
  await page.locator('body').click({ position: { x: 900, y: 400 } })
  await page.keyboard.press('j')
  await messages(page).getByText('<img src=x onerror=alert(1)>').waitFor()
  assert.equal(await messages(page).locator('strong').innerText(), 'Bom dia!')
  await page.getByRole('button', { name: 'Aceitar' }).waitFor()
  await page.keyboard.press('a')
  await messages(page).getByText('Bia Alves aceitou a conversa').waitFor()
  await page.getByRole('textbox', { name: 'Mensagem' }).waitFor()
  await page.locator('#composer:focus').waitFor()
  await page.keyboard.type('Bom dia! Já envio.')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('Um momento.')
  await page.keyboard.press('Enter')
  await phone.getByText('Bom dia! Já envio.').filter({ visible: true }).first().waitFor()
  await messages(page).getByText('Um momento.').waitFor()
  assert.equal(await page.locator('#composer').inputValue(), '')

  await write('Obrigada!')
  await messages(page).getByText('Obrigada!').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await page.keyboard.type('Por nada.')
  await page.keyboard.press('Enter')
  await messages(page)
    .getByRole('button', { name: /Obrigada!/ })
    .waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Nota' }).waitFor()
  await page.keyboard.type('Cliente antiga, tratar bem.')
  await page.keyboard.press('Enter')
  await messages(page).getByText('Nota de Bia Alves').waitFor()
  assert.equal(await phone.getByText('Cliente antiga').count(), 0)
  await assertAccessible(page, 'inbox')

  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  await page.getByRole('dialog', { name: 'Encerrar a conversa' }).waitFor()
  await assertAccessible(page, 'close')
  await page.keyboard.press('Enter')
  await page.getByText('Esta conversa foi encerrada').waitFor()
  assert.deepEqual(complaints, [])
})

test('two people accept at once: one has it, the other reads who', async () => {
  await closeAll()
  await using first = await openPage({ viewport: { width: 1024, height: 800 } })
  await using second = await openPage({ viewport: { width: 1024, height: 800 } })
  await Promise.all([
    first.page.goto(`${program.url}/inbox?list=queue`),
    second.page.goto(`${program.url}/inbox?list=queue`),
  ])
  await signIn(first.page, ATTENDANT)
  await signIn(second.page, demo)
  const { write } = await openPhone(first)
  await write('Tem alguém aí?')
  await first.page.bringToFront()
  for (const { page } of [first, second]) {
    await conversations(page).first().click()
    await page.getByRole('button', { name: 'Aceitar' }).waitFor()
  }
  // Neither request leaves before both have clicked: one alone would take the button from the other's screen.
  const bothClicked = Promise.withResolvers<void>()
  let clicks = 0
  for (const { page } of [first, second]) {
    await page.route('**/accept', async route => {
      if (++clicks === 2) bothClicked.resolve()
      await bothClicked.promise
      await route.continue()
    })
  }
  await Promise.all([first, second].map(({ page }) => page.getByRole('button', { name: 'Aceitar' }).click()))
  for (const { page } of [first, second])
    await messages(page)
      .getByText(/aceitou a conversa/)
      .last()
      .waitFor()
  const { data } = await call('GET', '/tickets?status=open')
  const winner = data[0].user.name
  const slower = winner === 'Bia Alves' ? second : first
  await slower.page.getByText(`${winner} aceitou primeiro.`).waitFor()
})

test('what is sent without a network goes out once when it is back, even from a tab that was closed', async () => {
  await closeAll()
  await using opened = await openPage()
  const { page } = opened
  await page.goto(`${program.url}/inbox?list=queue`)
  await signIn(page, ATTENDANT)
  const { phone, write } = await openPhone(opened)
  await write('Vocês abrem amanhã?')
  await page.bringToFront()
  await conversations(page).first().click()
  await page.getByRole('button', { name: 'Aceitar' }).click()
  await page.locator('#composer:focus').waitFor()
  // The server is away for this page; the phone is on the same network and stays.
  await page.route('**/api/v1/tickets/*/messages', route =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.fallback(),
  )
  await page.keyboard.type('Abrimos às 7 h.')
  await page.keyboard.press('Enter')
  await messages(page).getByText('Abrimos às 7 h.').waitFor()
  await messages(page).getByText('a caminho').waitFor({ state: 'attached' })
  const url = page.url()
  await page.close()
  assert.equal(await phone.getByText('Abrimos às 7 h.').count(), 0)
  const again = await opened.page.context().newPage()
  await again.goto(url)
  await phone.getByText('Abrimos às 7 h.').filter({ visible: true }).first().waitFor()
  await messages(again).getByText('Abrimos às 7 h.').waitFor()
  const { data } = await call('GET', '/tickets?status=open')
  await eventually(async () => {
    const page = await call('GET', `/tickets/${data[0].id}/messages`)
    return page.data.filter((message: { body: string }) => message.body === 'Abrimos às 7 h.').length === 1
  })
})

test('phone and tablet: lists and conversation, one at a time or beside each other', async () => {
  await closeAll()
  await using opened = await openPage({ viewport: { width: 390, height: 800 }, hasTouch: true })
  const { page, complaints } = opened
  await page.goto(`${program.url}/inbox?list=queue`)
  await signIn(page, ATTENDANT)
  const { write } = await openPhone(opened)
  await write('Mensagem para a tela pequena, com um texto que precisa de mais de uma linha para caber.')
  await page.bringToFront()
  await conversations(page).first().waitFor()
  await assertAccessible(page, 'inbox-list')
  await conversations(page).first().click()
  await messages(page).getByText('Mensagem para a tela pequena').waitFor()
  assert.equal(await conversations(page).count(), 0)
  await page.getByRole('button', { name: 'Aceitar' }).click()
  await page.getByRole('textbox', { name: 'Mensagem' }).fill('Recebida!')
  await page.getByRole('button', { name: 'Enviar', exact: true }).click()
  await messages(page).getByText('Recebida!').waitFor()
  await assertAccessible(page, 'inbox-conversation')
  await page.setViewportSize({ width: 768, height: 1024 })
  await conversations(page).first().waitFor({ state: 'detached' })
  await assertAccessible(page, 'inbox')
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('link', { name: 'Voltar para a lista' }).click()
  await page.getByRole('tab', { name: /Minhas/ }).click()
  await conversations(page).first().waitFor()
  assert.deepEqual(complaints, [])
})
