/** The live page in a real browser, against the demo: what is written on the phone page shows up with its posts. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import type { Db } from '../src/base/db/db.ts'
import { testDatabase } from './harness/database.ts'
import { type Program, startProgram } from './harness/program.ts'
import { tempFolder } from './harness/temp-folder.ts'

/** A folder for pictures, for whoever wants to look. */
const shots = process.env.SCREENSHOTS_DIR
const stack = new AsyncDisposableStack()
let program: Program
let db: Db
let demo: { phone: string; email: string; password: string; apiKey: string }

before(async () => {
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  db = database.db
  program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  demo = program.announced.demo as typeof demo
})
after(() => stack.disposeAsync())

/** A browser for each test: this build runs in one process, which ends with its first context. */
async function openBrowser(): Promise<Browser & AsyncDisposable> {
  const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  const executablePath = await chromium.executablePath()
  const browser = await browsers.launch({ executablePath, args: [...chromium.args, ...quiet] })
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() })
}

/** Everything that the page complains of, but for the one question that it has to ask: who am I? */
function watchConsole(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    const isAsking = message.text().includes('401') && message.location().url.endsWith('/api/v1/me')
    if (['error', 'warning'].includes(message.type()) && !isAsking) complaints.push(message.text())
  })
  return complaints
}

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

async function act(path: string, body: unknown): Promise<Record<string, never>> {
  const headers = { authorization: `Bearer ${demo.apiKey}`, 'content-type': 'application/json' }
  const response = await fetch(`${program.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.ok(response.ok, await response.clone().text())
  return response.json() as Promise<Record<string, never>>
}

test('sign in, write on the phone, and see the ticket, the message and their posts', async () => {
  await using browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'pt-BR' })
  const page = await context.newPage()
  const complaints = watchConsole(page)
  await page.goto(program.url)
  await page.getByRole('heading', { name: 'Entrar' }).waitFor()
  await shoot(page, 'panel-sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(demo.email)
  await page.getByRole('textbox', { name: 'Senha' }).fill('not the password')
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('alert').filter({ hasText: 'E-mail ou senha incorretos' }).waitFor()
  await shoot(page, 'panel-wrong-password')
  complaints.length = 0 // The browser tells of the 401 that was asked for.
  await page.getByRole('textbox', { name: 'Senha' }).fill(demo.password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('heading', { name: 'Ao vivo' }).waitFor()
  await page.getByRole('heading', { name: 'Nada aconteceu ainda' }).waitFor()
  const connection = page.getByRole('status')
  await connection.filter({ hasText: 'ao vivo' }).waitFor({ timeout: 5_000 })
  await shoot(page, 'panel-empty')

  const phone = await context.newPage()
  await phone.goto(demo.phone)
  const composer = phone.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Bom dia! Tem pão de queijo? 🧀 <b>não é negrito</b>')
  await composer.press('Enter')

  const events = page.locator('#events > li')
  await events
    .filter({ has: page.locator('.post.is-delivered') })
    .nth(1)
    .waitFor()
  await page.getByText('<b>não é negrito</b>').first().waitFor()
  assert.equal(await events.count(), 2)
  await shoot(page, 'panel-first-message')

  const tickets = await (await fetch(`${program.url}/api/v1/tickets`, bearer())).json()
  const on = `/tickets/${tickets.data[0].id}`
  const users = await (await fetch(`${program.url}/api/v1/users`, bearer())).json()
  const maria = users.data.find((user: { name: string }) => user.name.startsWith('Maria'))
  await act(`${on}/accept`, { userId: maria.id })
  await act(`${on}/messages`, { body: 'Temos, saiu agora.' })
  await phone.getByText('Temos, saiu agora.').first().waitFor()
  const reasons = await (await fetch(`${program.url}/api/v1/closing-reasons`, bearer())).json()
  await events.nth(2).waitFor()
  await act(`${on}/close`, { closingReasonId: reasons.data[0].id })
  await events.nth(3).waitFor()
  await page.locator('#events > li:first-child .post.is-delivered').waitFor()
  await page.locator('#events > li:first-child summary').click()
  await page.getByText('webhook-id').first().waitFor()
  await shoot(page, 'panel-story')

  await page.getByRole('combobox', { name: 'Idioma' }).selectOption('en')
  await page.getByRole('heading', { name: 'Live' }).waitFor()
  assert.equal((await connection.innerText()).trim(), 'live')
  await shoot(page, 'panel-english')
  await page.setViewportSize({ width: 390, height: 800 })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
  await shoot(page, 'panel-small')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'panel-dark')

  await page.reload()
  await page.getByRole('heading', { name: 'Live' }).waitFor()
  await events.nth(3).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.deepEqual(complaints, [])
})

test('an endpoint that its receiver switched off is told, in each language, until it is switched on', async () => {
  await using browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'pt-BR' })
  const page = await context.newPage()
  const complaints = watchConsole(page)
  await page.goto(program.url)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(demo.email)
  await page.getByRole('textbox', { name: 'Senha' }).fill(demo.password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('heading', { name: 'Ao vivo' }).waitFor()
  const told = page.getByRole('region', { name: 'Precisa de atenção' })
  assert.equal(await told.count(), 0)
  const [endpoint] = await db<{ id: number; name: string }[]>`
    update endpoints set enabled = false, disabled_reason = 'gone', version = version + 1
    where id = (select min(id) from endpoints) returning id, name`
  const item = told.getByRole('listitem')
  await item.filter({ hasText: 'foi desativado a pedido do receptor' }).waitFor()
  assert.ok((await item.innerText()).startsWith(endpoint!.name))
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
  await shoot(page, 'panel-alert')
  for (const [language, title, text] of [
    ['es', 'Requiere atención', 'fue desactivado por su receptor'],
    ['en', 'Needs attention', 'was switched off by its receiver'],
  ] as const) {
    await page.getByRole('combobox').selectOption(language)
    await page.getByRole('region', { name: title }).getByText(text).waitFor()
  }
  await db`
    update endpoints set enabled = true, disabled_reason = null, version = version + 1 where id = ${endpoint!.id}`
  await page.getByRole('region', { name: 'Needs attention' }).waitFor({ state: 'detached' })
  assert.deepEqual(complaints, [])
})

const bearer = () => ({ headers: { authorization: `Bearer ${demo.apiKey}` } })
