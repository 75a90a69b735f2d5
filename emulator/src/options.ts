import type { Json } from './graph/graph-error.ts'
import type { DeliveryMode, DeliveryModeKind } from './webhook/delivery-mode.ts'

export type NumberOptions = {
  wabaId: string
  phoneNumberId: string
  /** Digits with country code. */
  displayPhoneNumber: string
  verifiedName: string
  /** The number is also used in the phone app: the desk gets customers' edits and deletions, and echoes. Default true. */
  coexistence?: boolean
  /** Whether it may use the Groups API. At Meta a coexistence number may not; here both work unless set to false. */
  groups?: boolean
}

export type Template = {
  name: string
  language: string
  /** MARKETING, UTILITY or AUTHENTICATION. */
  category: string
  /** APPROVED unless given. */
  status?: string
  components: Json[]
  parameterFormat?: 'POSITIONAL' | 'NAMED'
}

export type EmulatorOptions = {
  numbers?: NumberOptions[]
  accessToken?: string
  appSecret?: string
  /** The verify token that the callback expects in the GET handshake. */
  verifyToken?: string
  callbackUrl?: string | null
  /** The clock of windows, media expiry and timestamps. Timers (retries, delays) run on real time. */
  now?: () => Date
  /** The pauses before a refused webhook is posted again; when they are used up, it is given up. */
  retryDelaysMs?: number[]
  webhookTimeoutMs?: number
  /** Webhooks posted at the same time. One keeps them in order; Meta uses many. */
  webhookConcurrency?: number
  /** How many deliveries the log remembers. */
  logLimit?: number
  mode?: DeliveryMode | DeliveryModeKind
  /** Free-form messages outside the 24 h window are accepted and then fail with 131047. Default true. */
  enforceWindow?: boolean
  /**
   * The status that an accepted message reaches by itself. Default `delivered`; `read` waits for the customer or the control API.
   */
  autoStatus?: 'none' | 'sent' | 'delivered' | 'read'
  templates?: Template[]
  /** The review of a template that the desk makes or edits: `approve` at once, or `none`, to wait for the control API. */
  templateReview?: 'approve' | 'none'
  /** Enforces 80 messages a second per number and the pace to one person, by the emulator's clock. Default false. */
  enforceRates?: boolean
  /** Host names, besides `localhost` and IP addresses, under which the page and the control API may be opened. */
  allowedHosts?: string[]
  /** Makes the ids of two runs different; see ids.ts. Default 0. */
  epoch?: number
}

export const demoDefaults = {
  wabaId: '310000000000001',
  phoneNumberId: '420000000000002',
  displayPhoneNumber: '551140020001',
  verifiedName: 'Padaria Demo',
  accessToken: 'emulator-access-token',
  appSecret: 'emulator-app-secret',
  verifyToken: 'emulator-verify-token',
} as const

const demoTemplates: Template[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Welcome! This message shows that everything is connected.' }],
  },
  {
    name: 'retorno_atendimento',
    language: 'pt_BR',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Olá, {{1}}! Podemos continuar seu atendimento?' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Sim' },
          { type: 'QUICK_REPLY', text: 'Parar' },
        ],
      },
    ],
  },
]

export type Settings = Required<EmulatorOptions>

export function settle(options: EmulatorOptions): Settings {
  const { wabaId, phoneNumberId, displayPhoneNumber, verifiedName } = demoDefaults
  return {
    numbers: [{ wabaId, phoneNumberId, displayPhoneNumber, verifiedName }],
    accessToken: demoDefaults.accessToken,
    appSecret: demoDefaults.appSecret,
    verifyToken: demoDefaults.verifyToken,
    callbackUrl: null,
    now: () => new Date(),
    retryDelaysMs: [500, 2_000, 5_000],
    webhookTimeoutMs: 10_000,
    webhookConcurrency: 1,
    logLimit: 10_000,
    mode: 'normal',
    enforceWindow: true,
    autoStatus: 'delivered',
    templates: demoTemplates,
    templateReview: 'approve',
    enforceRates: false,
    allowedHosts: [],
    epoch: 0,
    ...options,
  }
}
