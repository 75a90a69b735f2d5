/**
 * How long searches take, and what they cost those who store messages:
 *
 *     node bench/search/main.ts [messages, 1000000 unless given]
 *
 * Fills a company, searches it as an administrator and as an attendant who sees half of it, and prints the percentiles;
 * then stores messages one by one and prints how much of the time the trigger for their words takes.
 */

import type { Db } from '../../server/src/base/db/db.ts'
import { search } from '../../server/src/desk/search/search.ts'
import { testDatabase } from '../../server/test/harness/database.ts'
import { type Company, makeCompany } from '../../server/test/harness/desk.ts'
import { fillMessages } from '../../server/test/harness/many-messages.ts'

const TEXTS = [
  'bom dia',
  'pedido',
  'boleto',
  'pagamento boleto',
  'obrigado',
  'entrega hoje',
  '"bom dia"',
  'pedido -boleto',
  'n4711',
  'n99999',
  'baceder',
  'cacacar',
  'bacecar dacecar',
  'pagam',
  'jose',
  'marcia 3f',
  'joao',
  '98000',
  '3180004711',
  '20261128093000123',
]
const ROUNDS = 10
const STORED = 2_000

const count = Number(process.argv[2] ?? 1_000_000)
await using own = await testDatabase({ max: 2 })
const company = await makeCompany(own.db)
const began = performance.now()
await fillMessages(own.db, company, count)
const [size] = await own.db<{ messages: string; words: string; index: string }[]>`
  select pg_size_pretty(pg_total_relation_size('messages')) as messages,
    pg_size_pretty(pg_table_size('message_words')) as words, pg_size_pretty(pg_indexes_size('message_words')) as index`
console.log(
  `${count} messages in ${seconds(began)} s; messages ${size!.messages}, words ${size!.words}, their indexes ${size!.index}`,
)
for (const [who, userId, profile] of [
  ['administrator', company.admin, 'admin'],
  ['attendant', company.ana, 'attendant'],
] as const) {
  await measureSearches(who, { tenantId: company.tenantId, userId, profile })
}
await measureStoring(own.db, company)

async function measureSearches(who: string, by: Parameters<typeof search>[1]): Promise<void> {
  const took: { text: string; ms: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const text of TEXTS) {
      const since = performance.now()
      await search(own.db, by, { text, limit: 10 })
      took.push({ text, ms: performance.now() - since })
    }
  }
  const sorted = took.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]!.toFixed(0)
  const slowest = took.reduce((most, one) => (one.ms > most.ms ? one : most))
  console.log(
    `${who}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; slowest "${slowest.text}" ${slowest.ms.toFixed(0)} ms`,
  )
}

/** PostgreSQL's times of one insert: the whole, and only the trigger. A busy machine slows both equally. */
async function measureStoring(db: Db, { tenantId, channelId }: Company): Promise<void> {
  const [ticket] = await db<{ id: number }[]>`select id from tickets where tenant_id = ${tenantId} order by id limit 1`
  const took = { whole: [] as number[], trigger: [] as number[] }
  for (let n = 0; n < STORED; n++) {
    const rows = await db<{ 'QUERY PLAN': string }[]>`
      explain (analyze, timing off)
      insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced)
      values (${tenantId}, ${ticket!.id}, ${channelId}, false, 'received',
        ${`Bom dia, gostaria de saber quando chega o meu pedido ${n}, obrigado`}, 1790000000, true)`
    const lines = rows.map(row => row['QUERY PLAN']).join('\n')
    took.trigger.push(Number(/messages_indexed: time=([\d.]+)/.exec(lines)?.[1]))
    took.whole.push(Number(/Execution Time: ([\d.]+)/.exec(lines)?.[1]))
  }
  for (const [part, all] of Object.entries(took)) {
    const sorted = all.sort((a, b) => a - b)
    const at = (share: number) => (sorted[Math.ceil(STORED * share) - 1]! * 1_000).toFixed(0)
    console.log(`storing one message, ${part}: p50 ${at(0.5)} us, p95 ${at(0.95)} us, slowest ${at(1)} us`)
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(0)
}
