/** Settings in a real browser, by role: every record made, changed and taken away by keyboard and mouse, each profile its own pages. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertAccessible } from './harness/browser.ts'
import { testListsAndKeys } from './settings-pages/lists-and-keys.ts'
import { testQueuesAndPeople } from './settings-pages/queues-and-people.ts'
import { ATTENDANT, type SettingsStage, SUPERVISOR, settingsStage } from './settings-pages/stage.ts'

const stage = {} as SettingsStage
before(async () => {
  Object.assign(stage, await settingsStage())
})
after(() => stage[Symbol.asyncDispose]?.())

testQueuesAndPeople(stage)
testListsAndKeys(stage)

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
    await using opened = await stage.openAs(
      { admin: stage.admin, supervisor: SUPERVISOR, attendant: ATTENDANT }[who],
      options,
    )
    const { page, complaints } = opened
    await page.goto(`${stage.program.url}/settings`)
    const list = page.getByRole('navigation', { name: title })
    await list.getByRole('link').first().waitFor()
    await assertAccessible(page, `settings-${language}`)
    const paths = await list.getByRole('link').evaluateAll(links => links.map(link => link.getAttribute('href')!))
    assert.deepEqual(paths.toSorted(), [...before, ...own].map(path => `/settings/${path}`).toSorted())
    for (const path of own) {
      await page.goto(`${stage.program.url}/settings/${path}`)
      await page.locator('h1:visible').waitFor()
      await page.locator('.animate-pulse').first().waitFor({ state: 'detached' })
      await assertAccessible(page, `settings-${path}-${language}`)
    }
    for (const path of closed) {
      await page.goto(`${stage.program.url}/settings/${path}`)
      await page.getByRole('heading', { name: /não é para o seu perfil|not for your profile/ }).waitFor()
    }
    assert.deepEqual(complaints, [])
  })
}
