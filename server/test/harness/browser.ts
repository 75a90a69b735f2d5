/** A real browser for tests of the panel: opens pages, watches for errors, checks them with axe, takes pictures. */
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium as browsers, type Page } from 'playwright-core'

/** A folder for pictures, for people who want to see them. */
const shots = process.env.SCREENSHOTS_DIR

/** Only the processor paints: imitating a graphics card costs more than everything else of a test together. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  // A microphone with a constant tone, and no dialog to allow it.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

/** One browser for all tests of a file, because a second one would compile the panel's scripts again. */
let running: Promise<Browser> | undefined
after(async () => (await running)?.close())

async function launch(): Promise<Browser> {
  return browsers.launch({ executablePath: await chromium.executablePath(), args: ARGUMENTS })
}

export interface Opened extends AsyncDisposable {
  page: Page
  /** All errors of the page, except the one request that it has to make without a session: who am I? */
  complaints: string[]
}

/** A page in a new browser profile, by default in Portuguese on a desktop. */
export async function openPage(options: BrowserContextOptions = {}): Promise<Opened> {
  running ??= launch()
  const context = await (await running).newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'pt-BR',
    ...options,
  })
  const page = await context.newPage()
  // Many tests share few cores, so assertions have long time limits.
  page.setDefaultTimeout(60_000)
  return { page, complaints: watchConsole(page), [Symbol.asyncDispose]: () => context.close() }
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

/**
 * What axe looks at colours for. Both themes are the same elements with the colours of other tokens (no class is of one theme
 * alone), so that everything else is looked at once: axe was more than half of what browser tests took, and takes half of that.
 */
const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block']

/** Asserts that axe finds nothing, in the light and the dark theme, and that nothing is wider than the screen. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await shoot(page, `${name}-${page.viewportSize()?.width}-${colorScheme}`)
    // No page of ours has frames: without a page of its own to put their results together, axe takes half the time. What is
    // well is not written down either.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({
      resultTypes: ['violations'],
      ...(colorScheme === 'dark' && { runOnly: { type: 'rule', values: ABOUT_COLOURS } }),
    })
    const { violations } = await axe.analyze()
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${name} (${colorScheme}): ${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    )
    assert.deepEqual(found, [])
  }
  await page.emulateMedia({ colorScheme: null })
  assert.deepEqual(await page.evaluate(tooWide), [], `${name} is too wide`)
}

/**
 * Elements that scroll to the side by mistake: a pane that scrolls down also scrolls to the side when its content is too wide.
 */
function tooWide(): string[] {
  const isMeant = (element: Element) => element.classList.contains('overflow-x-auto')
  return [document.documentElement, ...document.querySelectorAll('body *')]
    .filter(element => element.scrollWidth > element.clientWidth + 1 && !isMeant(element))
    .filter(element => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
    .map(element => `${element.tagName} ${element.className}: ${element.scrollWidth} in ${element.clientWidth}`)
}

export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Senha' }).fill(password)
  await page.getByRole('button', { name: 'Entrar' }).click()
}
