/** The rows of `media`: one per file, with the address that was given before the bytes were here. */
import type { Sql } from '../base/db/db.ts'
import { readFacts } from './file-facts.ts'
import { type FileAddress, type MediaStore, newMediaKey, type WrittenFile } from './media-store.ts'
import { sniffType } from './sniff.ts'

/** A file that a customer sent, before its bytes are here. */
export interface InboundMedia {
  /** Meta's media id. */
  providerId: string
  mimeType: string
  fileName: string
}

/** The code of why a file is not here (yet); the words are in media-trouble.ts. */
export type MediaReason = 'expired' | 'refused' | 'too_large' | 'unknown_host' | 'channel_gone' | 'lost'

export interface Media {
  tenant_id: number
  id: number
  key: string
  file_name: string
  mime_type: string
  size: number | null
  /** `missing`: it was stored, and is not there any more. */
  state: 'waiting' | 'stored' | 'failed' | 'missing'
  provider_id: string | null
  channel_id: number | null
  user_id: number | null
  attempts: number
  created_at: Date
}

export const mediaColumns = (sql: Sql) =>
  sql`tenant_id, id, key, file_name, mime_type, size, state, provider_id, channel_id, user_id, attempts, created_at`

const MAX_NAME_READ = 400

/** A name that is safe in a URL, a header and a zip: no path, no control characters, its extension kept. */
export function safeFileName(name: string): string {
  // Only the end, where the extension is, because the time of the patterns below grows with the square of the length.
  const base = name.slice(-MAX_NAME_READ).normalize('NFC').split(/[/\\]/).at(-1)!
  const clean = base.replace(/[^\p{L}\p{N}._ ()+-]+/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const [, extension = ''] = /(\.[^.]{1,10})$/.exec(clean) ?? []
  return clean.length > 120 ? `${clean.slice(0, 120 - extension.length)}${extension}` : clean || 'file'
}

/** Finds or makes the row of a file that a customer sent. Its bytes may come later. */
export async function expectMedia(
  sql: Sql,
  channel: { tenantId: number; channelId: number },
  file: InboundMedia,
): Promise<Media> {
  const found = await findByProviderId(sql, channel, file.providerId)
  if (found !== undefined) return found
  await sql`
    insert into media (tenant_id, key, file_name, mime_type, state, provider_id, channel_id)
    values (${channel.tenantId}, ${newMediaKey()}, ${safeFileName(file.fileName)}, ${file.mimeType}, 'waiting',
      ${file.providerId}, ${channel.channelId})
    on conflict (tenant_id, channel_id, provider_id) do nothing`
  return (await findByProviderId(sql, channel, file.providerId))!
}

async function findByProviderId(
  sql: Sql,
  channel: { tenantId: number; channelId: number },
  providerId: string,
): Promise<Media | undefined> {
  const [row] = await sql<Media[]>`
    select ${mediaColumns(sql)} from media
    where tenant_id = ${channel.tenantId} and channel_id = ${channel.channelId} and provider_id = ${providerId}`
  return row
}

export async function findMedia(sql: Sql, tenantId: number, id: number): Promise<Media | undefined> {
  const [row] = await sql<Media[]>`select ${mediaColumns(sql)} from media where tenant_id = ${tenantId} and id = ${id}`
  return row
}

export async function findMediaByKey(sql: Sql, key: string): Promise<Media | undefined> {
  const [row] = await sql<Media[]>`select ${mediaColumns(sql)} from media where key = ${key}`
  return row
}

/** Takes waiting files that are due, oldest first. Until the lease ends nobody else takes them. */
export async function claimMedia(sql: Sql, leaseMs: number, limit: number): Promise<Media[]> {
  return sql<Media[]>`
    update media set attempts = attempts + 1, due_at = now() + ${leaseMs} * interval '1 millisecond'
    where (tenant_id, id) in (
      select tenant_id, id from (
        select m.*, row_number() over (partition by m.tenant_id order by m.due_at, m.id) as turn
        from (select distinct tenant_id from media where state = 'waiting' and due_at <= now()) company
        cross join lateral (
          select tenant_id, id, due_at from media
          where tenant_id = company.tenant_id and state = 'waiting' and due_at <= now()
          order by due_at, id limit ${limit} for update skip locked
        ) m
      ) taken
      order by turn, due_at, id limit ${limit})
    returning ${mediaColumns(sql)}`
}

/** Takes this file; undefined when it is not waiting, or somebody else has taken it. */
export async function claimOneMedia(sql: Sql, media: Media, leaseMs: number): Promise<Media | undefined> {
  const [row] = await sql<Media[]>`
    update media set attempts = attempts + 1, due_at = now() + ${leaseMs} * interval '1 millisecond'
    where tenant_id = ${media.tenant_id} and id = ${media.id} and state = 'waiting' and due_at <= now()
    returning ${mediaColumns(sql)}`
  return row
}

/** Where the row is, and where the bytes are. */
export interface MediaPlace {
  db: Sql
  store: Pick<MediaStore, 'read' | 'stream'>
}

export async function markStored({ db: sql, store }: MediaPlace, media: Media, file: WrittenFile): Promise<void> {
  const mimeType = sniffType(file.head, media.mime_type)
  const { size } = file
  const facts = await readFacts(store, { tenantId: media.tenant_id, key: media.key }, { mimeType, size })
  await sql`
    update media set state = 'stored', size = ${size}, sha256 = ${file.sha256}, error = null, reason = null,
      missing_at = null, mime_type = ${mimeType},
      width = ${facts.width}, height = ${facts.height}, duration_ms = ${facts.durationMs},
      waveform = ${facts.waveform}::smallint[]
    where tenant_id = ${media.tenant_id} and id = ${media.id}`
}

export async function putOffMedia(
  sql: Sql,
  media: Media,
  afterMs: number,
  { error, reason }: { error: string; reason: MediaReason | null },
): Promise<void> {
  await sql`
    update media set due_at = now() + ${afterMs} * interval '1 millisecond', error = ${error}, reason = ${reason}
    where tenant_id = ${media.tenant_id} and id = ${media.id} and state = 'waiting'`
}

/** A file that was stored before and cannot be fetched again is missing. */
export async function markFailed(
  sql: Sql,
  media: Media,
  { error, reason }: { error: string; reason: MediaReason },
): Promise<void> {
  await sql`
    update media set state = case when missing_at is null then 'failed' else 'missing' end, error = ${error},
      reason = case when missing_at is null then ${reason} else 'lost' end
    where tenant_id = ${media.tenant_id} and id = ${media.id} and state = 'waiting'`
}

/** A file that a user uploaded and whose bytes are in the store already. */
export async function addStoredMedia(
  { db: sql, store }: MediaPlace,
  file: {
    tenantId: number
    userId: number | null
    key: string
    fileName: string
    claimedType: string
    written: WrittenFile
  },
): Promise<Media> {
  const { written } = file
  const mimeType = sniffType(written.head, file.claimedType)
  const facts = await readFacts(store, file, { mimeType, size: written.size })
  const [row] = await sql<Media[]>`
    insert into media (tenant_id, user_id, key, file_name, mime_type, size, sha256, state, width, height, duration_ms,
      waveform)
    values (${file.tenantId}, ${file.userId}, ${file.key}, ${safeFileName(file.fileName)}, ${mimeType}, ${written.size},
      ${written.sha256}, 'stored', ${facts.width}, ${facts.height}, ${facts.durationMs}, ${facts.waveform}::smallint[])
    returning ${mediaColumns(sql)}`
  return row!
}

export interface StoredFile extends FileAddress {
  id: number
  size: number
  sha256: Uint8Array | null
}

/** Every file that is stored, up to this id, a page of rows at a time. */
export async function* eachStored(sql: Sql, upTo: number): AsyncGenerator<StoredFile> {
  let place = { tenantId: 0, id: 0 }
  for (;;) {
    const rows = await sql<StoredFile[]>`
      select tenant_id as "tenantId", id, key, size, sha256 from media
      where (tenant_id, id) > (${place.tenantId}::bigint, ${place.id}::bigint) and id <= ${upTo} and state = 'stored'
      order by tenant_id, id limit 1000`
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    place = last
  }
}
