/** Content that a text cannot express, as data beside it: how it is stored, and how the API describes it. */
import { Type } from 'typebox'
import { nullable, TextOrNull } from '../../web/schema.ts'
import { cleanText } from '../text.ts'

/** The last five are data about a file, for example that it is a voice note, or the link that WhatsApp fetches. */
const CONTENT_TYPES = [
  ...(['location', 'contacts', 'template', 'interactive', 'button', 'order', 'form', 'referral', 'product'] as const),
  ...(['image', 'video', 'audio', 'document', 'sticker'] as const),
] as const

export interface MessageContent {
  type: (typeof CONTENT_TYPES)[number]
  [more: string]: unknown
}

/** Of longer data only the words are shown. */
const MAX_CONTENT_LENGTH = 16_384

export function contentJson(content: object | null | undefined): string | null {
  // PostgreSQL's jsonb accepts neither NUL nor half a surrogate pair.
  const clean = (_key: string, value: unknown) => (typeof value === 'string' ? cleanText(value) : value)
  const json = content == null ? null : JSON.stringify(content, clean)
  return json === null || json.length > MAX_CONTENT_LENGTH ? null : json
}

export const ContentSchema = Type.Unsafe<MessageContent | null>({
  anyOf: [
    {
      title: 'MessageContent',
      type: 'object',
      properties: {
        type: {
          type: 'string',
          enum: [...CONTENT_TYPES],
        },
      },
      required: ['type'],
      additionalProperties: true,
    },
    { type: 'null' },
  ],
  description:
    'What a text cannot say, as data in the form of the Cloud API: `{"type":"location","location":{"latitude":-23.5,"longitude":-46.6}}`. `body` says the same in words. A filled form has `form.answers` and the `files` that came with it.',
})

export const OriginSchema = nullable(
  Type.Object(
    {
      forwarded: Type.Unsafe<'once' | 'often' | null>({
        anyOf: [{ type: 'string', enum: ['once', 'often'] }, { type: 'null' }],
        description: 'Whether it was forwarded to us; `often` is more than five times.',
      }),
      referral: nullable(
        Type.Object(
          {
            sourceType: nullable(Type.String({ description: '`ad` or `post`.' })),
            sourceId: TextOrNull,
            sourceUrl: TextOrNull,
            headline: TextOrNull,
            body: TextOrNull,
            mediaUrl: TextOrNull,
            clickId: nullable(Type.String({ description: "Meta's id of the click (`ctwa_clid`)." })),
          },
          {
            title: 'MessageReferral',
            description: 'The advertisement or post that the customer tapped before writing.',
          },
        ),
      ),
      product: nullable(
        Type.Object(
          { catalogId: TextOrNull, productId: Type.String() },
          { title: 'AskedProduct', description: 'The product of a catalogue that the message asks about.' },
        ),
      ),
      unknownType: nullable(
        Type.String({
          description:
            'For a message whose type this version cannot show; a later version may. See `inbound` of the channel.',
        }),
      ),
    },
    {
      title: 'MessageOrigin',
      description: 'How the message came here, apart from its sender. Null for most messages.',
    },
  ),
)
