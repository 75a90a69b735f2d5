/** The inbox in real browsers: a customer writes on the phone, attendants answer, and nothing is sent twice or lost. */
import assert from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { createTenantWithAdmin, hashPassword } from '../src/access/index.ts'
import { transaction } from '../src/base/db/db.ts'
import { assertAccessible, type Opened, openPage, signIn } from './harness/browser.ts'
import { builtPanel } from './harness/built-panel.ts'
import { eventually } from './harness/eventually.ts'
import { composer, conversations, messages, type PanelStage, panelStage } from './harness/panel-stage.ts'
import { startReceiver } from './harness/receiver.ts'
import { totpOf } from './harness/totp.ts'

let stage: PanelStage
let dist: string
before(async () => {
  stage = await panelStage()
  dist = await builtPanel()
})
after(() => stage[Symbol.asyncDispose]())

async function openPhone(opened: Opened): Promise<{ phone: Page; write: (text: string) => Promise<void> }> {
  const phone = await opened.page.context().newPage()
  phone.setDefaultTimeout(60_000)
  await phone.setViewportSize({ width: 1000, height: 800 })
  await phone.goto((stage.program.announced.demo as { phone: string }).phone)
  const composer = phone.getByRole('textbox', { name: 'Mensagem' })
  const write = async (text: string) => {
    await composer.fill(text)
    await composer.press('Enter')
  }
  return { phone, write }
}

test('an attendant answers a customer by keyboard alone, and it arrives on the phone', async () => {
  await using opened = await openPage()
  const { page, complaints } = opened
  await page.goto(`${stage.program.url}/inbox`)
  await signIn(page, stage.attendant)
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
  assert.equal(await composer(page).inputValue(), '')

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
  await stage.closeAll()
  const options = { viewport: { width: 1024, height: 800 } }
  await using first = await stage.open(stage.attendant, '/inbox?list=queue', options)
  await using second = await stage.open(stage.admin, '/inbox?list=queue', options)
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
  const { data } = await stage.call('GET', '/tickets?status=open')
  const winner = data[0].user.name
  const slower = winner === 'Bia Alves' ? second : first
  await slower.page.getByText(`${winner} aceitou primeiro.`).waitFor()
})

test('what is sent without a network goes out once when it is back, even from a tab that was closed', async () => {
  await stage.closeAll()
  await using opened = await stage.open(stage.attendant, '/inbox?list=queue')
  const { page } = opened
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
  const { data } = await stage.call('GET', '/tickets?status=open')
  await eventually(async () => {
    const page = await stage.call('GET', `/tickets/${data[0].id}/messages`)
    return page.data.filter((message: { body: string }) => message.body === 'Abrimos às 7 h.').length === 1
  })
})

test('phone and tablet: lists and conversation, one at a time or beside each other', async () => {
  await stage.closeAll()
  const options = { viewport: { width: 390, height: 800 }, hasTouch: true }
  await using opened = await stage.open(stage.attendant, '/inbox?list=queue', options)
  const { page, complaints } = opened
  const { write } = await openPhone(opened)
  await write('Mensagem para a tela pequena, com um texto que precisa de mais de uma linha para caber.')
  await page.bringToFront()
  await conversations(page).first().waitFor()
  const scripts = await page.evaluate(() => {
    const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const shownAt = loaded.find(({ name }) => name.includes('/api/v1/tickets?'))?.responseEnd ?? 0
    const files = loaded.filter(({ startTime }) => startTime < shownAt).map(({ name }) => new URL(name).pathname)
    return files.filter(path => path.startsWith('/panel/assets/') && path.endsWith('.js'))
  })
  const sizeOf = (path: string) => readFileSync(`${dist}${path.slice('/panel/'.length)}.gz`).length
  const total = scripts.reduce((sum, path) => sum + sizeOf(path), 0)
  assert.ok(
    total > 100_000 && total < 250_000,
    `the first load is ${total} bytes of JavaScript in ${scripts.length} files`,
  )
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

test('two contacts become one by keyboard, after what becomes of both was shown, and two again', async () => {
  await stage.closeAll()
  // Somebody who wrote, and a number that a colleague noted down: two accounts of WhatsApp would be two people.
  const home = await stage.customer('Sou a Lia')
  const [channel] = (await stage.call('GET', '/channels')).data
  const work = await stage.call('POST', '/tickets', {
    channelId: channel.id,
    number: '31 97777-1212',
    name: 'Lia do escritório',
    userId: stage.attendant.id,
  })
  const contactOf = async (ticketId: number) => (await stage.call('GET', `/tickets/${ticketId}`)).contact.id as number
  const [lia, other] = [await contactOf(home.ticketId), await contactOf(work.id)]
  await stage.call('PATCH', `/contacts/${lia}`, { name: 'Lia Prado' })
  await stage.call('PATCH', `/contacts/${other}`, { email: 'lia@example.com' })
  await using opened = await stage.open(stage.admin, `/inbox/${home.ticketId}`)
  const { page, complaints } = opened
  const panel = page.getByRole('complementary', { name: 'Contato' })
  const dialog = page.getByRole('dialog', { name: 'Unir dois contatos' })
  const choose = async () => {
    await dialog.getByRole('searchbox', { name: 'Outro contato' }).fill('escritorio')
    await dialog.getByRole('button', { name: /Lia do escritório/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
  }
  await panel.getByRole('button', { name: 'Unir a outro contato' }).press('Enter')
  await choose()
  await dialog.getByText('Os dois contatos têm um atendimento ativo').waitFor()
  const [reason] = (await stage.call('GET', '/closing-reasons')).data
  await stage.call('POST', `/tickets/${work.id}/close`, { closingReasonId: reason.id })
  await page.keyboard.press('Enter')
  await choose()
  await dialog.getByText('Lia do escritório passa a fazer parte de Lia Prado.').waitFor()
  await dialog.getByText('lia@example.com').waitFor()
  await dialog.getByText('1 conversa passa para Lia Prado.').waitFor()
  await assertAccessible(page, 'merge')
  await dialog.locator('button:focus').filter({ hasText: 'Unir' }).waitFor()
  await page.keyboard.press('Enter')
  await panel.getByText('lia@example.com').waitFor()
  await panel.getByRole('link', { name: new RegExp(work.protocol) }).waitFor()
  const merges = panel.getByRole('region', { name: 'Contatos unidos a este' })
  await merges.getByText('1 conversa · +55 31 97777-1212').waitFor()
  await page.getByRole('button', { name: 'Desfazer' }).click()
  await eventually(async () => (await contactOf(work.id)) === other)
  await merges.waitFor({ state: 'detached' })

  await stage.call('POST', `/contacts/${lia}/merge`, { contactId: other })
  await merges.getByRole('button', { name: 'Separar Lia do escritório' }).press('Enter')
  const asking = page.getByRole('alertdialog', { name: 'Separar Lia do escritório' })
  await asking.getByText('com 1 conversa').waitFor()
  await assertAccessible(page, 'split')
  await asking.getByRole('button', { name: 'Separar' }).press('Enter')
  await eventually(async () => (await contactOf(work.id)) === other)
  await merges.waitFor({ state: 'detached' })
  assert.deepEqual(
    complaints.filter(text => !text.includes('409')),
    [],
  )
})

test('pictures, files and links of a customer are in one place, by keyboard, and lead back to the conversation', async () => {
  await stage.closeAll()
  const { ticketId, from, write } = await stage.customer('O pedido é https://example.com/pedido')
  for (const caption of ['a vitrine', 'o balcão']) {
    await stage.whatsApp('POST', '/messages', { from, type: 'image', caption })
  }
  await stage.whatsApp('POST', '/messages', { from, type: 'document', caption: 'o contrato' })
  await write('É isso.')
  await eventually(async () => {
    const { data } = await stage.call('GET', `/tickets/${ticketId}/messages`)
    return data.filter((each: { media: { state: string } | null }) => each.media?.state === 'stored').length === 3
  })
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page, complaints } = opened
  await messages(page).getByText('É isso.').waitFor()
  await page.getByRole('button', { name: 'Fotos, arquivos e links' }).waitFor()
  await page.keyboard.press('m')
  const gallery = page.getByRole('dialog', { name: 'Fotos, arquivos e links' })
  const pictures = gallery.getByRole('button', { name: /^Ampliar/ })
  await pictures.nth(1).waitFor()
  assert.match((await pictures.first().getAttribute('aria-label')) ?? '', /o balcão/)
  await assertAccessible(page, 'gallery')
  await pictures.first().press('Enter')
  await page.getByRole('img', { name: 'o balcão' }).waitFor()
  await page.getByRole('button', { name: 'Próxima' }).click()
  await page.getByRole('img', { name: 'a vitrine' }).waitFor()
  await page.keyboard.press('Escape')
  await gallery.getByRole('tab', { name: 'Fotos' }).press('ArrowRight')
  await gallery.getByText('Nenhum vídeo').waitFor()
  await gallery.getByRole('tab', { name: 'Vídeos' }).press('ArrowRight')
  await gallery.getByRole('listitem').getByRole('link').waitFor()
  await gallery.getByRole('tab', { name: 'Documentos' }).press('ArrowRight')
  await gallery.getByRole('link', { name: 'https://example.com/pedido' }).waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  await gallery.waitFor({ state: 'detached' })
  await page.keyboard.press('i')
  await page.getByRole('button', { name: 'Fotos, arquivos e links' }).click()
  await gallery.getByRole('tab', { name: 'Links' }).click()
  await gallery.getByRole('link', { name: 'https://example.com/pedido' }).waitFor()
  await assertAccessible(page, 'gallery-links')
  await gallery.getByRole('button', { name: 'Ver na conversa' }).click()
  await messages(page).getByText('O pedido é').waitFor()
  const [first] = (await stage.call('GET', `/tickets/${ticketId}/messages?limit=200`)).data.slice(-1)
  await page.waitForURL(url => url.search.includes(`message=${first.id}`))
  assert.deepEqual(complaints, [])
})

test('notices with the panel closed: allowed by a click, tried, sent without a word of the customer, over with the session', async () => {
  await stage.closeAll()
  await using service = await startReceiver()
  service.behave(201)
  await using opened = await stage.open(stage.attendant, '/inbox')
  const { page, complaints } = opened
  // No browser here reaches the push service of its vendor: ours stands in for it, with keys of our own.
  const keys = createECDH('prime256v1')
  const p256dh = keys.generateKeys().toString('base64url')
  await page.context().grantPermissions(['notifications'])
  const pretend = ([endpoint, p256dh]: string[]) => {
    let subscription: object | null = null
    Notification.requestPermission = async () => 'granted'
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
    PushManager.prototype.getSubscription = async () => subscription as PushSubscription | null
    PushManager.prototype.subscribe = async options => {
      const toJSON = () => ({ endpoint, keys: { p256dh, auth: 'BTBZMqHH6r4Tts7J_aSIgg' } })
      subscription = { options, toJSON, unsubscribe: async () => true }
      return subscription as PushSubscription
    }
  }
  await page.evaluate(pretend, [`${service.url}/send/1`, p256dh])
  await page.getByRole('button', { name: /Bia Alves/ }).click()
  await page.getByRole('menuitem', { name: 'Avisos' }).click()
  const dialog = page.getByRole('dialog', { name: 'Avisos' })
  await dialog.getByRole('switch', { name: 'Avisos com o painel fechado' }).click()
  await dialog.getByRole('button', { name: 'Enviar um aviso de teste' }).click()
  await dialog.getByText('O serviço do navegador recebeu o aviso.').waitFor()
  assert.equal(await dialog.getByRole('checkbox', { name: 'Mostrar quem escreveu e o quê' }).isChecked(), false)
  await assertAccessible(page, 'notices')
  const { ticketId, write } = await stage.customer('Alguém me atende?')
  await stage.call('POST', `/tickets/${ticketId}/accept`, { userId: stage.attendant.id })
  await write('Obrigado!')
  await service.received(2)
  assert.ok(service.requests.every(({ path, body }) => path === '/send/1' && !body.includes('Obrigado')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Bia Alves/ }).click()
  await page.getByRole('menuitem', { name: 'Sair' }).click()
  await page.getByRole('button', { name: 'Entrar' }).waitFor()
  assert.equal((await stage.db`select 1 from push_subscriptions`).length, 0)
  assert.deepEqual(complaints, [])
})

test('a second factor is set up by a code for the camera, or by its key', async () => {
  const login = { email: 'caio@example.com', password: 'uma senha longa' }
  await stage.call('POST', '/users', { name: 'Caio Reis', profile: 'attendant', ...login })
  await using opened = await stage.open(login, '/settings/you')
  const { page, complaints } = opened
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Segundo fator' }) })
  await part.getByLabel('A sua senha').fill(login.password)
  await part.getByRole('button', { name: 'Configurar' }).click()
  await part.getByRole('img', { name: 'Código QR para o aplicativo autenticador' }).waitFor()
  await assertAccessible(page, 'second-factor')
  const key = await part.getByText(/^[A-Z2-7]{16,}$/).innerText()
  await part.getByLabel('Código do aplicativo').fill(totpOf(key))
  await part.getByRole('button', { name: 'Ativar' }).click()
  await part.getByRole('listitem').nth(9).waitFor()
  assert.deepEqual(complaints, [])
})

test('who works for two companies goes from one to the other without signing out', async () => {
  const person = { ...stage.attendant, email: 'duas@example.com' }
  await stage.call('POST', '/users', { name: 'Nina Costa', profile: 'attendant', ...person, id: undefined })
  const password = await hashPassword(person.password)
  const made = { tenantName: 'Oficina do Zé', adminName: 'Nina Costa', email: person.email, password }
  await transaction(stage.db, tx => createTenantWithAdmin(tx, made))
  await using opened = await openPage()
  const { page, complaints } = opened
  await page.goto(`${stage.program.url}/inbox`)
  await signIn(page, person)
  await page.getByRole('heading', { name: 'Em qual empresa?' }).waitFor()
  await page.getByRole('button', { name: 'Oficina do Zé' }).click()
  await page.getByRole('button', { name: /^Menu de Nina Costa/ }).click()
  await page.getByText('Oficina do Zé').waitFor()
  await page.getByRole('menuitem', { name: 'Trocar de empresa' }).click()
  assert.equal(await page.getByRole('textbox', { name: 'E-mail' }).inputValue(), person.email)
  await assertAccessible(page, 'other-company')
  // Whoever thinks better of it is where they were.
  await page.getByRole('button', { name: 'Voltar' }).click()
  await page.getByRole('button', { name: /^Menu de Nina Costa/ }).waitFor()
  await page.keyboard.press('Control+k')
  await page.locator('[cmdk-input]:focus').waitFor()
  await page.keyboard.type('trocar de empresa')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Senha' }).fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Em qual empresa?' }).waitFor()
  await page.getByRole('main').getByRole('button').filter({ hasNotText: 'Oficina do Zé' }).first().click()
  await page.getByText('Nenhuma conversa com você').waitFor()
  await page.getByRole('button', { name: /^Menu de Nina Costa/ }).click()
  await page.getByText('Atendente').waitFor()
  assert.equal(await page.getByText('Oficina do Zé').count(), 0)
  const own = await stage.db`select from sessions s join users u on u.id = s.user_id where u.email = ${person.email}`
  assert.equal(own.length, 1)
  assert.deepEqual(complaints, [])
})
