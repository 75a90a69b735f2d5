import type { CustomerContent, EchoMessage, MediaInput } from './customer-message.ts'
import type { Json } from '../graph/graph-error.ts'
import { downloadUrl, storeMedia } from '../world/media.ts'
import { sampleOf } from '../world/sample-media.ts'
import { NotInWorld, type StoredMedia, type World } from '../world/world.ts'

/** The type of a message as Meta names it, and what stands beside the common fields. */
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

const unsupported = (reason: string): MessageNode => ({
  type: 'unsupported',
  fields: {
    unsupported: { type: reason },
    errors: [unsupportedError(131051, 'Message type unknown', 'Message type is currently not supported.')],
  },
})

/** Builds the node of every type but edit, revoke and number_changed, which also change what was written before. */
export function messageNode(world: World, baseUrl: string, content: Content): MessageNode {
  const build = builders[content.type]
  if (!build) throw new NotInWorld(`unknown message type: ${content.type}`)
  return build(world, baseUrl, content as never)
}

type Builder<T> = (world: World, baseUrl: string, content: T) => MessageNode

const builders: Record<string, Builder<never>> = {
  text: (_, __, content: Of<'text'>) => node('text', { body: required(content.text, 'text') }),
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
    // A reaction taken back comes without the emoji.
    return node('reaction', { message_id: required(messageId, 'messageId'), ...(emoji && { emoji }) })
  },
  order(_, __, { catalogId, text, items }: Of<'order'>) {
    return node('order', { catalog_id: required(catalogId, 'catalogId'), ...(text && { text }), product_items: items })
  },
  unsupported: (_, __, content: Of<'unsupported'>) => unsupported(content.reason ?? 'poll_creation'),
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
