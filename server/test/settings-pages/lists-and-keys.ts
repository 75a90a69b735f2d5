/** The lists of the desk, the company, keys and numbers, and the audit log that has all of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '../harness/browser.ts'
import { row, type SettingsStage, saved, sheet } from './stage.ts'

export function testListsAndKeys(stage: SettingsStage): void {
  /** Each list: a new one by its button, then changed, moved and taken away. */
  test('the lists of the desk: made, put in order, changed, deleted, with what is wrong at its field', async () => {
    await using opened = await stage.openAs(stage.admin, { viewport: { width: 390, height: 844 } })
    const { page, complaints } = opened
    const make = async (path: string, button: string, fill: () => Promise<void>) => {
      await page.goto(`${stage.program.url}${path}`)
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
    const { data } = await stage.call('GET', '/quick-replies')
    assert.deepEqual(
      [data[0].body, data[0].buttons[0].title, data[0].files[0].fileName],
      ['Abrimos às 6h, {{contact.firstName}}', 'Ver mapa', 'mapa.txt'],
    )
    await page.goto(`${stage.program.url}/settings/company`)
    await page.getByRole('combobox', { name: 'Fuso horário' }).selectOption('America/Manaus')
    await page.getByRole('spinbutton').fill('99999')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('alert').waitFor()
    await assertAccessible(page, 'company')
    await page.getByRole('spinbutton').fill('30')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('Salvo.').waitFor()
    const tenant = await stage.call('GET', '/tenant')
    assert.deepEqual([tenant.timezone, tenant.retentionDays], ['America/Manaus', 30])
    assert.deepEqual(
      complaints.filter(text => !/4\d\d/.test(text)),
      [],
    )
  })

  test('keys are shown once, numbers are tried before they are kept, and the audit log tells of it', async () => {
    await using opened = await stage.openAs(stage.admin)
    const { page, complaints } = opened
    await page.goto(`${stage.program.url}/settings/api-keys?edit=new`)
    await sheet(page).getByRole('textbox', { name: 'Nome' }).fill('n8n')
    await sheet(page).getByRole('radio', { name: 'Supervisor' }).check()
    await sheet(page).getByRole('button', { name: 'Criar' }).click()
    const key = await sheet(page).getByRole('textbox', { name: 'Chave' }).inputValue()
    assert.match(key, /^rk_/)
    const me = await fetch(`${stage.program.url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } })
    assert.equal((await me.json()).profile, 'supervisor')
    await sheet(page).getByRole('button', { name: 'Guardei' }).click()
    await row(page, /n8n/).click()
    await sheet(page).getByRole('button', { name: 'Revogar' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revogar' }).click()
    await row(page, /n8n.*revogada em/).waitFor()
    assert.doesNotMatch(await page.content(), new RegExp(key))

    await page.goto(`${stage.program.url}/settings/external-apis?edit=new`)
    await sheet(page).getByRole('textbox', { name: 'Nome' }).fill('ERP')
    await sheet(page).getByRole('button', { name: 'Criar' }).click()
    assert.ok(await sheet(page).getByRole('textbox', { name: 'Token' }).inputValue())
    await sheet(page).getByRole('button', { name: 'Guardei' }).click()
    await row(page, /ERP.*nunca usada/).waitFor()

    await page.goto(`${stage.program.url}/settings/channels`)
    await row(page, /WhatsApp da Padaria/).click()
    await page.getByRole('heading', { name: 'WhatsApp da Padaria' }).waitFor()
    await page.getByRole('textbox', { name: 'URL de callback' }).waitFor()
    await page.locator('.animate-pulse').first().waitFor({ state: 'detached' })
    await assertAccessible(page, 'channel')
    await page.goto(`${stage.program.url}/settings/channels?edit=new`)
    await sheet(page).getByRole('textbox', { name: 'Nome do canal' }).waitFor()
    await sheet(page).getByLabel('Cole o token').fill('not-a-token')
    await sheet(page).getByLabel('Cole a chave secreta').focus()
    await sheet(page).getByRole('listitem').first().waitFor()
    await assertAccessible(page, 'connect')

    await page.goto(`${stage.program.url}/settings/audit?what=api_key`)
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
}
