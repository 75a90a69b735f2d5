import { type Json, titleOf } from '../graph/graph-error.ts'
import { downloadUrl, storeMedia } from '../world/media.ts'
import { sampleOf } from '../world/sample-media.ts'
import { isObject, type MediaInput, NotInWorld, type StoredMedia, type World } from '../world/state.ts'
import type { CustomerContent, EchoMessage } from './customer-message.ts'

/** The type of a message as Meta names it, and its fields besides the common ones. */
export type MessageNode = { type: string; fields: Json }

type Content = CustomerContent | EchoMessage
type Of<T extends Content['type']> = Extract<CustomerContent, { type: T }>

const node = (type: string, content: unknown): MessageNode => ({ type, fields: { [type]: content } })

const unsupportedError = (code: number, title: string, details: string): Json => ({
  code,
  title,
  message: title,
  error_data: { details },
})

function unsupported(reason: string, code = 131051, details = 'Message type is currently not supported.'): MessageNode {
  const title = code === 131051 ? 'Message type unknown' : titleOf(code)
  return {
    type: 'unsupported',
    fields: { unsupported: { type: reason }, errors: [unsupportedError(code, title, details)] },
  }
}

/** Builds the node of every type but those that change what was written before, or who wrote it. */
export function messageNode(world: World, baseUrl: string, content: Content): MessageNode {
  const build = Object.hasOwn(builders, content.type) ? builders[content.type] : undefined
  if (!build) throw new NotInWorld(`unknown message type: ${content.type}`)
  return build(world, baseUrl, content as never)
}

type Builder<T> = (world: World, baseUrl: string, content: T) => MessageNode

const builders: Record<string, Builder<never>> = {
  text: (_, __, content: Of<'text'>) => node('text', { body: text(content.text, 'text') }),
  image: (world, baseUrl, content: Of<'image'>) => captioned(world, baseUrl, content),
  video: (world, baseUrl, content: Of<'video'>) => captioned(world, baseUrl, content),
  audio(world, baseUrl, content: Of<'audio'>) {
    const media = resolveMedia(world, 'audio', content.media)
    return node('audio', { ...fileNode(media), voice: content.voice ?? true, url: downloadUrl(world, media, baseUrl) })
  },
  document: (world, baseUrl, content: Of<'document'>) => captioned(world, baseUrl, content),
  sticker(world, baseUrl, content: Of<'sticker'>) {
    const media = resolveMedia(world, 'sticker', content.media)
    const url = downloadUrl(world, media, baseUrl)
    return node('sticker', { ...fileNode(media), animated: content.animated ?? false, url })
  },
  location(_, __, content: Of<'location'>) {
    const { latitude, longitude, name, address, url } = content
    if (typeof latitude !== 'number' || typeof longitude !== 'number') throw new NotInWorld('coordinates are numbers')
    return node('location', {
      latitude,
      longitude,
      ...(name && { name }),
      ...(address && { address }),
      ...(url && { url }),
    })
  },
  contacts(_, __, content: Of<'contacts'>) {
    const origin = content.origin ? { origin: content.origin } : {}
    return { type: 'contacts', fields: { ...origin, contacts: required(content.contacts, 'contacts') } }
  },
  button_reply(_, __, { id, title }: Of<'button_reply'>) {
    return node('interactive', { type: 'button_reply', button_reply: { id: required(id, 'id'), title } })
  },
  list_reply(_, __, { id, title, description }: Of<'list_reply'>) {
    const reply = { id: required(id, 'id'), title, ...(description && { description }) }
    return node('interactive', { type: 'list_reply', list_reply: reply })
  },
  flow_reply(_, __, content: Of<'flow_reply'>) {
    const reply = { name: 'flow', body: 'Sent', response_json: JSON.stringify(content.response ?? {}) }
    return node('interactive', { type: 'nfm_reply', nfm_reply: reply })
  },
  template_button: (_, __, { payload, text }: Of<'template_button'>) =>
    node('button', { payload: required(payload, 'payload'), text }),
  reaction(_, __, { messageId, emoji }: Of<'reaction'>) {
    // A removed reaction comes without the emoji.
    return node('reaction', { message_id: required(messageId, 'messageId'), ...(emoji && { emoji }) })
  },
  order(_, __, { catalogId, text, items }: Of<'order'>) {
    return node('order', { catalog_id: required(catalogId, 'catalogId'), ...(text && { text }), product_items: items })
  },
  address_reply(_, __, { values }: Of<'address_reply'>) {
    const given = required(values, 'values')
    const body = Object.values(given).map(String).join('\n')
    const reply = { name: 'address_message', body, response_json: JSON.stringify({ values: given }) }
    return node('interactive', { type: 'nfm_reply', nfm_reply: reply })
  },
  call_permission_reply(world, _, { response, isPermanent = false, expiresAt }: Of<'call_permission_reply'>) {
    const expiration_timestamp = expiresAt ?? Math.floor(world.now().getTime() / 1_000) + 7 * 86_400
    const reply = {
      response: required(response, 'response'),
      is_permanent: isPermanent,
      ...(response === 'accept' && !isPermanent && { expiration_timestamp }),
      response_source: 'user_action',
    }
    return node('interactive', { type: 'call_permission_reply', call_permission_reply: reply })
  },
  request_welcome: () => ({ type: 'request_welcome', fields: {} }),
  raw: (_, __, { messageType, content }: Of<'raw'>) => ({
    type: required(messageType, 'messageType'),
    fields: content === undefined ? {} : Object.fromEntries([[messageType, content]]),
  }),
  unsupported: (_, __, content: Of<'unsupported'>) =>
    unsupported(content.reason ?? 'poll_creation', content.code, content.details),
  too_large: () => ({
    type: 'unsupported',
    fields: {
      errors: [
        unsupportedError(
          131052,
          'Media download error',
          'Media file size too big. Max file size we currently support: 100MB.',
        ),
      ],
    },
  }),
}

export const editNotSupported = (): MessageNode => unsupported('edit')

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === null || value === '') throw new NotInWorld(`${name} is required`)
  return value
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new NotInWorld(`${name} is required, as a text`)
  return required(value, name)
}

type Captioned = { type: 'image' | 'video' | 'document'; media?: MediaInput; caption?: string }

function captioned(world: World, baseUrl: string, content: Captioned): MessageNode {
  const media = resolveMedia(world, content.type, content.media)
  return node(content.type, {
    ...fileNode(media),
    ...(content.type === 'document' && { filename: media.filename ?? 'documento' }),
    ...(content.caption && { caption: content.caption }),
    url: downloadUrl(world, media, baseUrl),
  })
}

const fileNode = (media: StoredMedia): Json => ({
  id: media.id,
  mime_type: media.mimeType,
  sha256: media.sha256.toString('base64'),
})

function resolveMedia(world: World, kind: string, input: MediaInput = {}): StoredMedia {
  if (!isObject(input)) throw new NotInWorld('media is an object')
  for (const name of ['mediaId', 'base64', 'mimeType', 'filename'] as const) {
    if (input[name] !== undefined && typeof input[name] !== 'string') throw new NotInWorld(`media.${name} is a text`)
  }
  if (input.bytes !== undefined && !(input.bytes instanceof Uint8Array)) throw new NotInWorld('media.bytes are bytes')
  if (input.mediaId) {
    const stored = world.media.get(input.mediaId)
    if (!stored) throw new NotInWorld(`no media ${input.mediaId}`)
    return stored
  }
  const given = input.bytes ?? (input.base64 === undefined ? undefined : Buffer.from(input.base64, 'base64'))
  const sample = sampleOf(kind)
  return storeMedia(world, {
    bytes: given ? Buffer.from(given) : sample.bytes,
    mimeType: input.mimeType ?? sample.mimeType,
    filename: input.filename ?? sample.filename,
    uploadedBy: null,
  })
}
