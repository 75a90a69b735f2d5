/** An attendant's work in real browsers: held answers, drafts, failures, search, lists, colleagues. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible, shoot } from './harness/browser.ts'
import { eventually } from './harness/eventually.ts'
import { composer, conversations, messages, type PanelStage, panelStage } from './harness/panel-stage.ts'

let stage: PanelStage
before(async () => {
  stage = await panelStage()
})
after(() => stage[Symbol.asyncDispose]())

/** A conversation that Bia attends to. */
async function attended(text: string, from?: string) {
  const customer = await stage.customer(text, from)
  await stage.call('POST', `/tickets/${customer.ticketId}/accept`, { userId: stage.attendant.id })
  return customer
}

const bodies = async (ticketId: number): Promise<string[]> =>
  (await stage.call('GET', `/tickets/${ticketId}/messages`)).data.map((message: { body: string }) => message.body)

test('an answer is held when a colleague answered meanwhile, and its writer decides', async () => {
  const { ticketId, write } = await attended('Qual o prazo?')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page, complaints } = opened
  await messages(page).getByText('Qual o prazo?').waitFor()
  // Between the pressing of Enter and the server somebody is faster; of the customer's own words nothing is held.
  const faster = ['Já respondi: três dias.', 'São três dias mesmo.']
  await page.route('**/api/v1/tickets/*/messages', async route => {
    const body = route.request().method() === 'POST' ? faster.shift() : undefined
    if (body !== undefined) await stage.call('POST', `/tickets/${ticketId}/messages`, { body })
    await route.continue()
  })
  await composer(page).fill('Uns cinco dias.')
  await composer(page).press('Enter')
  await messages(page).getByText('Recado respondeu enquanto você escrevia').waitFor()
  await messages(page).getByText('Já respondi: três dias.').waitFor()
  assert.ok(!(await bodies(ticketId)).includes('Uns cinco dias.'), 'it was not sent')
  await shoot(page, 'held')
  await messages(page).getByRole('button', { name: 'Rever antes' }).click()
  await eventually(async () => (await composer(page).inputValue()) === 'Uns cinco dias.')
  await composer(page).fill('Três dias, isso.')
  await composer(page).press('Enter')
  await messages(page).getByRole('button', { name: 'Enviar assim mesmo' }).click()
  await eventually(async () => (await bodies(ticketId)).includes('Três dias, isso.'))
  let isWritten = false
  await page.route('**/api/v1/tickets/*/messages', async route => {
    if (route.request().method() === 'POST' && !isWritten) {
      isWritten = true
      await write('E o frete?')
      await eventually(async () => (await bodies(ticketId)).includes('E o frete?'))
    }
    await route.continue()
  })
  await composer(page).fill('Mais alguma coisa?')
  await composer(page).press('Enter')
  await eventually(async () => (await bodies(ticketId)).includes('Mais alguma coisa?'))
  assert.equal(await messages(page).getByText('respondeu enquanto').count(), 0)
  // The three answers of 409 are no faults of the page.
  assert.deepEqual(
    complaints.filter(text => !text.includes('409')),
    [],
  )
})

test('a message that failed says why, and is sent again once, as a new one', async () => {
  const { ticketId } = await attended('Oi, tudo bem?')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page } = opened
  await stage.whatsApp('POST', '/faults', { kind: 'error', code: 131049 })
  await composer(page).fill('Tudo, e você?')
  await composer(page).press('Enter')
  await messages(page).getByText('O WhatsApp está limitando os envios').waitFor()
  await messages(page).getByRole('button', { name: 'Enviar de novo' }).click()
  await messages(page).getByRole('button', { name: 'Enviada de novo' }).waitFor()
  await eventually(async () => {
    const { data } = await stage.call('GET', `/tickets/${ticketId}/messages`)
    const [again, failed] = data
    return again.status === 'sended' && again.retryOf === failed.id && failed.status === 'failed'
  })
  const outbound = await stage.whatsApp('GET', '/outbound')
  const texts = outbound.filter(
    (each: { request: { text?: { body: string } } }) => each.request.text?.body === 'Tudo, e você?',
  )
  assert.equal(texts.length, 1, 'the customer reads it once')
})

test('a draft follows its writer from computer to phone, with file and quote, and is gone when it is sent', async () => {
  const { ticketId } = await attended('Pode mandar a tabela?')
  await using computer = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  await messages(computer.page).getByText('Pode mandar a tabela?').waitFor()
  await composer(computer.page).waitFor()
  await computer.page.keyboard.press('r')
  await computer.page.keyboard.type('Segue a tabela')
  await computer.page.locator('input[type=file]').setInputFiles({
    name: 'tabela.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('pão 1,00'),
  })
  await eventually(async () => {
    const answer = await computer.page.request.get(`${stage.program.url}/api/v1/tickets/${ticketId}/draft`)
    const { draft } = await answer.json()
    return (
      draft?.body === 'Segue a tabela' && draft.files[0]?.fileName === 'tabela.txt' && draft.quotedMessageId !== null
    )
  })
  await using phone = await stage.open(stage.attendant, '/inbox', { viewport: { width: 390, height: 800 } })
  await conversations(phone.page).filter({ hasText: 'Rascunho: Segue a tabela' }).click()
  await composer(phone.page).waitFor()
  await eventually(async () => (await composer(phone.page).inputValue()) === 'Segue a tabela')
  await phone.page.getByRole('list', { name: 'Anexos' }).getByText('tabela.txt').waitFor()
  await phone.page.getByRole('button', { name: 'Não responder a esta mensagem' }).waitFor()
  await shoot(phone.page, 'draft-phone')
  await composer(phone.page).fill('Segue a tabela de hoje')
  await eventually(async () => (await composer(computer.page).inputValue()) === 'Segue a tabela de hoje')
  await phone.page.getByRole('button', { name: 'Enviar', exact: true }).click()
  await messages(computer.page).getByText('Segue a tabela de hoje').waitFor()
  await eventually(async () => (await composer(computer.page).inputValue()) === '')
  const [sent] = (await stage.call('GET', `/tickets/${ticketId}/messages`)).data
  assert.deepEqual(
    [sent.body, sent.media.name, sent.quoted.body],
    ['Segue a tabela de hoje', 'tabela.txt', 'Pode mandar a tabela?'],
  )
  // What is meant for colleagues stays where it was written.
  await computer.page.keyboard.press('Escape')
  await composer(computer.page).fill('')
  await computer.page.getByRole('button', { name: 'Nota', exact: true }).click()
  await composer(computer.page).fill('cliente difícil')
  await computer.page.reload()
  await computer.page.getByRole('textbox', { name: 'Nota' }).waitFor()
  assert.equal(await composer(computer.page).inputValue(), 'cliente difícil')
  assert.equal(
    (await (await phone.page.request.get(`${stage.program.url}/api/v1/tickets/${ticketId}/draft`)).json()).draft,
    null,
  )
})

test('a word of long ago is found, and the conversation opens at its place', async () => {
  const { ticketId, write } = await attended('Gostaria de um orçamento para o aniversário da Quitéria')
  const { data } = await stage.call('GET', `/tickets/${ticketId}/messages`)
  for (let n = 1; n <= 60; n++) await stage.call('POST', `/tickets/${ticketId}/notes`, { body: `anotação ${n}` })
  await write('E então?')
  await using opened = await stage.open(stage.attendant, '/inbox')
  const { page, complaints } = opened
  await page.getByRole('searchbox', { name: 'Buscar conversas' }).fill('orcamentos quiteria')
  const found = page.getByRole('region', { name: 'Mensagens' }).getByRole('link')
  await found.getByText('orçamento').first().waitFor()
  await assertAccessible(page, 'search')
  await page.getByRole('searchbox', { name: 'Buscar conversas' }).press('ArrowDown')
  await page.keyboard.press('Enter')
  await messages(page).getByText('orçamento para o aniversário').waitFor()
  await eventually(() => page.url().includes(`message=${data[0].id}`))
  assert.equal(
    await messages(page).getByText('E então?').count(),
    0,
    'what lies sixty messages further on is not loaded',
  )
  await page.getByRole('button', { name: 'Ir para o fim' }).click()
  await messages(page).getByText('E então?').waitFor()
  await page.keyboard.press('Control+k')
  await page.locator('[cmdk-input]:focus').waitFor()
  await page.keyboard.type('quitéria aniversário')
  await page.getByRole('option', { name: /Quitéria/ }).click()
  await messages(page).getByText('orçamento para o aniversário').waitFor()
  await page.getByRole('searchbox', { name: 'Buscar conversas' }).fill('xyzzy nada')
  await page.getByText('Nada encontrado').waitFor()
  assert.deepEqual(complaints, [])
})

test('many conversations at once: chosen by Shift, taken back, done, and what was left says why', async () => {
  await stage.closeAll()
  const people = [await attended('Um'), await attended('Dois'), await attended('Três'), await attended('Quatro')]
  await using opened = await stage.open(stage.attendant, '/inbox')
  const { page, complaints } = opened
  const openOnes = async () => (await stage.call('GET', '/tickets?status=open')).data.length
  const box = (text: string) =>
    page
      .getByRole('listitem')
      .filter({ hasText: text })
      .getByRole('checkbox', { name: /Selecionar/ })
  await conversations(page).nth(3).waitFor()
  await box('Quatro').check()
  await box('Dois').click({ modifiers: ['Shift'] })
  await page.getByText('3 selecionadas').waitFor()
  await assertAccessible(page, 'bulk')
  const bar = page.getByRole('region', { name: 'Ações para as conversas selecionadas' })
  const close = async () => {
    await bar.getByRole('button', { name: 'Encerrar' }).click()
    await page.getByRole('dialog', { name: 'Encerrar as conversas' }).getByRole('button', { name: 'Encerrar' }).click()
    await bar.waitFor({ state: 'detached' })
  }
  await close()
  await page.getByText('Encerrando 3 conversas').waitFor()
  await page.getByRole('button', { name: 'Desfazer' }).click()
  await page.getByText('Nada foi mudado.').waitFor()
  await stage.db`update bulk_actions set due_at = now()`
  assert.equal(await openOnes(), 4)
  await box('Quatro').check()
  await box('Dois').click({ modifiers: ['Shift'] })
  await close()
  await people[2]?.write('Esperem!')
  await page.getByText('Esperem!').waitFor()
  await page.getByRole('button', { name: 'Ver quais' }).click()
  const left = page.getByRole('dialog', { name: 'Ficaram como estavam' })
  await left.getByText('O cliente escreveu nesse meio-tempo').waitFor()
  await shoot(page, 'bulk-left')
  assert.equal(await openOnes(), 2)
  await left.getByRole('link').click()
  await messages(page).getByText('Esperem!').waitFor()
  assert.deepEqual(complaints, [])
})

test('pinned, put off, unread again and kept under a name, by keyboard; a conversation begun by number', async () => {
  await stage.closeAll()
  await attended('Primeira')
  const { ticketId } = await attended('Segunda')
  await attended('Terceira')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page, complaints } = opened
  await messages(page).getByText('Segunda').waitFor()
  await page.getByRole('button', { name: 'Encerrar' }).waitFor()
  const texts = async () =>
    (await conversations(page).allInnerTexts()).map(text => /Primeira|Segunda|Terceira/.exec(text)?.[0])
  await page.keyboard.press('p')
  await eventually(async () => (await texts()).join() === 'Segunda,Terceira,Primeira')
  await page.keyboard.press('u')
  await page.getByText('Escolha uma conversa').waitFor()
  await conversations(page).filter({ hasText: 'Segunda' }).getByText('1 mensagem não lida').waitFor()
  await conversations(page).filter({ hasText: 'Terceira' }).click()
  await messages(page).getByText('Terceira').waitFor()
  await page.getByRole('button', { name: 'Encerrar' }).waitFor()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'Adiar' })
  await dialog.getByText('Daqui a uma hora').waitFor()
  await assertAccessible(page, 'snooze')
  await page.keyboard.press('Enter')
  await eventually(async () => (await texts()).join() === 'Segunda,Primeira')
  await messages(page).getByText('Bia Alves adiou até').waitFor()
  await page.getByRole('button', { name: 'Ordenar e filtrar' }).click()
  await page.getByRole('menuitemradio', { name: 'Adiadas' }).click()
  await eventually(async () => (await texts()).join() === 'Terceira')
  await page.getByRole('button', { name: 'Ordenar e filtrar' }).click()
  await page.getByRole('menuitem', { name: 'Salvar esta lista' }).click()
  await page.getByRole('textbox', { name: 'Nome' }).fill('Para depois')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Para depois', selected: true }).waitFor()
  await stage.db`update tickets set snoozed_until = now() where snoozed_until is not null`
  await page.getByText('Nenhuma conversa com este filtro').waitFor()
  await page.getByRole('tab', { name: /Minhas/ }).click()
  await eventually(async () => (await texts()).join() === 'Segunda,Terceira,Primeira')

  await page.getByRole('button', { name: 'Nova conversa' }).click()
  await page.getByRole('textbox', { name: 'Telefone' }).fill('31 9876')
  await page.getByRole('button', { name: 'Começar' }).click()
  await page.getByText('não é um número').or(page.getByRole('alert')).first().waitFor()
  await assertAccessible(page, 'new-conversation')
  await page.getByRole('textbox', { name: 'Telefone' }).fill('(31) 99111-2233')
  await page.getByRole('textbox', { name: 'Nome' }).fill('Dona Zilda')
  await page.getByRole('button', { name: 'Começar' }).click()
  await page.getByText('comece com um modelo').waitFor()
  await page.getByRole('heading', { name: 'Dona Zilda' }).waitFor()
  assert.deepEqual(
    complaints.filter(text => !text.includes('422')),
    [],
  )
})

test('a voice note is recorded, listened to and sent as one', async () => {
  const { ticketId } = await attended('Pode me explicar?')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page, complaints } = opened
  await messages(page).getByText('Pode me explicar?').waitFor()
  await page.getByRole('button', { name: 'Gravar um áudio' }).click()
  const recorder = page.getByRole('region', { name: 'Gravar um áudio' })
  await recorder.getByText('0:01').waitFor()
  await recorder.getByRole('button', { name: 'Parar e ouvir' }).click()
  await recorder.getByRole('button', { name: 'Ouvir' }).waitFor()
  await recorder.getByRole('button', { name: 'Enviar' }).click()
  await composer(page).waitFor()
  const note = await eventually(async () => {
    const [last] = (await stage.call('GET', `/tickets/${ticketId}/messages`)).data
    return last.mediaType === 'audio' && last.status === 'sended' ? last : undefined
  })
  assert.match(note.media.mimeType, /^audio\/ogg/)
  const outbound = await stage.whatsApp('GET', '/outbound')
  assert.equal(outbound.at(-1).request.audio.voice, true)
  // It goes on while another conversation is opened, at the speed that was chosen, and leads back.
  const player = messages(page).getByRole('article').last()
  await player.getByRole('button', { name: 'Ouvir' }).click()
  await player.getByRole('button', { name: 'Velocidade 1', exact: true }).click()
  const other = await attended('Outra conversa')
  await conversations(page).filter({ hasText: 'Outra conversa' }).click()
  await messages(page).getByText('Outra conversa').waitFor()
  const heard = page.getByRole('region', { name: 'Áudio tocando' })
  await heard.getByRole('button', { name: 'Velocidade 1,5' }).waitFor()
  await assertAccessible(page, 'heard')
  await heard.getByRole('link').click()
  await page.waitForURL(`**/inbox/${ticketId}*`)
  await heard.waitFor({ state: 'detached' })
  await player.getByRole('button', { name: 'Velocidade 1,5' }).waitFor()
  assert.notEqual(other.ticketId, ticketId)
  assert.deepEqual(complaints, [])
})

test('a message is scheduled by keyboard, held when the customer writes before, and decided about', async () => {
  const { ticketId, write } = await attended('Podem me lembrar amanhã?')
  await using opened = await stage.open(stage.attendant, `/inbox/${ticketId}`)
  const { page, complaints } = opened
  await composer(page).fill('Lembrete: sua entrega é hoje.')
  await page.getByRole('button', { name: 'Agendar' }).press('Enter')
  const tomorrow = page.getByRole('dialog', { name: 'Agendar a mensagem' }).getByRole('radio', { name: 'Amanhã' })
  await tomorrow.check()
  await tomorrow.press('Enter')
  const list = page.getByRole('region', { name: 'Mensagens agendadas' })
  await list.getByRole('button', { name: '1 mensagem agendada' }).press('Enter')
  await list.getByText('Lembrete: sua entrega é hoje.').waitFor()
  assert.equal(await composer(page).inputValue(), '')
  const [made] = (await stage.call('GET', `/scheduled-messages?ticketId=${ticketId}`)).data
  assert.equal(made.status, 'waiting')
  await write('Na verdade, nem precisa.')
  await stage.db`update scheduled_messages set send_at = now(), due_at = now() where id = ${made.id}`
  await list.getByText('O cliente escreveu depois que ela foi agendada.').waitFor()
  await assertAccessible(page, 'scheduled')
  await list.getByRole('button', { name: /O que fazer com: Lembrete/ }).click()
  await page.getByRole('menuitem', { name: 'Editar o texto' }).click()
  await eventually(async () => (await composer(page).inputValue()) === 'Lembrete: sua entrega é hoje.')
  await list.waitFor({ state: 'detached' })
  assert.equal((await stage.call('GET', `/scheduled-messages/${made.id}`)).status, 'cancelled')
  assert.deepEqual(complaints, [])
})

test('the board: cards go by pointer, by keyboard and by menu, appear when others move them, and open the conversation', async () => {
  const stages = []
  for (const name of ['Novo', 'Proposta', 'Ganho']) stages.push((await stage.call('POST', '/stages', { name })).id)
  const [first, second, third] = stages
  const people = []
  for (const name of ['Ana Reis', 'Beto Lima']) {
    const { ticketId } = await attended(`Sou ${name}`)
    const { contact } = await stage.call('GET', `/tickets/${ticketId}`)
    await stage.call('PATCH', `/contacts/${contact.id}`, { name, kanbanId: first })
    people.push({ id: contact.id as number, ticketId })
  }
  const [ana, beto] = people as [{ id: number; ticketId: number }, { id: number; ticketId: number }]
  const stageOf = async (id: number) => (await stage.call('GET', `/contacts/${id}`)).kanbanId
  await using opened = await stage.open(stage.attendant, '/board')
  const { page, complaints } = opened
  const column = (name: string) => page.getByRole('region', { name })
  const card = (name: string, where: string) => column(where).getByRole('article', { name })
  await card('Beto Lima', 'Novo').waitFor()
  await column('Novo').getByText('2 clientes').waitFor()

  await card('Ana Reis', 'Novo').dragTo(column('Proposta'))
  await card('Ana Reis', 'Proposta').waitFor()
  await eventually(async () => (await stageOf(ana.id)) === second)

  await card('Beto Lima', 'Novo').getByRole('link', { name: 'Beto Lima' }).focus()
  await page.keyboard.press('Space')
  const said = page.getByRole('status').filter({ hasText: /./ })
  await said.filter({ hasText: 'Beto Lima foi pego em Novo.' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await said.filter({ hasText: 'Sobre Ganho, etapa 3 de 3.' }).waitFor()
  await page.keyboard.press('Space')
  await said.filter({ hasText: 'Beto Lima foi para Ganho.' }).waitFor()
  await eventually(async () => (await stageOf(beto.id)) === third)
  await eventually(() => page.evaluate(() => document.activeElement?.textContent === 'Beto Lima'))
  await column('Novo').getByText('Ninguém nesta etapa.').waitFor()

  await stage.call('PATCH', `/contacts/${ana.id}`, { kanbanId: first })
  await card('Ana Reis', 'Novo').waitFor()
  await card('Ana Reis', 'Proposta').waitFor({ state: 'detached' })
  await assertAccessible(page, 'board')
  await card('Ana Reis', 'Novo').getByRole('button', { name: 'Mover Ana Reis' }).click()
  await page.getByRole('menuitemradio', { name: 'Ganho' }).click()
  await card('Ana Reis', 'Ganho').getByRole('link', { name: 'Ana Reis' }).click()
  await page.waitForURL(`**/inbox/${ana.ticketId}`)
  assert.deepEqual(complaints, [])
})
