/** The origin of a message, besides its sender: forwarded, begun at an advertisement, or asking about a product. */
import { type Json, objectIn, textIn } from '../json.ts'

export interface MessageOrigin {
  /** Null, or how often it was forwarded: `often` means more than five times. */
  forwarded: 'once' | 'often' | null
  /** The advertisement or post that the customer tapped. */
  referral: Referral | null
  /** The product of a catalogue that the message asks about. */
  product: { catalogId: string | null; productId: string } | null
  /** The type of a message that this version cannot show. */
  unknownType: string | null
}

export interface Referral {
  sourceType: string | null
  sourceId: string | null
  sourceUrl: string | null
  headline: string | null
  body: string | null
  mediaUrl: string | null
  /** Meta's id of the click, with which advertisers count. */
  clickId: string | null
}

const MAX_TEXT = 2_000
const shortIn = (value: unknown) => textIn(value)?.slice(0, MAX_TEXT).toWellFormed() ?? null

export function readOrigin(message: Json, unknownType: string | null): MessageOrigin | null {
  const context = objectIn(message.context)
  const forwarded = context.frequently_forwarded === true ? 'often' : context.forwarded === true ? 'once' : null
  const origin = {
    forwarded,
    referral: readReferral(objectIn(message.referral)),
    product: readProduct(objectIn(context.referred_product)),
    unknownType: unknownType?.slice(0, 100).toWellFormed() ?? null,
  } as const
  return Object.values(origin).every(part => part === null) ? null : origin
}

function readReferral(referral: Json): Referral | null {
  const read = {
    sourceType: shortIn(referral.source_type),
    sourceId: shortIn(referral.source_id),
    sourceUrl: shortIn(referral.source_url),
    headline: shortIn(referral.headline),
    body: shortIn(referral.body),
    mediaUrl: shortIn(referral.image_url ?? referral.video_url ?? referral.thumbnail_url),
    clickId: shortIn(referral.ctwa_clid),
  }
  return Object.values(read).every(part => part === null) ? null : read
}

function readProduct(product: Json): MessageOrigin['product'] {
  const productId = shortIn(product.product_retailer_id)
  return productId === null ? null : { catalogId: shortIn(product.catalog_id), productId }
}
