/** An endpoint in a form: the choices, and values that can be written but never read. Pure. */
import type { operations } from '../api/generated/schema.ts'
import type { Endpoint } from '../api/types.ts'

export const SWITCHES = [
  'received',
  'sent',
  'newTicket',
  'transferred',
  'closed',
  'open',
  'pending',
  'groups',
  'messageStatus',
  'messageEdited',
  'messageDeleted',
  'messageReaction',
  'mediaBase64',
] as const
export type SwitchName = (typeof SWITCHES)[number]
/** A queue's endpoint has no ticket events. */
export const OF_CHANNELS: ReadonlySet<SwitchName> = new Set(['newTicket', 'transferred', 'closed'])

export interface HeaderDraft {
  key: number
  name: string
  /** Null = the stored value stays. */
  value: string | null
}

export interface Draft {
  name: string
  url: string
  switches: Record<SwitchName, boolean>
  payloadVersion: 1 | 2
  retryPolicy: Endpoint['retryPolicy']
  whenExhausted: Endpoint['whenExhausted']
  timeoutSeconds: number
  maxInFlight: number
  /** Null = no limit. */
  rateLimit: number | null
  /** Undefined = the stored one stays, null = none. */
  token: string | null | undefined
  headers: HeaderDraft[]
  ed25519: boolean
}

/** WHAZING's defaults, plus what nearly everybody switches on first. */
const FRESH: Draft = {
  name: '',
  url: '',
  switches: {
    received: true,
    sent: false,
    newTicket: false,
    transferred: false,
    closed: false,
    open: true,
    pending: true,
    groups: false,
    messageStatus: false,
    messageEdited: false,
    messageDeleted: false,
    messageReaction: false,
    mediaBase64: false,
  },
  payloadVersion: 1,
  retryPolicy: 'standard',
  whenExhausted: 'skip',
  timeoutSeconds: 15,
  maxInFlight: 32,
  rateLimit: null,
  token: undefined,
  headers: [],
  ed25519: false,
}

let lastKey = 0
export const newHeader = (name = '', value: string | null = ''): HeaderDraft => ({ key: ++lastKey, name, value })

export function draftOf(endpoint: Endpoint): Draft {
  const { name, url, switches, payloadVersion, retryPolicy, whenExhausted, maxInFlight, rateLimit } = endpoint
  return {
    ...{ name, url, switches, payloadVersion, retryPolicy, whenExhausted, maxInFlight, rateLimit },
    timeoutSeconds: endpoint.timeoutMs / 1_000,
    token: undefined,
    headers: endpoint.headerNames.map(header => newHeader(header, null)),
    ed25519: endpoint.ed25519PublicKey !== null,
  }
}

/** For a new endpoint, empty or from another one. Secrets are not copied, because nobody can read them. */
export function freshDraft(copied: Endpoint | undefined, copyName: (name: string) => string): Draft {
  if (copied === undefined) return { ...FRESH, headers: [] }
  return { ...draftOf(copied), name: copyName(copied.name), headers: [] }
}

type Body<O extends 'createEndpoint' | 'updateEndpoint'> = operations[O]['requestBody'] extends
  | { content: { 'application/json': infer B } }
  | undefined
  ? B
  : never

function settingsOf({ headers: _, token, timeoutSeconds, rateLimit, ...same }: Draft) {
  const settings = { ...same, name: same.name.trim(), url: same.url.trim(), rateLimit }
  return { ...settings, timeoutMs: Math.round(timeoutSeconds * 1_000), ...(token !== undefined && { token }) }
}

export const toUpdate = (draft: Draft): Body<'updateEndpoint'> => ({
  ...settingsOf(draft),
  headers: Object.fromEntries(named(draft).map(({ name, value }) => [name.trim(), value])),
})

export const toCreate = (draft: Draft, source: Source): Body<'createEndpoint'> => ({
  ...settingsOf(draft),
  ...source,
  headers: Object.fromEntries(named(draft).map(({ name, value }) => [name.trim(), value ?? ''])),
})

export type Source = { channelId: number } | { queueId: number }

const named = ({ headers }: Draft) => headers.filter(({ name }) => name.trim() !== '')

/** Whether saving would change anything. */
export function isChanged(draft: Draft, saved: Draft): boolean {
  const plain = ({ headers, ...rest }: Draft) =>
    JSON.stringify([rest, rest.token === undefined, headers.map(({ name, value }) => [name, value])])
  return plain(draft) !== plain(saved)
}

/** Whether nothing can pass: no message from either side in any state, no ticket event, and no opt-in event. */
export function isSilent({ switches }: Draft, isQueue: boolean): boolean {
  const messages = (switches.received || switches.sent) && (switches.open || switches.pending)
  const tickets = !isQueue && (switches.newTicket || switches.transferred || switches.closed)
  const extras = switches.messageStatus || switches.messageEdited || switches.messageDeleted || switches.messageReaction
  return !messages && !tickets && !extras
}
