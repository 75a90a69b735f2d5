/** A real browser for tests of the panel: opened, watched for complaints, looked at by axe, photographed. */
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium as browsers, type Page } from 'playwright-core'

/** A folder for pictures, for whoever wants to look. */
const shots = process.env.SCREENSHOTS_DIR

/** This build of Chromium runs in one process, which ends with its first context: two people are two browsers. */
export async function openBrowser(): Promise<Browser & AsyncDisposable> {
  // A microphone that hums, and nobody who has to allow it.
  const sound = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  const executablePath = await chromium.executablePath()
  const browser = await browsers.launch({ executablePath, args: [...chromium.args, ...quiet, ...sound] })
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() })
}

export interface Opened extends AsyncDisposable {
  page: Page
  /** Everything that the page has complained of, but for the one question that it has to ask: who am I? */
  complaints: string[]
}

/** A page in a browser of its own, in Portuguese on a desktop unless said otherwise. */
export async function openPage(options: BrowserContextOptions = {}): Promise<Opened> {
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'pt-BR', ...options })
  const page = await context.newPage()
  // Many tests share few cores: an assertion is about what comes, not how soon.
  page.setDefaultTimeout(60_000)
  return { page, complaints: watchConsole(page), [Symbol.asyncDispose]: () => browser.close() }
}

export function watchConsole(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    const isAsking = message.text().includes('401') && message.location().url.endsWith('/api/v1/me')
    if (['error', 'warning'].includes(message.type()) && !isAsking) complaints.push(message.text())
  })
  return complaints
}

export async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` })
}

/** Nothing is found by axe, in the light and in the dark, and nothing is wider than the screen. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await shoot(page, `${name}-${page.viewportSize()?.width}-${colorScheme}`)
    // No page of ours has frames: without a page of its own to put their results together, axe takes half the time.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${name} (${colorScheme}): ${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    )
    assert.deepEqual(found, [])
  }
  await page.emulateMedia({ colorScheme: null })
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${name} is too wide`)
}

export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Senha' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
}
