/** A company with any number of messages, from a vocabulary in which some words are in every third message. */
import type { Db } from '../../src/base/db/db.ts'
import type { Company } from './desk.ts'

const COMMON =
  'bom dia pedido entrega obrigado valor hoje cliente produto prazo pagamento boleto nota loja sim ok'.split(' ')
const SYLLABLES = 'ba ca da fa ga la ma na pa ra sa ta va be ce de fe ge le me ne pe re se te ve bi co do'.split(' ')
const AT_ONCE = 20_000

/** 3,000 words: the common ones first. */
function vocabulary(): string[] {
  const words = [...COMMON]
  for (let n = 0; words.length < 3_000; n++) {
    const [a, b, c] = [n % 29, Math.floor(n / 29) % 29, Math.floor(n / 841) % 29]
    words.push(`${SYLLABLES[a]}${SYLLABLES[b]}${SYLLABLES[c]}r`)
  }
  return words
}

/** One contact has two closed tickets of twenty messages each; half are of sales, half of support. */
export async function fillMessages(
  db: Db,
  company: Pick<Company, 'tenantId' | 'channelId' | 'sales' | 'support'>,
  count: number,
): Promise<void> {
  const { tenantId, channelId, sales, support } = company
  const tickets = Math.ceil(count / 20)
  await db`select setseed(0.42)`
  const [contact] = await db<{ first: number }[]>`
    with made as (
      insert into contacts (tenant_id, name, number)
      select ${tenantId}, (array['Ana','José','Márcia','João','Luíza','Antônio'])[1 + n % 6] || ' ' || to_hex(n * 7919),
        '5531' || (980000000 + n)
      from generate_series(1, ${Math.ceil(tickets / 2)}::integer) n
      returning id
    ) select min(id) as first from made`
  const [ticket] = await db<{ first: number }[]>`
    with made as (
      insert into tickets (tenant_id, channel_id, contact_id, status, closed_at, protocol, queue_id)
      select ${tenantId}, ${channelId}, ${contact!.first} + n / 2, 'closed', now(), '20261128093000' || n,
        case when n % 2 = 0 then ${sales}::bigint else ${support}::bigint end
      from generate_series(0, ${tickets - 1}::integer) n
      returning id
    ) select min(id) as first from made`
  const words = vocabulary()
  for (let done = 0; done < count; done += AT_ONCE) {
    await db`
      insert into messages (tenant_id, ticket_id, channel_id, from_me, status, body, sent_at, is_announced)
      select ${tenantId}, ${ticket!.first} + n / 20, ${channelId}, false, 'received', (
          select string_agg((${words}::text[])[1 + floor(${words.length}::integer * power(random(), 3))::integer], ' ')
          from generate_series(1, 6 + n % 9)
        ) || ' n' || n, 1790000000 + n, true
      from generate_series(${done}::integer, ${Math.min(count, done + AT_ONCE) - 1}::integer) n`
  }
  await db`analyze messages, message_words, tickets, contacts`
}
