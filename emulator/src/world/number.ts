import type { Json } from '../graph/graph-error.ts'
import type { HistoryInput } from '../meta/history.ts'
import type { NumberOptions } from '../options.ts'

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'

/** A phone number of the business, with everything that the Graph API lets one change about it. */
export type BusinessNumber = Required<NumberOptions> & {
  profile: Json
  callbackOverride: string | null
  quality: Quality
  status: string
  nameStatus: string
  throughput: string
  messagingLimit: string
  /** The PIN of two-step verification; null until one was set. */
  pin: string | null
  isRegistered: boolean
  /** Calling, storage and whatever else was posted to `/settings`. */
  settings: Json
  commerce: Json
  automation: Json
  /** Ids of the people who were blocked. */
  blocked: Set<string>
  qrCodes: Map<string, QrCode>
  /** What the phone app would share when asked: see history.ts. */
  phoneBook: PhoneBookEntry[]
  history: HistoryInput | 'declined' | null
}

export type QrCode = { code: string; prefilled_message: string; deep_link_url: string; qr_image_url?: string }

export type PhoneBookEntry = { phone: string; fullName?: string; firstName?: string; action?: 'add' | 'remove' }

export function createNumber(options: NumberOptions): BusinessNumber {
  return {
    coexistence: true,
    groups: true,
    ...options,
    profile: {},
    callbackOverride: null,
    quality: 'GREEN',
    status: 'CONNECTED',
    nameStatus: 'APPROVED',
    throughput: 'STANDARD',
    messagingLimit: 'TIER_250',
    pin: null,
    isRegistered: true,
    settings: { calling: { status: 'DISABLED' }, storage_configuration: { status: 'DEFAULT' } },
    commerce: { is_catalog_visible: false, is_cart_enabled: true },
    automation: {},
    blocked: new Set(),
    qrCodes: new Map(),
    phoneBook: [],
    history: null,
  }
}
