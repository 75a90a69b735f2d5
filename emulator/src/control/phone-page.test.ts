import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { createEmulator, type Emulator } from '../index.ts'
import { type Receiver, receiver, send } from '../testing.ts'

/** The page in a real browser, against the real emulator and a desk of the test's making. */
let browser: Browser
let desk: Receiver
let emulator: Emulator

const shots = process.env.SCREENSHOTS_DIR

async function open(viewport: { width: number; height: number }): Promise<Page> {
  // A browser for each test: this build runs in one process, which ends with its first context.
  browser = await browsers.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args,
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url })
  await emulator.listen()
  const page = await browser.newPage({ viewport })
  page.on('pageerror', error => assert.fail(error))
  await page.goto(emulator.url)
  return page
}

afterEach(async () => {
  await browser?.close()
  await emulator?.close()
  await desk?.close()
})

const shoot = async (page: Page, name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
}

const answer = (body: object) => send(emulator, { to: '+5531987650001', ...body })

test('a customer writes, and sees the desk answer with ticks', async () => {
  const page = await open({ width: 1280, height: 800 })
  const conversation = page.getByRole('log', { name: 'Conversa' })
  const composer = page.getByRole('textbox', { name: 'Mensagem' })

  await composer.fill('Bom dia! *Tem pão?*')
  await composer.press('Enter')
  await conversation.getByText('Tem pão?').waitFor()
  await emulator.control.settled()
  assert.equal(desk.messages().at(-1)?.text.body, 'Bom dia! *Tem pão?*')

  await answer({ type: 'text', text: { body: 'Temos, saiu agora.' } })
  await conversation.getByText('Temos, saiu agora.').waitFor()
  await conversation.getByRole('img', { name: 'lida' }).waitFor()
  await emulator.control.settled()
  assert.deepEqual(
    desk.statuses().map(status => status.status),
    ['sent', 'delivered', 'read'],
  )

  await conversation.getByRole('button', { name: 'Ações: Temos, saiu agora.' }).click()
  await page.getByRole('menuitem', { name: '👍' }).click()
  await conversation.getByText('👍').waitFor()

  await conversation.getByRole('button', { name: 'Ações: Temos, saiu agora.' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Responder' }).click()
  await composer.fill('Quero dois')
  await composer.press('Enter')
  await conversation.getByRole('button', { name: 'Ações: Quero dois' }).click()
  await page.getByRole('menuitem', { name: 'Editar' }).click()
  await composer.fill('Quero três')
  await composer.press('Enter')
  await conversation.getByText('editada').waitFor()

  await page.getByRole('button', { name: 'Anexar' }).click()
  await shoot(page, 'phone-attach')
  await page.getByRole('menuitem', { name: 'Foto de exemplo' }).click()
  await conversation.getByRole('img', { name: 'Foto' }).waitFor()
  await page.getByRole('button', { name: 'Anexar' }).click()
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Documento…' }).click()
  await (await chosen).setFiles({ name: 'pedido.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') })
  await conversation.getByRole('link', { name: 'pedido.pdf' }).waitFor()

  await answer({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Confirma a entrega?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Sim' } }] },
    },
  })
  await conversation.getByRole('button', { name: 'Sim', exact: true }).click()
  await conversation.getByRole('button', { name: 'Ações: Sim' }).waitFor()
  await emulator.control.settled()
  await shoot(page, 'phone-wide')

  const kinds = desk.messages().map(message => message.interactive?.type ?? message.type)
  assert.deepEqual(kinds, ['text', 'reaction', 'text', 'edit', 'image', 'document', 'button_reply'])
  assert.equal(desk.messages()[2]?.context.id, desk.messages()[1]?.reaction.message_id)

  await conversation.getByRole('button', { name: 'Ações: Quero três' }).click()
  await page.getByRole('menuitem', { name: 'Apagar para todos' }).click()
  await conversation.getByText('Mensagem apagada').first().waitFor()

  await page.getByRole('combobox', { name: 'Idioma' }).selectOption('en')
  await page.getByRole('button', { name: 'New customer' }).waitFor()
})

test('on a small screen the people and the chat are two views', async () => {
  const page = await open({ width: 390, height: 800 })
  await page.getByRole('button', { name: 'Novo cliente' }).click()
  await page.getByRole('textbox', { name: 'Nome' }).fill('Caio Lima')
  await page.getByRole('textbox', { name: 'Telefone' }).fill('+55 21 97777-0003')
  await shoot(page, 'phone-dialog')
  await page.getByRole('button', { name: 'Criar' }).click()
  const composer = page.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Oi, tudo bem?')
  await page.getByRole('button', { name: 'Enviar' }).click()
  await page.getByRole('log').getByText('Oi, tudo bem?').waitFor()
  await shoot(page, 'phone-small-chat')
  await page.getByRole('button', { name: 'Voltar aos clientes' }).click()
  await page.getByRole('button', { name: /Caio Lima/ }).waitFor()
  await shoot(page, 'phone-small-people')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.equal(overflow, 0)
  await emulator.control.settled()
  assert.equal(desk.messages()[0]?.from, '5521977770003')
})
