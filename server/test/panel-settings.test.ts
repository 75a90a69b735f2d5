/** Settings in a real browser, by role: every record made, changed and taken away by keyboard and mouse, each profile its own pages. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, type Opened, openPage } from './harness/browser.ts'
import { builtPanel } from './harness/built-panel.ts'
import { testDatabase } from './harness/database.ts'
import { acceptInvitation } from './harness/people.ts'
import { type Program, startProgram } from './harness/program.ts'
import { tempFolder } from './harness/temp-folder.ts'

const PASSWORD = 'uma senha longa'
const SUPERVISOR = { name: 'Sol Supervisora', email: 'sol@example.com', profile: 'supervisor', password: PASSWORD }
const ATTENDANT = { name: 'Bia Alves', email: 'bia@example.com', profile: 'attendant', password: PASSWORD }
const stack = new AsyncDisposableStack()
let program: Program
let admin: { email: string; password: string }
let apiKey: string

before(async () => {
  await builtPanel()
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  const { email, password, apiKey: key } = program.announced.demo as Record<string, string>
  admin = { email: email!, password: password! }
  apiKey = key!
  for (const person of [SUPERVISOR, ATTENDANT]) await call('POST', '/users', person)
})
after(() => stack.disposeAsync())

// biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not kept.
async function call(method: string, path: string, body?: unknown): Promise<any> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(`${program.url}/api/v1${path}`, init)
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`)
  return response.status === 204 ? undefined : response.json()
}

/** Signed in without the page for it, which has a test of its own. */
async function openAs(
  who: { email: string; password: string },
  options: Parameters<typeof openPage>[0] = {},
): Promise<Opened> {
  const opened = await openPage(options)
  const { email, password } = who
  const answer = await opened.page.request.post(`${program.url}/api/auth/sign-in/email`, { data: { email, password } })
  assert.equal(answer.status(), 200)
  return opened
}

const row = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const sheet = (page: Page) => page.getByRole('dialog')
const saved = async (page: Page) => {
  await sheet(page).waitFor({ state: 'detached' })
}

test('a queue is made by keyboard, its mistakes are shown at their fields, and it is switched off with a hand-over', async () => {
  await using opened = await openAs(admin)
  const { page, complaints } = opened
  await page.goto(`${program.url}/settings/queues`)
  await page.getByRole('heading', { name: 'Setores' }).waitFor()
  await row(page, /Vendas/).waitFor()
  await page.keyboard.press('n')
  const form = page.getByRole('dialog', { name: 'Novo setor' })
  await form.getByRole('textbox', { name: 'Nome' }).waitFor()
  await page.keyboard.press('Enter')
  const name = form.getByRole('textbox', { name: 'Nome' })
  await form.getByRole('alert').waitFor()
  assert.equal(await name.getAttribute('aria-invalid'), 'true')
  await page.keyboard.type('vendas')
  await page.keyboard.press('Enter')
  await form.getByText('Já existe um registro com este nome').waitFor()
  await assertAccessible(page, 'queue-form')
  await name.fill('Cobrança')
  await form.getByRole('checkbox', { name: ATTENDANT.name }).check()
  await page.keyboard.press('Escape')
  await form.getByText('Há mudanças que não foram salvas.').waitFor()
  await form.getByRole('button', { name: 'Continuar editando' }).click()
  await form.getByRole('button', { name: 'Salvar' }).click()
  await saved(page)
  await row(page, /Cobrança.*1 atendente/).click()
  await page.getByRole('dialog', { name: 'Cobrança' }).getByRole('switch', { name: 'Em uso' }).click()
  await page.getByText('Nenhuma conversa e nenhum canal usa este setor.').waitFor()
  await page.getByRole('button', { name: 'Salvar' }).click()
  await saved(page)
  await row(page, /Cobrança fora de uso/).waitFor()

  await row(page, /Vendas/).click()
  await sheet(page).getByRole('switch', { name: 'Em uso' }).click()
  await page.getByText('Também vai para lá o que chegar por: WhatsApp da Padaria.').waitFor()
  await page.getByRole('button', { name: 'Salvar' }).click()
  await sheet(page).getByRole('alert').waitFor()
  await sheet(page)
    .getByRole('combobox', { name: 'Onde elas esperam a partir de agora' })
    .selectOption({ label: 'Suporte' })
  await page.getByRole('button', { name: 'Salvar' }).click()
  await saved(page)
  assert.equal(
    (await call('GET', '/queues')).data.find((one: { name: string }) => one.name === 'Vendas').isActive,
    false,
  )
  await row(page, /Vendas/).click()
  await sheet(page).getByRole('switch', { name: 'Em uso' }).click()
  await page.getByRole('button', { name: 'Salvar' }).click()
  await saved(page)
  // What was refused on purpose.
  assert.deepEqual(
    complaints.filter(text => !/40[09]|422/.test(text)),
    [],
  )
})

test('what a queue does by itself is set by keyboard: hours copied to all days, a holiday, a text with its preview', async () => {
  await using opened = await openAs(admin)
  const { page, complaints } = opened
  await page.goto(`${program.url}/settings/queues`)
  await row(page, /Suporte/).click()
  await sheet(page)
    .getByRole('link', { name: /Horários e mensagens automáticas/ })
    .click()
  await page.getByRole('heading', { name: 'Suporte: horários e mensagens' }).waitFor()
  await page.getByText('Aberto agora').waitFor()
  await page.getByRole('radio', { name: 'Nestes horários' }).check()
  await page.getByLabel('segunda-feira, período 1: abre às').fill('07:30')
  await page.getByLabel('segunda-feira, período 1: fecha às').fill('00:00')
  await page.getByRole('button', { name: /Copiar para todos os dias.*segunda-feira/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('domingo, período 1: abre às').waitFor()
  await page.getByRole('button', { name: 'Adicionar um dia' }).click()
  await page.getByLabel('Dia', { exact: true }).fill('2026-12-25')
  await page.getByRole('list', { name: 'Feriados' }).getByLabel('Nome').fill('Natal')
  await page.getByRole('checkbox', { name: 'Todo ano' }).check()
  const greeting = page.getByRole('textbox', { name: 'Saudação' })
  await greeting.fill('Olá, {{contact.firstName}}! Aqui é {{queue.nome}}.')
  await page.getByRole('spinbutton', { name: 'Minutos' }).fill('30')
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.getByRole('alert').filter({ hasText: 'queue.nome' }).waitFor()
  await greeting.fill('Olá, {{contact.firstName}}! Aqui é {{queue.name}}.')
  await page.getByRole('figure', { name: 'Prévia: Saudação' }).getByText('Olá, Maria! Aqui é Suporte.').waitFor()
  await assertAccessible(page, 'queue-automation')
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.getByText('Salvo').first().waitFor()
  const { id } = (await call('GET', '/queues')).data.find((one: { name: string }) => one.name === 'Suporte')
  const set = await call('GET', `/queues/${id}/automation`)
  assert.equal(set.hours.length, 7)
  assert.deepEqual(set.hours[6], { opens: '07:30', closes: '24:00', weekday: 7 })
  assert.deepEqual(set.holidays, [{ date: '2026-12-25', name: 'Natal', spans: [], everyYear: true }])
  assert.deepEqual([set.greeting, set.returnAfterMinutes], ['Olá, {{contact.firstName}}! Aqui é {{queue.name}}.', 30])
  await call('PATCH', `/queues/${id}/automation`, { hours: null, holidays: [], greeting: null })
  assert.ok(
    complaints.every(text => /422/.test(text)),
    complaints.join(),
  )
})

test('people are made, changed and deactivated, and their conversations go where they were told to wait', async () => {
  await using opened = await openAs(admin)
  const { page, complaints } = opened
  await page.goto(`${program.url}/settings/users`)
  await row(page, /Bia Alves/).waitFor()
  await page.getByRole('button', { name: 'Convidar pessoa' }).click()
  const form = page.getByRole('dialog', { name: 'Convidar pessoa' })
  await form.getByRole('textbox', { name: 'Nome' }).fill('Caio Lima')
  await form.getByRole('textbox', { name: 'E-mail' }).fill(ATTENDANT.email)
  await form.getByRole('checkbox', { name: 'Suporte' }).check()
  await form.getByRole('button', { name: 'Convidar' }).click()
  await form.getByRole('alert').filter({ hasText: 'e-mail' }).waitFor()
  await form.getByRole('textbox', { name: 'E-mail' }).fill('caio@example.com')
  await form.getByRole('button', { name: 'Convidar' }).click()
  const link = sheet(page).getByRole('textbox', { name: 'Link do convite' })
  const first = await link.inputValue()
  await page.getByRole('button', { name: 'Fechar' }).last().click()
  const pending = page.getByRole('list', { name: 'Convites à espera' })
  await pending.getByText('Caio Lima').waitFor()
  await assertAccessible(page, 'invitations')
  await pending.getByRole('button', { name: 'Novo link' }).click()
  const second = await link.inputValue()
  await page.getByRole('button', { name: 'Fechar' }).last().click()
  await assert.rejects(acceptInvitation(program.url, first, { name: 'Caio Lima', password: PASSWORD }), /410/)
  await acceptInvitation(program.url, second, { name: 'Caio Lima', password: PASSWORD })
  await call('POST', '/invitations', { name: 'Duda', email: 'duda@example.com', profile: 'attendant' })
  await page.reload()
  await pending.getByRole('button', { name: 'Retirar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Retirar' }).click()
  await pending.waitFor({ state: 'detached' })
  await row(page, /Caio Lima.*caio@example\.com · Suporte/).waitFor()
  const { data: people } = await call('GET', '/users?limit=200')
  const { id } = people.find((one: { name: string }) => one.name === 'Caio Lima')
  const { data: channels } = await call('GET', '/channels')
  const contact = await call('POST', '/contacts', { number: '+5531987650001', name: 'Ana Prado' })
  const ticket = await call('POST', '/tickets', { channelId: channels[0].id, contactId: contact.id, userId: id })
  await row(page, /Caio Lima/).click()
  await sheet(page).getByRole('button', { name: 'Desativar' }).click()
  const leaving = page.getByRole('dialog', { name: 'Desativar Caio Lima' })
  await leaving.getByText('1 conversa em aberto volta a esperar.').waitFor()
  await leaving.getByText(/1 delas não tem setor/).waitFor()
  await assertAccessible(page, 'deactivate')
  await leaving.getByRole('combobox').selectOption({ label: 'Vendas' })
  await leaving.getByRole('button', { name: 'Desativar' }).click()
  await saved(page)
  await row(page, /Caio Lima fora de uso/).waitFor()
  const waiting = await call('GET', `/tickets/${ticket.id}`)
  assert.deepEqual([waiting.status, waiting.user, waiting.queue.name], ['pending', null, 'Vendas'])
  await row(page, /Caio Lima/).click()
  await sheet(page).getByRole('button', { name: 'Reativar' }).click()
  await saved(page)
  await row(page, /Dona Rosa/).click()
  await sheet(page).getByRole('textbox', { name: 'Nome' }).waitFor()
  assert.equal(await sheet(page).getByRole('button', { name: 'Desativar' }).count(), 0, 'nobody locks themselves out')
  assert.deepEqual(
    complaints.filter(text => !/409/.test(text)),
    [],
  )
})

/** Each list: a new one by its button, then changed, moved and taken away. */
test('the lists of the desk: made, put in order, changed, deleted, with what is wrong at its field', async () => {
  await using opened = await openAs(admin, { viewport: { width: 390, height: 844 } })
  const { page, complaints } = opened
  const make = async (path: string, button: string, fill: () => Promise<void>) => {
    await page.goto(`${program.url}${path}`)
    await page.getByRole('button', { name: button }).first().click()
    await fill()
    await sheet(page).getByRole('button', { name: 'Salvar' }).click()
    await saved(page)
  }
  const field = (name: string) => sheet(page).getByRole('textbox', { name })
  await make('/settings/closing-reasons', 'Novo motivo', async () => {
    await field('Nome').fill('Venda feita')
    await sheet(page).getByRole('checkbox', { name: 'Vendas' }).check()
  })
  await row(page, /Venda feita.*Vendas/).waitFor()
  for (const name of ['Primeira', 'Segunda']) {
    await make('/settings/tags', 'Nova etiqueta', async () => {
      await field('Nome').fill(name)
      await sheet(page).getByRole('radio', { name: '#be185d' }).check()
    })
  }
  // The page shows the new order before it is stored.
  const isStored = page.waitForResponse(response => response.url().endsWith('/tags/order') && response.ok())
  await page.getByRole('button', { name: 'Descer Primeira' }).click()
  await page.getByRole('button', { name: 'Subir Primeira' }).and(page.locator(':enabled')).waitFor()
  await isStored
  await page.reload()
  await row(page, 'Primeira').waitFor()
  assert.deepEqual(await page.getByRole('list', { name: 'Etiquetas' }).getByRole('link').allInnerTexts(), [
    'Segunda',
    'Primeira',
  ])
  await row(page, 'Primeira').click()
  await sheet(page).getByRole('button', { name: 'Excluir' }).click()
  await page.getByRole('alertdialog', { name: 'Excluir Primeira?' }).waitFor()
  await assertAccessible(page, 'delete-tag')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Excluir' }).click()
  await row(page, 'Primeira').waitFor({ state: 'detached' })
  await make('/settings/stages', 'Nova etapa', () => field('Nome').fill('Proposta'))
  await make('/settings/followups', 'Novo acompanhamento', () => field('Nome').fill('Ligar amanhã'))
  await make('/settings/wallets', 'Nova carteira', async () => {
    await field('Nome').fill('Carteira da Maria')
    await sheet(page).getByRole('combobox', { name: 'De quem são' }).selectOption({ label: 'Maria Atendente' })
    await sheet(page).getByRole('switch', { name: 'Novas conversas vão para essa pessoa' }).click()
  })
  await page.getByText('As novas conversas vão para Maria Atendente').waitFor()
  await make('/settings/custom-fields', 'Novo campo', async () => {
    await field('Nome').fill('Plano')
    await sheet(page).getByRole('combobox', { name: 'Tipo' }).selectOption('choice')
    await sheet(page).getByRole('button', { name: 'Salvar' }).click()
    await sheet(page).getByRole('alert').waitFor()
    await field('Opções').fill('Básico\nOuro\n\nOuro ')
  })
  await row(page, /Plano.*Escolha · Básico, Ouro/).waitFor()
  await make('/settings/quick-replies', 'Nova resposta', async () => {
    await field('Atalho').fill('horario')
    await field('Texto').fill('Abrimos às 6h, {{contact.nome}}.')
    await sheet(page).getByRole('button', { name: 'Salvar' }).click()
    await sheet(page).getByRole('alert').waitFor()
    await field('Texto').fill('Abrimos às 6h, ')
    await sheet(page).getByRole('button', { name: 'Inserir um dado' }).click()
    await page.getByRole('menuitem', { name: /Primeiro nome do contato/ }).click()
    assert.equal(await field('Texto').inputValue(), 'Abrimos às 6h, {{contact.firstName}}')
    await sheet(page).getByRole('button', { name: 'Adicionar botão' }).click()
    await field('Botão 1').fill('Ver mapa')
    await sheet(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'mapa.txt', mimeType: 'text/plain', buffer: Buffer.from('Rua A, 1') })
    await sheet(page).getByText('mapa.txt').waitFor()
    await assertAccessible(page, 'reply-form')
  })
  await row(page, /\/horario/).waitFor()
  const { data } = await call('GET', '/quick-replies')
  assert.deepEqual(
    [data[0].body, data[0].buttons[0].title, data[0].files[0].fileName],
    ['Abrimos às 6h, {{contact.firstName}}', 'Ver mapa', 'mapa.txt'],
  )
  await page.goto(`${program.url}/settings/company`)
  await page.getByRole('combobox', { name: 'Fuso horário' }).selectOption('America/Manaus')
  await page.getByRole('spinbutton').fill('99999')
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.getByRole('alert').waitFor()
  await assertAccessible(page, 'company')
  await page.getByRole('spinbutton').fill('30')
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.getByText('Salvo.').waitFor()
  const tenant = await call('GET', '/tenant')
  assert.deepEqual([tenant.timezone, tenant.retentionDays], ['America/Manaus', 30])
  assert.deepEqual(
    complaints.filter(text => !/4\d\d/.test(text)),
    [],
  )
})

test('keys are shown once, numbers are tried before they are kept, and the audit log tells of it', async () => {
  await using opened = await openAs(admin)
  const { page, complaints } = opened
  await page.goto(`${program.url}/settings/api-keys?edit=new`)
  await sheet(page).getByRole('textbox', { name: 'Nome' }).fill('n8n')
  await sheet(page).getByRole('radio', { name: 'Supervisor' }).check()
  await sheet(page).getByRole('button', { name: 'Criar' }).click()
  const key = await sheet(page).getByRole('textbox', { name: 'Chave' }).inputValue()
  assert.match(key, /^rk_/)
  const me = await fetch(`${program.url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal((await me.json()).profile, 'supervisor')
  await sheet(page).getByRole('button', { name: 'Guardei' }).click()
  await row(page, /n8n/).click()
  await sheet(page).getByRole('button', { name: 'Revogar' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revogar' }).click()
  await row(page, /n8n.*revogada em/).waitFor()
  assert.doesNotMatch(await page.content(), new RegExp(key))

  await page.goto(`${program.url}/settings/external-apis?edit=new`)
  await sheet(page).getByRole('textbox', { name: 'Nome' }).fill('ERP')
  await sheet(page).getByRole('button', { name: 'Criar' }).click()
  assert.ok(await sheet(page).getByRole('textbox', { name: 'Token' }).inputValue())
  await sheet(page).getByRole('button', { name: 'Guardei' }).click()
  await row(page, /ERP.*nunca usada/).waitFor()

  await page.goto(`${program.url}/settings/channels`)
  await row(page, /WhatsApp da Padaria/).click()
  await page.getByRole('heading', { name: 'WhatsApp da Padaria' }).waitFor()
  await page.getByRole('textbox', { name: 'URL de callback' }).waitFor()
  await page.locator('.animate-pulse').first().waitFor({ state: 'detached' })
  await assertAccessible(page, 'channel')
  await page.goto(`${program.url}/settings/channels?edit=new`)
  await sheet(page).getByRole('textbox', { name: 'Nome do canal' }).waitFor()
  await sheet(page).getByLabel('Cole o token').fill('not-a-token')
  await sheet(page).getByLabel('Cole a chave secreta').focus()
  await sheet(page).getByRole('listitem').first().waitFor()
  await assertAccessible(page, 'connect')

  await page.goto(`${program.url}/settings/audit?what=api_key`)
  const log = page.getByRole('list', { name: 'Registro de auditoria' })
  await log.getByText('revogou').first().waitFor()
  await page.getByRole('combobox', { name: 'O quê' }).selectOption('external_api')
  await log.getByText('ERP').first().click()
  await log.getByRole('table').waitFor()
  assert.match(page.url(), /what=external_api/)
  assert.deepEqual(
    complaints.filter(text => !/4\d\d/.test(text)),
    [],
  )
})

const FOR_ALL = ['you', 'quick-replies']
const FOR_SUPERVISORS = ['queues', 'closing-reasons', 'tags', 'stages', 'followups', 'wallets', 'custom-fields']
const FOR_ADMINS = ['channels', 'users', 'api-keys', 'external-apis', 'company', 'audit', 'server']

/** Each page is looked at by the lowest profile that has it: the higher ones see the same. */
for (const [who, language, title, before, own, closed] of [
  ['attendant', 'pt-BR', 'Configurações', [], FOR_ALL, [...FOR_SUPERVISORS, ...FOR_ADMINS]],
  ['supervisor', 'en', 'Settings', FOR_ALL, FOR_SUPERVISORS, FOR_ADMINS],
  ['admin', 'es', 'Configuración', [...FOR_ALL, ...FOR_SUPERVISORS], FOR_ADMINS, []],
] as const) {
  test(`the profile ${who} has its sections and no other, each without a fault, in ${language}`, async () => {
    const options = { viewport: { width: 390, height: 844 }, locale: language }
    await using opened = await openAs({ admin, supervisor: SUPERVISOR, attendant: ATTENDANT }[who], options)
    const { page, complaints } = opened
    await page.goto(`${program.url}/settings`)
    const list = page.getByRole('navigation', { name: title })
    await list.getByRole('link').first().waitFor()
    await assertAccessible(page, `settings-${language}`)
    const paths = await list.getByRole('link').evaluateAll(links => links.map(link => link.getAttribute('href')!))
    assert.deepEqual(paths.toSorted(), [...before, ...own].map(path => `/settings/${path}`).toSorted())
    for (const path of own) {
      await page.goto(`${program.url}/settings/${path}`)
      await page.locator('h1:visible').waitFor()
      await page.locator('.animate-pulse').first().waitFor({ state: 'detached' })
      await assertAccessible(page, `settings-${path}-${language}`)
    }
    for (const path of closed) {
      await page.goto(`${program.url}/settings/${path}`)
      await page.getByRole('heading', { name: /não é para o seu perfil|not for your profile/ }).waitFor()
    }
    assert.deepEqual(complaints, [])
  })
}
