import type { NumberOptions } from '../options.ts'
import type { BusinessNumber } from './state.ts'

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
