/** The model of the pages of deliveries: states, filters in the address, and the requests to the server. */
import type { LucideIcon } from 'lucide-react'
import { Check, Clock, Hand, RotateCw, SkipForward, X } from 'lucide-react'
import type { Delivery, DeliveryQuery } from '../api/types.ts'

export const STATES = ['waiting', 'retrying', 'held', 'delivered', 'given-up', 'skipped'] as const
export type State = Delivery['state']

export const TYPES = [
  ...(['message', 'NewTicket', 'NewTicketUserCreate', 'TransferTicket', 'ClosedTicket'] as const),
  ...(['MessageStatus', 'MessageEdited', 'MessageDeleted', 'MessageReaction'] as const),
] as const
export type EventType = (typeof TYPES)[number]

export const SPANS = ['1h', '24h', '7d'] as const
export type Span = (typeof SPANS)[number]
const SPAN_MS: Record<Span, number> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 }

export const STATE_LOOKS: Record<State, { icon: LucideIcon; ink: string }> = {
  waiting: { icon: Clock, ink: 'text-soft' },
  retrying: { icon: RotateCw, ink: 'text-warn' },
  held: { icon: Hand, ink: 'text-warn' },
  delivered: { icon: Check, ink: 'text-good' },
  'given-up': { icon: X, ink: 'text-bad' },
  skipped: { icon: SkipForward, ink: 'text-soft' },
}

/** All filters, in the address: a link, a reload and the back button keep them. */
export interface DeliverySearch {
  state?: State
  endpoint?: number
  channel?: number
  ticket?: number
  contact?: number
  type?: EventType
  /** The status of the last response; 0 = there was none. */
  status?: number
  since?: Span
  from?: string
  to?: string
  text?: string
}

const oneOf = <T extends string>(known: readonly T[], value: unknown) => known.find(each => each === value)
const idOf = (value: unknown) => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined)
const instantOf = (value: unknown) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined

/** Values that make no sense, in an address that somebody typed, are left out. */
export function readSearch(given: Record<string, unknown>): DeliverySearch {
  const status = Number.isInteger(given.status) && Number(given.status) >= 0 && Number(given.status) <= 999
  const text = typeof given.text === 'number' ? String(given.text) : given.text
  return compact({
    state: oneOf(STATES, given.state),
    endpoint: idOf(given.endpoint),
    channel: idOf(given.channel),
    ticket: idOf(given.ticket),
    contact: idOf(given.contact),
    type: oneOf(TYPES, given.type),
    status: status ? Number(given.status) : undefined,
    since: oneOf(SPANS, given.since),
    from: instantOf(given.from),
    to: instantOf(given.to),
    text: typeof text === 'string' && text.trim() !== '' ? text.slice(0, 200) : undefined,
  })
}

export type SearchChange = { [K in keyof DeliverySearch]?: DeliverySearch[K] | undefined }

/** Leaves out undefined values, so that they are not in the address. */
export const compact = (search: SearchChange): DeliverySearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

export function queryOf(search: DeliverySearch, now = Date.now()): DeliveryQuery {
  const { endpoint, channel, ticket, contact, since, from, ...same } = search
  const start = since === undefined ? from : new Date(now - SPAN_MS[since]).toISOString()
  return {
    ...same,
    ...(endpoint !== undefined && { endpointId: endpoint }),
    ...(channel !== undefined && { channelId: channel }),
    ...(ticket !== undefined && { ticketId: ticket }),
    ...(contact !== undefined && { contactId: contact }),
    ...(start !== undefined && { from: start }),
  }
}

/** The name of an event; that of a message depends on its direction. */
export const kindOf = ({ eventType, fromMe }: Pick<Delivery, 'eventType' | 'fromMe'>) => {
  if (eventType === 'message') return fromMe ? 'sent' : 'received'
  return oneOf(TYPES, eventType) as Exclude<EventType, 'message'> | undefined
}
