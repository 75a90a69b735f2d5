import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { createEmulator, demoDefaults, type Emulator } from '../index.ts'
import { bearer, type Receiver, receiver, send, until } from '../testing.ts'
import { type Packed, startPacked } from './packed.ts'

/** The page in a real browser: once from the packed tarball in an empty folder, then against an emulator in this process. */
let browser: Browser | undefined
let desk: Receiver
let emulator: Emulator

const shots = process.env.SCREENSHOTS_DIR
const phone = '+5531987650001'
const wide = { width: 1280, height: 860 }

before(async () => {
  desk = await receiver()
  emulator = createEmulator({ callbackUrl: desk.url })
  await emulator.listen()
})
after(async () => {
  await browser?.close()
  await emulator.close()
  await desk.close()
})
afterEach(async () => {
  await Promise.all(browser?.contexts().map(context => context.close()) ?? [])
  emulator.control.reset()
  desk.posts.length = 0
})

async function open(url: string, viewport = wide, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  browser ??= await browsers.launch({
    executablePath: await chromium.executablePath(),
    // Only the processor paints: imitating a graphics card costs more than everything else together.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-software-rasterizer',
      '--disable-dev-shm-usage',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  })
  const page = await browser.newPage({ viewport, colorScheme: scheme })
  page.on('pageerror', error => assert.fail(error))
  await page.goto(url)
  return page
}

const shoot = async (page: Page, name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
}

const answer = (body: object) => send(emulator, { to: phone, ...body })
const kinds = () => desk.messages().map(message => message.interactive?.type ?? message.type)
const act = async (page: Page, message: string, action: string) => {
  await page.getByRole('button', { name: `Ações: ${message}` }).press('Enter')
  await page.getByRole('menuitem', { name: action }).click()
}

test('from the packed tarball: a customer writes, and sees the desk’s answer and the ticks', async () => {
  await using packed: Packed = await startPacked(['--callback', desk.url])
  const page = await open(packed.url)
  const conversation = page.getByRole('log', { name: 'Conversa' })
  const composer = page.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Bom dia! *Tem pão?*')
  await composer.press('Enter')
  await conversation.getByText('Tem pão?').waitFor()
  await until(() => desk.messages().length === 1)
  assert.equal(desk.messages()[0].text.body, 'Bom dia! *Tem pão?*')
  const sent = await fetch(`${packed.url}/v25.0/${demoDefaults.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { ...bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: phone, text: { body: 'Temos, saiu agora.' } }),
  })
  assert.equal(sent.status, 200)
  await conversation.getByText('Temos, saiu agora.').waitFor()
  await conversation.getByRole('img', { name: 'lida' }).waitFor()
  await until(() => desk.statuses().some(status => status.status === 'read'))
  assert.deepEqual(
    desk.statuses().map(status => status.status),
    ['sent', 'delivered', 'read'],
  )
  await page.close()
})

test('text that is typed while a message is on its way becomes the next one; a message that could not be sent comes back', async () => {
  const page = await open(emulator.url)
  const conversation = page.getByRole('log', { name: 'Conversa' })
  const composer = page.getByRole('textbox', { name: 'Mensagem' })
  const isTyped = Promise.withResolvers<void>()
  await page.route('**/messages', async route => {
    await isTyped.promise
    await route.continue()
  })
  await composer.fill('primeira')
  await composer.press('Enter')
  await composer.fill('segunda')
  isTyped.resolve()
  await conversation.getByText('primeira').waitFor()
  await composer.press('Enter')
  await conversation.getByText('segunda').waitFor()
  await until(() => desk.messages().length === 2)

  await page.unroute('**/messages')
  await page.route('**/messages', route => route.abort())
  await composer.fill('terceira')
  await composer.press('Enter')
  await page.waitForFunction(() => (document.querySelector('#text') as HTMLTextAreaElement).value === 'terceira')
  await page.close()
})

test('answers, reactions, edits, deletions, files and taps reach the desk', async () => {
  const page = await open(emulator.url)
  const conversation = page.getByRole('log', { name: 'Conversa' })
  const composer = page.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Bom dia!')
  await composer.press('Enter')
  await conversation.getByText('Bom dia!').waitFor()
  await answer({ type: 'text', text: { body: 'Temos, saiu agora.' } })
  await conversation.getByText('Temos, saiu agora.').waitFor()

  await act(page, 'Temos, saiu agora.', '👍')
  await conversation.getByText('👍').waitFor()
  await act(page, 'Temos, saiu agora.', 'Responder')
  await composer.fill('Quero dois')
  await composer.press('Enter')
  await conversation.getByRole('button', { name: 'Padaria Demo Temos, saiu agora.' }).waitFor()
  await act(page, 'Quero dois', 'Editar')
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

  const button = { type: 'reply', reply: { id: 'yes', title: 'Sim' } }
  const row = { id: 'manha', title: 'De manhã', description: 'Das 8 às 12' }
  await answer({
    type: 'interactive',
    interactive: { type: 'button', body: { text: 'Confirma?' }, action: { buttons: [button] } },
  })
  await conversation.getByRole('button', { name: 'Sim', exact: true }).click()
  await conversation.getByRole('button', { name: 'Ações: Sim' }).waitFor()
  await answer({
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: 'Quando?' },
      action: { button: 'Horários', sections: [{ rows: [row] }] },
    },
  })
  await conversation.getByRole('button', { name: '☰ Horários' }).click()
  await shoot(page, 'phone-list')
  await page.getByRole('dialog').getByRole('button', { name: 'De manhã' }).click()
  await conversation.getByRole('button', { name: 'Ações: De manhã' }).waitFor()
  await act(page, 'Quero três', 'Apagar para todos')
  await conversation.getByText('Mensagem apagada').first().waitFor()
  await emulator.control.settled()
  await shoot(page, 'phone-wide')
  assert.deepEqual(kinds(), [
    'text',
    'reaction',
    'text',
    'edit',
    'image',
    'document',
    'button_reply',
    'list_reply',
    'revoke',
  ])
  assert.equal(desk.messages()[2]?.context.id, desk.messages()[1]?.reaction.message_id)
})

test('a voice note is recorded, packed as Ogg with Opus, and played', async () => {
  const page = await open(emulator.url, wide, 'dark')
  const conversation = page.getByRole('log', { name: 'Conversa' })
  await page.getByRole('button', { name: 'Gravar áudio' }).click()
  await page.getByRole('status').getByText('Gravando…').waitFor()
  await page.waitForTimeout(600)
  await page.getByRole('button', { name: 'Enviar áudio' }).click()
  await conversation.getByRole('button', { name: 'Ouvir áudio' }).waitFor()
  await emulator.control.settled()
  const { audio } = desk.messages()[0]
  assert.deepEqual([audio.voice, audio.mime_type], [true, 'audio/ogg; codecs=opus'])
  const bytes = emulator.control.media(audio.id)!.bytes
  assert.deepEqual([bytes.subarray(0, 4).toString(), bytes.subarray(28, 36).toString()], ['OggS', 'OpusHead'])
  // The browser itself reads the file that was packed.
  const seconds = await page.evaluate(async url => {
    const response = await fetch(url)
    const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await response.arrayBuffer())
    return decoded.duration
  }, `/_emulator/media/${audio.id}`)
  assert.ok(seconds > 0.2 && seconds < 30, `${seconds} s`)
  const voice = await fetch(`${emulator.url}/_emulator/media/${audio.id}`)
  assert.equal(voice.status, 200)
  await answer({ type: 'audio', audio: { id: audio.id, voice: true } })
  await conversation.getByRole('button', { name: 'Ouvir áudio' }).nth(1).waitFor()
  await shoot(page, 'phone-voice-dark')
})

test('several people, a group, a call, faults and languages', async () => {
  const page = await open(emulator.url)
  await page.getByRole('button', { name: 'Novo cliente' }).click()
  await page.getByRole('textbox', { name: 'Nome' }).fill('Caio Lima')
  await page.getByRole('textbox', { name: 'Telefone' }).fill('+55 21 97777-0003')
  await page.getByRole('button', { name: 'Criar' }).click()
  await page.getByRole('button', { name: /Caio Lima/ }).waitFor()

  await page.getByRole('button', { name: 'Novo grupo' }).click()
  await page.getByRole('textbox', { name: 'Nome do grupo' }).fill('Obra 12')
  await page.getByRole('checkbox', { name: 'Ana Prado' }).check()
  await shoot(page, 'phone-group-dialog')
  await page.getByRole('button', { name: 'Criar' }).click()
  await page.getByRole('heading', { name: 'Obra 12' }).waitFor()
  const composer = page.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Alguém viu o técnico?')
  await composer.press('Enter')
  await page.getByRole('log').getByText('Alguém viu o técnico?').waitFor()
  await page.getByRole('button', { name: /Ana Prado/ }).click()
  await page.getByRole('button', { name: 'Voltar às conversas' }).click()
  await page.getByRole('button', { name: /Obra 12/ }).click()
  await page.getByRole('log').getByText('Caio Lima').waitFor()
  await shoot(page, 'phone-group')
  await page.getByRole('button', { name: 'Sair', exact: true }).click()
  await page.getByRole('heading', { name: 'Conversas' }).waitFor()
  await shoot(page, 'phone-chats')

  await page.getByRole('button', { name: /Padaria Demo/ }).click()
  await page.getByRole('button', { name: 'Ligar' }).click()
  await shoot(page, 'phone-call')
  await page.getByRole('button', { name: 'Desligar' }).click()
  await page.getByRole('combobox', { name: 'O próximo envio do atendimento falha com' }).selectOption('rate')
  await page.getByText('Falhas à espera: 1').waitFor()
  const refused = await answer({ type: 'text', text: { body: 'oi' } })
  assert.equal(refused.body.error.code, 130429)
  await emulator.control.settled()
  assert.equal(desk.messages()[0].group_id, emulator.control.groups.list()[0]!.id)
  assert.deepEqual(
    desk.values('group_participants_update').map(value => value.groups[0].type),
    ['group_participants_add', 'group_participants_add', 'group_participants_remove'],
  )
  assert.deepEqual(
    desk.values('calls').map(value => value.calls[0].event),
    ['connect', 'terminate'],
  )
  for (const [language, title] of [
    ['en', 'New customer'],
    ['es', 'Nuevo cliente'],
  ] as const) {
    await page.locator('#language').selectOption(language)
    await page.getByRole('button', { name: title }).waitFor()
    const untranslated = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-word]')]
        .filter(element => element.textContent === element.dataset.word)
        .map(element => element.dataset.word),
    )
    assert.deepEqual(untranslated, [])
  }
})

test('on a small screen the people and the phone are two views', async () => {
  const page = await open(emulator.url, { width: 390, height: 800 })
  await page.getByRole('button', { name: /Ana Prado/ }).click()
  const composer = page.getByRole('textbox', { name: 'Mensagem' })
  await composer.fill('Oi, tudo bem?')
  await page.getByRole('button', { name: 'Enviar', exact: true }).click()
  await page.getByRole('log').getByText('Oi, tudo bem?').waitFor()
  await shoot(page, 'phone-small-chat')
  await page.getByRole('button', { name: 'Voltar às conversas' }).click()
  await page.getByRole('heading', { name: 'Conversas' }).waitFor()
  await page.getByRole('button', { name: 'Trocar de telefone' }).click()
  await page.getByRole('button', { name: /Ana Prado/ }).waitFor()
  await shoot(page, 'phone-small-people')
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.equal(overflow, 0)
  await emulator.control.settled()
  assert.equal(desk.messages()[0]?.from, '553187650001')
})
