/** Queues, what they do by themselves, and people: made, changed, switched off with a hand-over. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '../harness/browser.ts'
import { acceptInvitation } from '../harness/people.ts'
import { ATTENDANT, PASSWORD, row, type SettingsStage, saved, sheet } from './stage.ts'

export function testQueuesAndPeople(stage: SettingsStage): void {
  test('a queue is made by keyboard, its mistakes are shown at their fields, and it is switched off with a hand-over', async () => {
    await using opened = await stage.openAs(stage.admin)
    const { page, complaints } = opened
    await page.goto(`${stage.program.url}/settings/queues`)
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
      (await stage.call('GET', '/queues')).data.find((one: { name: string }) => one.name === 'Vendas').isActive,
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
    await using opened = await stage.openAs(stage.admin)
    const { page, complaints } = opened
    await page.goto(`${stage.program.url}/settings/queues`)
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
    const { id } = (await stage.call('GET', '/queues')).data.find((one: { name: string }) => one.name === 'Suporte')
    const set = await stage.call('GET', `/queues/${id}/automation`)
    assert.equal(set.hours.length, 7)
    assert.deepEqual(set.hours[6], { opens: '07:30', closes: '24:00', weekday: 7 })
    assert.deepEqual(set.holidays, [{ date: '2026-12-25', name: 'Natal', spans: [], everyYear: true }])
    assert.deepEqual([set.greeting, set.returnAfterMinutes], ['Olá, {{contact.firstName}}! Aqui é {{queue.name}}.', 30])
    await stage.call('PATCH', `/queues/${id}/automation`, { hours: null, holidays: [], greeting: null })
    assert.ok(
      complaints.every(text => /422/.test(text)),
      complaints.join(),
    )
  })

  test('people are made, changed and deactivated, and their conversations go where they were told to wait', async () => {
    await using opened = await stage.openAs(stage.admin)
    const { page, complaints } = opened
    await page.goto(`${stage.program.url}/settings/users`)
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
    await assert.rejects(acceptInvitation(stage.program.url, first, { name: 'Caio Lima', password: PASSWORD }), /410/)
    await acceptInvitation(stage.program.url, second, { name: 'Caio Lima', password: PASSWORD })
    await stage.call('POST', '/invitations', { name: 'Duda', email: 'duda@example.com', profile: 'attendant' })
    await page.reload()
    await pending.getByRole('button', { name: 'Retirar' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirar' }).click()
    await pending.waitFor({ state: 'detached' })
    await row(page, /Caio Lima.*caio@example\.com · Suporte/).waitFor()
    const { data: people } = await stage.call('GET', '/users?limit=200')
    const { id } = people.find((one: { name: string }) => one.name === 'Caio Lima')
    const { data: channels } = await stage.call('GET', '/channels')
    const contact = await stage.call('POST', '/contacts', { number: '+5531987650001', name: 'Ana Prado' })
    const ticket = await stage.call('POST', '/tickets', {
      channelId: channels[0].id,
      contactId: contact.id,
      userId: id,
    })
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
    const waiting = await stage.call('GET', `/tickets/${ticket.id}`)
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
}
