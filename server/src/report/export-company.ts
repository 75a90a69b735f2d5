/**
 * Everything that a company has here, as one archive to keep or to take elsewhere (LGPD, article 18, and for companies that want
 * to leave): a file of JSON lines for each kind of thing, with the API's names for the columns. It is read page by page and not
 * in one transaction of hours, so a change that comes meanwhile may be in it or not.
 */
import type { Sql } from '../base/db/db.ts'
import { mediaUrl } from '../media/index.ts'
import { EXPORTED, type ExportedTable } from './export-tables.ts'
import { type ZipEntry, zip } from './zip.ts'

export interface ExportDeps {
  sql: Sql
  publicUrl: string
}

const PAGE = 2_000

export async function* exportCompany(deps: ExportDeps, tenantId: number): AsyncGenerator<Buffer> {
  yield* zip(entries(deps, tenantId), new Date())
}

async function* entries(deps: ExportDeps, tenantId: number): AsyncGenerator<ZipEntry> {
  yield { name: 'README.txt', content: once(README) }
  yield { name: 'company.json', content: company(deps.sql, tenantId) }
  for (const table of EXPORTED) {
    const place: Place = { after: undefined, isEnd: false }
    for (let part = 1; part === 1 || !place.isEnd; part++) {
      const name = part === 1 ? table.file : `${table.file}-${part}`
      yield { name: `${name}.ndjson`, content: lines(deps, table, tenantId, place) }
    }
  }
}

/** How far a table has been read. */
interface Place {
  after: unknown[] | undefined
  isEnd: boolean
}
/** Larger files are hard to open, and not every program can read an entry above 4 GB. */
const MAX_PART_LENGTH = 1_000_000_000

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

async function* company(sql: Sql, tenantId: number): AsyncGenerator<string> {
  const [row] = await sql<Row[]>`
    select id, name, language, timezone, country, retention_days, created_at from tenants where id = ${tenantId}`
  yield `${JSON.stringify(renamed(row ?? {}), null, 2)}\n`
}

type Row = Record<string, unknown>

async function* lines(deps: ExportDeps, table: ExportedTable, tenantId: number, place: Place): AsyncGenerator<string> {
  for (let length = 0; !place.isEnd && length < MAX_PART_LENGTH; ) {
    const page = await readPage(deps.sql, table, { tenantId, after: place.after })
    const text = page.map(row => `${JSON.stringify(shown(deps, table, row))}\n`).join('')
    length += text.length
    if (text !== '') yield text
    const last = page.at(-1)
    place.isEnd = page.length < PAGE || last === undefined
    if (last !== undefined) place.after = table.key.map(column => last[column])
  }
}

async function readPage(
  sql: Sql,
  { table, key, columns }: ExportedTable,
  { tenantId, after }: { tenantId: number; after: unknown[] | undefined },
): Promise<Row[]> {
  const wanted = [...new Set([...columns, ...key])]
  const [first = '', second = ''] = key
  const [one, two] = (after ?? []) as (number | string)[]
  const from =
    after === undefined
      ? sql``
      : key.length === 1
        ? sql`and ${sql(first)} > ${one!}`
        : sql`and (${sql(first)}, ${sql(second)}) > (${one!}, ${two!})`
  return sql<Row[]>`
    select ${sql(wanted)} from ${sql(table)}
    where tenant_id = ${tenantId} ${from}
    order by ${key.length === 1 ? sql`${sql(first)}` : sql`${sql(first)}, ${sql(second)}`}
    limit ${PAGE}`
}

/** A file is given by its address, which is the only way to its bytes; the key alone would be useless. */
function shown({ publicUrl }: ExportDeps, { table }: ExportedTable, row: Row): Row {
  if (table !== 'media') return renamed(row)
  const { key, ...rest } = row
  return { ...renamed(rest), url: mediaUrl(publicUrl, { key: String(key), file_name: String(row.file_name) }) }
}

const renamed = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )

const README = `Recado: everything that your company has here
Tudo o que a sua empresa tem aqui / Todo lo que su empresa tiene aquí

Each .ndjson file holds one JSON object a line. Ids join them: a message's ticketId is the id of a line of tickets.ndjson.
Cada arquivo .ndjson tem um objeto JSON por linha. Os ids os ligam: o ticketId de uma mensagem é o id de uma linha de tickets.ndjson.
Cada archivo .ndjson tiene un objeto JSON por línea. Los ids los unen: el ticketId de un mensaje es el id de una línea de tickets.ndjson.

Files that customers and colleagues sent are named in files.ndjson with their address. To fetch them all:
Os arquivos enviados estão em files.ndjson com o endereço. Para baixar todos:
Los archivos enviados están en files.ndjson con su dirección. Para bajarlos todos:

  mkdir -p files; jq -r 'select(.state == "stored") | [.url, "files/\\(.id)"] | @tsv' files.ndjson |
    while IFS="$(printf '\\t')" read -r url file; do curl -sf "$url" -o "$file"; done

Keys, tokens and secrets are not part of it. / Chaves, tokens e segredos não fazem parte. / Claves, tokens y secretos no forman parte.
`
