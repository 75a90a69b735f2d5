/** What somebody at the panel waits for, measured inside the page: from a click until what it asked for is painted. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import type { Db } from '../../server/src/base/db/db.ts'
import { print, printFrames } from './print.ts'

const OPENED = 200
const ARRIVING_SECONDS = 10
const PER_SECOND = 20
/** Between two clicks: nobody opens four conversations a second. */
const PAUSE_MS = 250
/** Each once: the panel keeps what it found for a while. */
const WORDS = [
  ...['boleto', 'pagamento', 'entrega hoje', 'marcia', '98000', 'n4711'],
  ...['obrigado', 'prazo', 'jose', 'baceder', 'pedido valor', '9711'],
]

export interface Inbox {
  page: Page
  url: string
  /** The ticket with most messages; those with one message follow it. */
  longest: number
}

const list = (page: Page) => page.getByRole('list', { name: 'Conversas' }).getByRole('link')
const log = (page: Page) => page.getByRole('log', { name: 'Mensagens' })

export async function firstLoad({ page, url }: Inbox, dist: string): Promise<void> {
  const took: number[] = []
  for (let n = 0; n < 6; n++) {
    const since = performance.now()
    await page.goto(`${url}/inbox`)
    await list(page).first().waitFor()
    took.push(performance.now() - since)
    if (n > 0) continue
    // Until there was a list: the page of a conversation follows by itself.
    const files = await page.evaluate(() => {
      const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const shownAt = loaded.find(({ name }) => name.includes('/api/v1/tickets?'))?.responseEnd ?? 0
      const files = loaded.filter(({ startTime }) => startTime < shownAt).map(({ name }) => new URL(name).pathname)
      return files.filter(path => path.startsWith('/panel/') && path.endsWith('.js'))
    })
    const bytes = files.reduce((sum, path) => sum + readFileSync(`${dist}${path.slice('/panel/'.length)}.gz`).length, 0)
    console.log(
      `first load: ${(bytes / 1_000).toFixed(0)} kB of gzipped JavaScript in ${files.length} files, usable in ${took[0]!.toFixed(0)} ms`,
    )
  }
  print('load again', took.slice(1))
}

/** Puts `measure` into the page: the time from `act` until `isThere`, and the frame after it. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    const measure = (act: () => void, isThere: () => boolean) =>
      new Promise<number>(done => {
        const since = performance.now()
        const painted = new MessageChannel()
        painted.port1.onmessage = () => done(performance.now() - since)
        act()
        const look = () => {
          if (isThere()) requestAnimationFrame(() => painted.port2.postMessage(0))
          else setTimeout(look, 1)
        }
        look()
      })
    const visit = (path: string) => {
      history.pushState(null, '', path)
      dispatchEvent(new PopStateEvent('popstate'))
    }
    Object.assign(globalThis, { measure, visit })
  })
}

declare const measure: (act: () => void, isThere: () => boolean) => Promise<number>
declare const visit: (path: string) => void

/** Without the pointer resting on the row first, which would ask for the conversation a moment earlier. */
export async function openTickets({ page, url, longest }: Inbox): Promise<void> {
  await prepare(page)
  const open = (at: number) =>
    page.evaluate(n => {
      const link = document.querySelectorAll<HTMLAnchorElement>('[aria-label="Conversas"] a')[n]
      const path = new URL(link?.href ?? '').pathname
      return measure(
        () => link?.click(),
        () =>
          location.pathname === path &&
          /Quando chega|Linha/.test(document.querySelector('[role=log]')?.textContent ?? ''),
      )
    }, at)
  const [first, again]: [number[], number[]] = [[], []]
  for (let n = 0; n < 40; n++) {
    ;(n < 8 ? first : again).push(await open(n % 8))
    await sleep(PAUSE_MS)
  }
  print('open a ticket for the first time', first)
  print('open it again within five minutes', again)
  const long: number[] = []
  for (let n = 0; n < 10; n++) {
    await page.goto(`${url}/inbox`)
    await list(page).first().waitFor()
    await prepare(page)
    await sleep(2_000) // The page of a conversation has come by then.
    const open = (path: string) =>
      measure(
        () => visit(path),
        () => (document.querySelector('[role=log]')?.textContent ?? '').includes('Linha'),
      )
    long.push(await page.evaluate(open, `/inbox/${longest}`))
  }
  print('open the longest ticket for the first time', long)
}

export async function filterLists({ page }: Inbox): Promise<void> {
  const took: number[] = []
  for (let n = 0; n < 20; n++) {
    const choose = (name: string) => {
      const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(each =>
        each.textContent?.startsWith(name),
      )
      return measure(
        () => tab?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 })),
        () => tab?.ariaSelected === 'true' && document.querySelector('[aria-label="Conversas"] a') !== null,
      )
    }
    took.push(await page.evaluate(choose, n % 2 === 0 ? 'Todas' : 'Minhas'))
    await sleep(PAUSE_MS)
  }
  print('change the list', took)
}

export async function searchWords({ page }: Inbox): Promise<void> {
  const [searched, asked]: [number[], number[]] = [[], []]
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

/** Long tasks of the page while customers write in the ticket that is open. */
export async function writeMuch({ page, url, longest }: Inbox, db: Db, tenantId: number): Promise<void> {
  await page.goto(`${url}/inbox/${longest}`)
  await log(page).getByText('Linha').last().waitFor()
  await sleep(3_000)
  await page.evaluate(() => {
    const long: number[] = []
    Object.assign(globalThis, { long })
    new PerformanceObserver(entries => long.push(...entries.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  const start = performance.now()
  for (let n = 0; n < PER_SECOND * ARRIVING_SECONDS; n++) {
    await sleep(Math.max(0, start + (n * 1_000) / PER_SECOND - performance.now()))
    await db`
      insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced)
      select tenant_id, id, channel_id, false, 'received', ${`Chegou ${n}`}, 1800000000, true from tickets
      where tenant_id = ${tenantId} and id = ${longest}`
  }
  const last = `Chegou ${PER_SECOND * ARRIVING_SECONDS - 1}`
  await log(page).getByText(last).waitFor()
  const long = await page.evaluate(() => (globalThis as unknown as { long: number[] }).long)
  console.log(
    `${PER_SECOND} messages/s for ${ARRIVING_SECONDS} s: ${long.length} tasks above 50 ms, the longest ${Math.max(0, ...long).toFixed(0)} ms`,
  )
}

/** From the end of the conversation back through its pages, as fast as a wheel turns. */
export async function scroll({ page }: Inbox): Promise<void> {
  const frames = await page.evaluate(async () => {
    const scroller = document.querySelector('[role=log]')
    const took: number[] = []
    for (let n = 0, before = performance.now(); n < 300; n++) {
      scroller?.scrollBy(0, -120)
      const now = await new Promise<number>(requestAnimationFrame)
      took.push(now - before)
      before = now
    }
    return took.slice(1)
  })
  printFrames('scrolling through the longest ticket', frames)
}

export async function openMany({ page, url, longest }: Inbox): Promise<void> {
  await page.goto(`${url}/inbox`)
  await list(page).first().waitFor()
  await prepare(page)
  for (let n = 1; n <= OPENED; n++) {
    await page.evaluate(path => visit(path), `/inbox/${longest + n}`)
    await page.waitForURL(`**/inbox/${longest + n}`)
    await log(page).getByText('Quando chega').first().waitFor()
  }
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  console.log(`after ${OPENED} tickets: ${(usedSize / 1e6).toFixed(0)} MB of heap`)
}
