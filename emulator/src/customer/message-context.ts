import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import type { BusinessNumber } from '../world/state.ts'
import type { CustomerMessage } from './customer-message.ts'

/** What a message refers to: answer, forwarding and product share one object. */
export function contextOf({ world }: Emulation, number: BusinessNumber, message: CustomerMessage): Json {
  const { replyTo, forwarded, product } = message
  const context: Json = {
    ...((replyTo || product) && { from: authorOf(world, number, replyTo) }),
    ...(replyTo && { id: replyTo }),
    ...(forwarded === 'frequently' && { frequently_forwarded: true }),
    ...(forwarded === true && { forwarded: true }),
    ...(product && {
      referred_product: { catalog_id: product.catalogId, product_retailer_id: product.productRetailerId },
    }),
  }
  return Object.keys(context).length > 0 ? { context } : {}
}

function authorOf(world: Emulation['world'], number: BusinessNumber, id: string | undefined): string {
  const quoted = id === undefined ? undefined : world.messages.get(id)?.message
  const author = quoted?.from === 'customer' ? world.customers.get(quoted.customerId ?? '') : undefined
  return author?.waId ?? author?.userId ?? number.displayPhoneNumber
}

export const sampleReferral: Json = {
  source_url: 'https://fb.me/emulator',
  source_id: '120000000000000001',
  source_type: 'ad',
  headline: 'Fale conosco',
  body: 'Pão quentinho todo dia',
  media_type: 'image',
  image_url: 'https://example.invalid/ad.jpg',
  ctwa_clid: 'EMULATORCLICK',
  welcome_message: { text: 'Olá! Como podemos ajudar?' },
}
