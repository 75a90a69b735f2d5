/**
 * The panel in a real browser over a big company: `npm run bench -- --panel [messages]`. Prints what
 * its first load, opening, filtering and searching take; README.md has what was found. A run never fails for a number.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as browsers, type Page } from 'playwright-core'
import { builtPanel } from '../../server/test/harness/built-panel.ts'
import { testDatabase } from '../../server/test/harness/database.ts'
import { startProgram } from '../../server/test/harness/program.ts'
import { fill } from './fill.ts'

/** Each once: the panel keeps what it found for a while. */
const WORDS = [
  ...['boleto', 'pagamento', 'entrega hoje', 'marcia', '98000', 'n4711'],
  ...['obrigado', 'prazo', 'jose', 'baceder', 'pedido valor', '9711'],
]

export async function benchPanel(messages: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recado-bench-'))
  const dist = await builtPanel()
  await using database = await testDatabase({ max: 4 })
  try {
    await using program = await startProgram({ dataDir: folder, databaseUrl: database.url, args: ['--demo'] })
    const demo = program.announced.demo as { email: string; password: string; phone: string }
    const { db } = database
    const [user] = await db<{ id: number; tenantId: number }[]>`
      select id, tenant_id as "tenantId" from users where email = ${demo.email}`
    const [channel] = await db<{ id: number }[]>`select id from channels where tenant_id = ${user!.tenantId} limit 1`
    const queues = await db<
      { id: number }[]
    >`select id from queues where tenant_id = ${user!.tenantId} order by id limit 2`
    const queueIds = [queues[0]!.id, queues.at(-1)!.id] as const
    const place = { tenantId: user!.tenantId, channelId: channel!.id, userId: user!.id, queueIds }
    const size = { messages, open: Math.min(10_000, messages / 10), longest: Math.min(50_000, messages / 5) }
    const began = performance.now()
    const longest = await fill(db, place, size)
    console.log(
      `${messages} messages, ${size.open} open tickets, one of ${size.longest} messages; filled in ${seconds(began)} s`,
    )
    const browser = await browsers.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--enable-precise-memory-info'],
    })
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'pt-BR' })
      const data = { email: demo.email, password: demo.password }
      await context.request.post(`${program.url}/api/auth/sign-in/email`, { data, headers: { origin: program.url } })
      const page = await context.newPage()
      page.setDefaultTimeout(120_000)
      await firstLoad(page, program.url, dist)
      await openTickets(page, program.url, longest)
      await filterAndSearch(page)
    } finally {
      await browser.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const list = (page: Page) => page.getByRole('list', { name: 'Conversas' }).getByRole('link')
const log = (page: Page) => page.getByRole('log', { name: 'Mensagens' })

async function firstLoad(page: Page, url: string, dist: string): Promise<void> {
  const files: string[] = []
  page.on('response', response => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js') && pathname.startsWith('/panel/')) files.push(pathname.slice('/panel/'.length))
  })
  const since = performance.now()
  await page.goto(`${url}/inbox`)
  await list(page).first().waitFor()
  const took = performance.now() - since
  const bytes = files.reduce((sum, file) => sum + sizeOf(`${dist}${file}.gz`), 0)
  console.log(
    `first load: ${(bytes / 1_000).toFixed(0)} kB of gzipped JavaScript in ${files.length} files, usable in ${took.toFixed(0)} ms`,
  )
}

const sizeOf = (path: string): number => {
  try {
    return readFileSync(path).length
  } catch {
    return 0 // Too small to be worth compressing.
  }
}

/** From the click until the words of the conversation are on screen. */
async function openTickets(page: Page, url: string, longest: number): Promise<void> {
  const took: number[] = []
  for (let n = 0; n < 30; n++) {
    const link = list(page).nth(n % 8)
    const href = await link.getAttribute('href')
    took.push(await shown(page, () => link.click(), href ?? ''))
  }
  print('open a ticket from the list', took)
  const long: number[] = []
  for (let n = 0; n < 5; n++) {
    await page.goto(`${url}/inbox`)
    await list(page).first().waitFor()
    const since = performance.now()
    await page.evaluate(id => {
      history.pushState(null, '', `/inbox/${id}`)
      dispatchEvent(new PopStateEvent('popstate'))
    }, longest)
    await log(page).getByText('Linha').first().waitFor()
    long.push(performance.now() - since)
  }
  print('open the longest ticket', long)
}

async function shown(page: Page, act: () => Promise<void>, href: string): Promise<number> {
  const since = performance.now()
  await act()
  await page.waitForURL(`**${href.split('?')[0]}*`)
  await log(page).getByText('Quando chega').or(log(page).getByText('Linha')).first().waitFor()
  return performance.now() - since
}

async function filterAndSearch(page: Page): Promise<void> {
  const took: number[] = []
  for (let n = 0; n < 10; n++) {
    for (const name of [/Todas/, /Minhas/]) {
      const since = performance.now()
      await page.getByRole('tab', { name }).click()
      await page.getByRole('tab', { name, selected: true }).waitFor()
      await list(page).first().waitFor()
      took.push(performance.now() - since)
    }
  }
  print('change the list', took)
  const searched: number[] = []
  const asked: number[] = []
  const box = page.getByRole('searchbox', { name: 'Buscar conversas' })
  for (const word of WORDS) {
    const responded = page.waitForResponse(response => response.url().includes('/api/v1/search?'))
    const since = performance.now()
    await box.fill(word)
    const response = await responded
    await response.finished()
    searched.push(performance.now() - since)
    asked.push(response.request().timing().responseEnd)
    await box.fill('')
  }
  print('search, from the last key (200 ms of it are waited for more keys)', searched)
  print('search, the request alone', asked)
}

function print(what: string, took: readonly number[]): void {
  const sorted = [...took].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]!.toFixed(0)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms (${took.length})`)
}

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(0)
