/** The webhook console in a real browser: set up, seen failing with its reason, repaired, and recovered in order. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createEmulator } from '@recado/whatsapp-emulator'
import { assertAccessible, openPage, signIn } from './harness/browser.ts'
import { builtPanel } from './harness/built-panel.ts'
import { testDatabase } from './harness/database.ts'
import { type Program, startProgram } from './harness/program.ts'
import { type ScriptedReceiver, startReceiver } from './harness/receiver.ts'
import { tempFolder } from './harness/temp-folder.ts'

const stack = new AsyncDisposableStack()
let program: Program
let receiver: ScriptedReceiver
let demo: { phone: string; email: string; password: string }

before(async () => {
  await builtPanel()
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  receiver = stack.use(await startReceiver())
  program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  demo = program.announced.demo as typeof demo
})
after(() => stack.disposeAsync())

test('a webhook is set up, fails, is seen with its reason, and recovered in order', async () => {
  await using opened = await openPage({ viewport: { width: 1280, height: 860 } })
  const { page, complaints } = opened
  await page.goto(`${program.url}/webhooks/new`)
  await signIn(page, demo)
  await page.getByRole('combobox', { name: 'De onde' }).selectOption({ label: 'WhatsApp da Padaria' })
  await page.getByRole('textbox', { name: 'Nome' }).fill('n8n da loja')
  await page.getByRole('textbox', { name: 'URL' }).fill('n8n.example.com/hook')
  await page.getByText('Falta o https:// na frente.').waitFor()
  await page.getByRole('textbox', { name: 'URL' }).fill(`${receiver.url}/hook`)
  await page.getByText('Falta o https:// na frente.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Criar webhook' }).click()
  await page.getByRole('heading', { name: /^n8n da loja/, level: 1 }).waitFor()

  // The first answer is n8n's for a workflow that is not active; the next one asks for an hour.
  receiver.script({ status: 404, body: '{"message":"The requested webhook is not registered"}' })
  receiver.behave({ status: 429, headers: { 'retry-after': '3600' } })
  const phone = await page.context().newPage()
  await phone.goto(demo.phone)
  const composer = phone.getByRole('textbox', { name: 'Mensagem' })
  for (const text of ['primeira', 'segunda']) {
    await composer.fill(text)
    await composer.press('Enter')
  }
  await page.bringToFront()
  const preview = page.getByRole('list', { name: 'O que ele teria recebido' })
  await preview.getByText('segunda').first().waitFor()
  await preview.getByText('Desligado: Novo ticket').waitFor()
  await page.getByRole('switch', { name: 'Mensagem recebida' }).click()
  await preview.getByText('Desligado: Mensagem recebida').nth(1).waitFor()
  await page.getByRole('button', { name: 'Descartar' }).click()
  await assertAccessible(page, 'webhook-settings')

  await receiver.received(2)
  await page.getByRole('tab', { name: 'Saúde' }).click()
  await page.getByText(/Responde HTTP (?:404|429) desde/).waitFor()
  await assertAccessible(page, 'webhook-health')
  await page.getByRole('tab', { name: 'Recuperação' }).click()
  const waiting = page.getByRole('list', { name: 'Conversas que vão tentar de novo' })
  await waiting.getByText('HTTP 429').waitFor()
  await assertAccessible(page, 'webhook-recovery')
  await page.getByRole('tab', { name: 'n8n' }).click()
  await page.locator('#n8n-title').waitFor()
  await assertAccessible(page, 'webhook-n8n')
  await page.getByRole('tab', { name: 'Recuperação' }).click()

  receiver.behave(200)
  await page.getByRole('button', { name: 'Testar' }).click()
  await page.getByRole('button', { name: 'Enviar teste' }).click()
  await page.getByText('Funcionou.').waitFor()
  await assertAccessible(page, 'webhook-test')
  await page.keyboard.press('Escape')
  const before = receiver.requests.length
  await page.getByRole('button', { name: 'Tentar todas agora' }).click()
  const recovered = (await receiver.received(before + 2)).slice(before, before + 2)
  assert.deepEqual(
    recovered.map(({ headers, json }) => [headers['recado-sequence'], (json() as { messageBody: string }).messageBody]),
    [
      ['1', 'primeira'],
      ['2', 'segunda'],
    ],
  )
  await waiting.getByText('HTTP 429').waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('tab', { name: 'Configuração' }).click()
  await preview.waitFor()
  await assertAccessible(page, 'webhook-settings')
  await page.goto(`${program.url}/webhooks`)
  await page.getByRole('list', { name: 'Webhooks' }).getByText('n8n da loja').waitFor()
  await assertAccessible(page, 'webhooks')
  assert.deepEqual(complaints, [])
})

test('from the setup code to the first delivered webhook, without a terminal', async () => {
  using folder = tempFolder()
  await using database = await testDatabase()
  await using told = await startReceiver()
  await using emulator = createEmulator()
  const env = { WA_GRAPH_BASE_URL: await emulator.listen(), ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32' }
  await using fresh = await startProgram({ dataDir: folder.path, databaseUrl: database.url, env })
  await using opened = await openPage({ viewport: { width: 1280, height: 900 }, timezoneId: 'America/Manaus' })
  const { page, complaints } = opened
  await page.goto(fresh.url)
  const type = (name: string | RegExp, text: string) => page.getByRole('textbox', { name }).fill(text)
  const press = (name: string) => page.getByRole('button', { name }).click()
  const isAt = (title: string) => page.getByRole('heading', { name: title, level: 2 }).waitFor()
  await type('Código de instalação', String(fresh.announced.setupCode))
  await type('Empresa', 'Padaria da Rosa')
  await type('Seu nome', 'Rosa')
  await type('E-mail', 'rosa@padaria.example')
  await type('Senha', 'uma senha comprida')
  await press('Criar e entrar')

  await isAt('A sua empresa')
  assert.equal(await page.getByRole('combobox', { name: 'Fuso horário' }).inputValue(), 'America/Manaus')
  await press('Salvar e continuar')
  await isAt('O primeiro setor')
  await type('Nome', 'Vendas')
  await press('Salvar e continuar')
  await isAt('O número de WhatsApp')
  await page.getByText('Cole o token').waitFor()
  await assertAccessible(page, 'first-steps-channel')
  // Left in the middle: the address of the panel leads back to where it was, and so does the menu.
  await page.goto(fresh.url)
  await isAt('O número de WhatsApp')
  await press('Conectar o telefone de teste')
  await page.getByText(/Padaria Demo, \+55/).waitFor()
  await press('Continuar')
  await isAt('Quem atende com você')
  await press('Deixar para depois')
  await isAt('A primeira chave de API')
  await type('Nome', 'n8n')
  await press('Criar a chave')
  assert.match(await page.getByRole('textbox', { name: 'Chave' }).inputValue(), /^rk_/)
  await press('Continuar')
  await isAt('O primeiro webhook')
  await type('URL', `${told.url}/hook`)
  await press('Criar webhook')
  await press('Enviar teste')
  await page.getByText('Funcionou.').waitFor()
  await press('Continuar')
  await isAt('Experimente')
  await page.getByText('Esperando a primeira mensagem…').waitFor()
  const phone = await page.getByRole('link', { name: 'Abrir o telefone de teste e escrever' }).getAttribute('href')
  const message = { from: { phone: '+5592987650001', name: 'Ana Prado' }, type: 'text', text: 'Tem pão?' }
  const headers = { 'content-type': 'application/json' }
  await fetch(`${phone}/_emulator/messages`, { method: 'POST', headers, body: JSON.stringify(message) })
  await page.getByText('A mensagem chegou, a conversa está esperando.').waitFor()
  await page.getByText('O webhook recebeu e respondeu que sim.').waitFor()
  const bodies = (await told.received(3)).map(({ json }) => json() as { messageBody?: string })
  assert.ok(bodies.some(({ messageBody }) => messageBody === 'Tem pão?'))
  await page.getByRole('main').getByRole('link', { name: 'Atendente' }).last().click()
  await isAt('Quem atende com você')
  await page.setViewportSize({ width: 390, height: 844 })
  await assertAccessible(page, 'first-steps-attendant')
  await type('Nome', 'Bia Alves')
  await type('E-mail', 'bia@padaria.example')
  await press('Convidar')
  assert.match(await page.getByRole('textbox', { name: 'Link do convite' }).inputValue(), /\/invitation#/)
  // Everything is done, so nothing leads there any more.
  await page.getByRole('navigation', { name: 'Navegação' }).getByText('Primeiros passos').waitFor({ state: 'detached' })
  await page.goto(fresh.url)
  await page.waitForURL(/\/inbox/)

  // Whoever has the only company here sees the server as well.
  await page.goto(`${fresh.url}/settings/server`)
  await page.getByRole('heading', { name: 'Servidor', level: 1 }).waitFor()
  await page.getByText('Tudo funcionando.').waitFor()
  await page.getByRole('list', { name: 'Processos' }).getByText('painel, API e entregas').waitFor()
  await page.getByRole('row', { name: /^DATABASE_URL definida, não mostrada$/ }).waitFor()
  await assertAccessible(page, 'server')
  assert.deepEqual(complaints, [])
})
