/** The values of the variables for one ticket. */
import type { Sql } from '../../base/db/db.ts'
import type { VariableValues } from './variables.ts'

interface Row {
  contact_name: string
  number: string | null
  email: string | null
  protocol: string
  queue: string | null
  company: string
  user: string | null
  language: 'pt-BR' | 'en' | 'es'
  hour: number
  date: string
  time: string
}

const GREETINGS = {
  'pt-BR': ['Bom dia', 'Boa tarde', 'Boa noite'],
  en: ['Good morning', 'Good afternoon', 'Good evening'],
  es: ['Buenos días', 'Buenas tardes', 'Buenas noches'],
} as const

/** `userId`: the writer; by default the user who serves the ticket. */
export async function readVariables(
  sql: Sql,
  { tenantId, ticketId, userId = null }: { tenantId: number; ticketId: number; userId?: number | null | undefined },
): Promise<VariableValues> {
  const [row] = await sql<Row[]>`
    select c.name as contact_name, c.number, c.email, t.protocol, q.name as queue, z.name as company, u.name as user,
      z.language, extract(hour from now() at time zone z.timezone)::integer as hour,
      to_char(now() at time zone z.timezone, case z.language when 'en' then 'YYYY-MM-DD' else 'DD/MM/YYYY' end) as date,
      to_char(now() at time zone z.timezone, 'HH24:MI') as time
    from tickets t
    join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    join tenants z on z.id = t.tenant_id
    left join queues q on q.tenant_id = t.tenant_id and q.id = t.queue_id
    left join users u on u.tenant_id = t.tenant_id and u.id = coalesce(${userId}::bigint, t.user_id)
    where t.tenant_id = ${tenantId} and t.id = ${ticketId}`
  if (row === undefined) throw new Error(`ticket ${ticketId} is not there`)
  // A contact whose name is its number has no name for a greeting.
  const name = row.contact_name === row.number ? null : row.contact_name
  return {
    contact: { name, firstName: firstOf(name), number: row.number, email: row.email },
    ticket: { id: String(ticketId), protocol: row.protocol },
    user: { name: row.user, firstName: firstOf(row.user) },
    queue: { name: row.queue },
    company: { name: row.company },
    now: { greeting: greetingAt(row), date: row.date, time: row.time },
  }
}

const firstOf = (name: string | null) => name?.trim().split(/\s+/)[0] ?? null

function greetingAt({ hour, language }: Row): string {
  const [morning, afternoon, evening] = GREETINGS[language]
  if (hour >= 5 && hour < 12) return morning
  return hour >= 12 && hour < 18 ? afternoon : evening
}
