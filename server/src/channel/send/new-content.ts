/** Checks what somebody wants to send, and makes from it what the desk shows and what is posted to WhatsApp. */
import type { Caller } from '../../access/index.ts'
import type { Desk } from '../../desk/index.ts'
import { findMedia, kindOf, type Media, type MediaKind, requireSendable } from '../../media/index.ts'
import { type FieldError, Refusal } from '../../refusal/refusal.ts'
import { checkInteractive } from '../graph/message-limits.ts'
import { mediaIdsIn } from '../graph/uploads.ts'
import { type Json, objectIn, textIn } from '../json.ts'
import { readContent } from '../read/cloud-content.ts'
import { checkTemplate, previewTemplate, previewText } from '../template/template-content.ts'
import { findTemplate } from '../template/template-rows.ts'

export type SpecialType = 'location' | 'contacts' | 'template' | 'interactive'

export interface NewContent {
  body?: string | undefined
  mediaId?: number | undefined
  /** An OGG/Opus file is sent as a voice note. */
  voice?: boolean | undefined
  /** The address of a file that WhatsApp fetches. */
  mediaLink?: { kind: MediaKind; url: string; fileName?: string | undefined } | undefined
  /** Used instead of a text or a file, in WhatsApp's format. */
  special?: { type: SpecialType; node: unknown } | undefined
}

export interface Content {
  mediaType: string
  body: string
  mediaId: number | null
  /** Null = the message's own text or file. */
  posted: ({ type: string } & Json) | null
}

const MAX_TEXT = 4_096
const MAX_CAPTION = 1_024

/** The channel, because templates belong to one. */
type Where = { ticketId: number } | { channelId: number }

export async function contentOf(desk: Desk, caller: Caller, given: NewContent & Where): Promise<Content> {
  const body = given.body?.trim() === '' ? undefined : given.body
  if (given.special !== undefined) return specialContent(desk, caller, { ...given, body, special: given.special })
  if (given.mediaLink !== undefined) return linkContent(given.mediaLink, body)
  if (given.mediaId !== undefined)
    return fileContent(desk, caller, { mediaId: given.mediaId, voice: given.voice, body })
  if (body === undefined) throw new Refusal('message_empty')
  requireLength(body, MAX_TEXT)
  return { mediaType: 'chat', body, mediaId: null, posted: null }
}

async function fileContent(
  desk: Desk,
  caller: Caller,
  { mediaId, voice, body }: { mediaId: number; voice: boolean | undefined; body: string | undefined },
): Promise<Content> {
  const media = await requireMedia(desk, caller, mediaId)
  const mediaType = kindOf(media.mime_type)
  const caption = hasCaption(mediaType) ? body : undefined
  if (caption !== undefined) requireLength(caption, MAX_CAPTION)
  if (voice && !media.mime_type.startsWith('audio/ogg')) refuse('/voice', 'needs a file of the type audio/ogg (Opus)')
  const posted = voice ? { type: 'audio', audio: { mediaId, voice: true } } : null
  return { mediaType, body: caption ?? media.file_name, mediaId, posted }
}

/** WhatsApp allows no words with these two. */
const hasCaption = (kind: MediaKind) => kind !== 'audio' && kind !== 'sticker'

function linkContent(link: NonNullable<NewContent['mediaLink']>, body: string | undefined): Content {
  const { kind, url } = link
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    refuse('/mediaLink/url', 'must be an address that begins with http:// or https://')
  }
  const fileName = link.fileName ?? (decodeName(new URL(url).pathname.split('/').at(-1) ?? '') || kind)
  const caption = hasCaption(kind) ? body : undefined
  if (caption !== undefined) requireLength(caption, MAX_CAPTION)
  const node = {
    link: url,
    ...(caption === undefined ? {} : { caption }),
    ...(kind === 'document' ? { filename: fileName } : {}),
  }
  return { mediaType: kind, body: caption ?? fileName, mediaId: null, posted: { type: kind, [kind]: node } }
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

type Special = NewContent & Where & { special: NonNullable<NewContent['special']> }

async function specialContent(desk: Desk, caller: Caller, given: Special): Promise<Content> {
  const { type, node } = given.special
  for (const id of mediaIdsIn(node)) await requireMedia(desk, caller, id)
  const shown = await describeSpecial(desk, caller, given)
  return { ...shown, mediaId: null, posted: { type, [type]: node } }
}

async function describeSpecial(
  desk: Desk,
  caller: Caller,
  { special: { type, node }, body, ...where }: Special,
): Promise<{ mediaType: string; body: string }> {
  if (type === 'location' || type === 'contacts') {
    const content = readContent({ type, [type]: node }, 'en')
    if (content === null) throw new Refusal('message_empty')
    return { mediaType: content.mediaType, body: content.body }
  }
  const given = objectIn(node)
  if (type === 'template') return { mediaType: 'chat', body: body ?? (await templateText(desk, caller, where, given)) }
  requireNone(checkInteractive(given))
  return { mediaType: 'chat', body: body ?? textIn(objectIn(given.body).text) ?? textIn(given.type) ?? '' }
}

/** The filled text. A template that this company does not have, or that is filled wrongly, is refused here. */
async function templateText(desk: Desk, { tenantId }: Caller, place: Where, node: Json): Promise<string> {
  const name = textIn(node.name) ?? ''
  const language = textIn(objectIn(node.language).code) ?? ''
  const where = { tenantId, channelId: await channelOf(desk, tenantId, place), name, language }
  const { isKnown, template } = await findTemplate(desk.tx, where)
  if (template === undefined) {
    // The account's templates were never fetched, so Meta decides.
    if (!isKnown) return name
    throw new Refusal('template_not_found', { name, language })
  }
  if (template.status !== 'APPROVED') throw new Refusal('template_not_approved', { name, status: template.status })
  requireNone(checkTemplate(template.components, node.components))
  return previewText(previewTemplate(template.components, node.components)) || name
}

async function channelOf(desk: Desk, tenantId: number, place: Where): Promise<number> {
  if ('channelId' in place) return place.channelId
  const [ticket] = await desk.tx<{ channel_id: number }[]>`
    select channel_id from tickets where tenant_id = ${tenantId} and id = ${place.ticketId}`
  if (ticket === undefined) throw new Refusal('ticket_not_found')
  return ticket.channel_id
}

/** Ids can be guessed, and what is sent can be read, so an attendant cannot send a file of a queue that they do not serve. */
async function requireMedia(desk: Desk, { tenantId, profile, userId }: Caller, mediaId: number): Promise<Media> {
  const media = await findMedia(desk.tx, tenantId, mediaId)
  const isTheirs = profile !== 'attendant' || (userId !== null && media?.user_id === userId)
  if (media === undefined || !isTheirs) throw new Refusal('media_not_found')
  // A customer's file may be larger than what we may send.
  if (media.state === 'stored') requireSendable({ mimeType: media.mime_type, size: media.size ?? 0 })
  return media
}

function requireLength(text: string, max: number): void {
  if ([...text].length > max) refuse('/body', `must have at most ${max} characters`)
}

function refuse(path: string, message: string): never {
  throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path, message }] })
}

function requireNone(errors: FieldError[]): void {
  if (errors.length > 0) throw new Refusal('invalid_request', {}, { errors })
}
