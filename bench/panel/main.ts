/**
 * The panel in a real browser over a big company: `npm run bench -- --panel [messages]`. Prints what panel, lists and stream
 * take; README.md has what was found. A run never fails because of a number.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as browsers } from 'playwright-core'
import { builtPanel } from '../../server/test/harness/built-panel.ts'
import { testDatabase } from '../../server/test/harness/database.ts'
import { startProgram } from '../../server/test/harness/program.ts'
import { filterLists, firstLoad, openMany, openTickets, scroll, searchWords, writeMuch } from './browser.ts'
import { fill } from './fill.ts'
import { measureStreams } from './streams.ts'
import { measureLists } from './tickets.ts'

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
    const seconds = ((performance.now() - began) / 1_000).toFixed(0)
    console.log(
      `${messages} messages, ${size.open} open tickets, one of ${size.longest} messages; filled in ${seconds} s`,
    )
    const browser = await browsers.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer', '--disable-dev-shm-usage'],
    })
    let cookie = ''
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'pt-BR' })
      const data = { email: demo.email, password: demo.password }
      await context.request.post(`${program.url}/api/auth/sign-in/email`, { data, headers: { origin: program.url } })
      const page = await context.newPage()
      page.setDefaultTimeout(120_000)
      const inbox = { page, url: program.url, longest }
      await firstLoad(inbox, dist)
      await openTickets(inbox)
      await filterLists(inbox)
      await searchWords(inbox)
      await writeMuch(inbox, db, place.tenantId)
      await scroll(inbox)
      await openMany(inbox)
      cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    } finally {
      await browser.close()
    }
    await measureStreams({ url: program.url, pid: program.announced.pid as number, cookie }, db, longest)
    await measureLists(db, place, messages, { url: program.url, cookie })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
