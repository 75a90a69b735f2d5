/** The demo with one person of each profile, for the pages of the settings: one server for all their tests. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Opened, openPage } from '../harness/browser.ts'
import { builtPanel } from '../harness/built-panel.ts'
import { testDatabase } from '../harness/database.ts'
import { type Program, startProgram } from '../harness/program.ts'
import { tempFolder } from '../harness/temp-folder.ts'

export const PASSWORD = 'uma senha longa'
export const SUPERVISOR = {
  name: 'Sol Supervisora',
  email: 'sol@example.com',
  profile: 'supervisor',
  password: PASSWORD,
}
export const ATTENDANT = { name: 'Bia Alves', email: 'bia@example.com', profile: 'attendant', password: PASSWORD }

interface Login {
  email: string
  password: string
}

/** Tests are declared before it is there: its members are looked up when they run. */
export interface SettingsStage extends AsyncDisposable {
  program: Program
  admin: Login
  /** As an administrator's program. */
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not kept.
  call(method: string, path: string, body?: unknown): Promise<any>
  /** Signed in without the page for it, which has a test of its own. */
  openAs(who: Login, options?: Parameters<typeof openPage>[0]): Promise<Opened>
}

export async function settingsStage(): Promise<SettingsStage> {
  await builtPanel()
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(tempFolder())
  const database = stack.use(await testDatabase())
  const program = stack.use(await startProgram({ dataDir: folder.path, databaseUrl: database.url, args: ['--demo'] }))
  const { email, password, apiKey } = program.announced.demo as Record<string, string>
  const call: SettingsStage['call'] = async (method, path, body) => {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetch(`${program.url}/api/v1${path}`, init)
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`)
    return response.status === 204 ? undefined : response.json()
  }
  for (const person of [SUPERVISOR, ATTENDANT]) await call('POST', '/users', person)
  const whole = stack.move()
  return {
    program,
    admin: { email: email!, password: password! },
    call,
    async openAs(who, options = {}) {
      const opened = await openPage(options)
      const data = { email: who.email, password: who.password }
      const response = await opened.page.request.post(`${program.url}/api/auth/sign-in/email`, { data })
      assert.equal(response.status(), 200)
      return opened
    },
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}

export const row = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
export const sheet = (page: Page) => page.getByRole('dialog')
export const saved = async (page: Page) => {
  await sheet(page).waitFor({ state: 'detached' })
}
