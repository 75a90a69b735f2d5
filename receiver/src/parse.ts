import {
  type Bodies,
  type EventName,
  type ExtraBodies,
  type ExtraEventName,
  extraEventNames,
  type PayloadVersion,
} from './event.ts'

/** One of the five events. `event` distinguishes them, because the message body has no `Type`. */
export type ContractEvent<V extends PayloadVersion> = { [E in EventName]: { event: E; body: Bodies[V][E] } }[EventName]

/** One of the events that an endpoint may opt into. */
export type ExtraEvent = { [E in ExtraEventName]: { event: E; body: ExtraBodies[E] } }[ExtraEventName]

/** What the panel's *test* button posts. */
export interface TestBody {
  event: 'test'
  origin: string
  timestamp: string
}

/** `other` is an event that this version of the package does not know. */
export type ParsedEvent<V extends PayloadVersion> =
  | ContractEvent<V>
  | ExtraEvent
  | { event: 'test'; body: TestBody }
  | { event: 'other'; type: string | null; body: Readonly<Record<string, unknown>> }

export type ParseCode = 'malformed-json' | 'not-an-object' | 'malformed-body'

/** The bytes are genuine but are not one of our bodies. Respond with 400. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  readonly code: ParseCode

  constructor(code: ParseCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

const ticketEvents: readonly string[] = ['NewTicketUserCreate', 'NewTicket', 'TransferTicket', 'ClosedTicket']

/**
 * Finds which event a body is and gives it its type. Takes raw bytes, text, or what JSON.parse returned.
 *
 * It checks only what distinguishes the events, and lets unknown keys pass: the signer of the body keeps the contract,
 * and a receiver that refuses a field it does not know turns every addition into an outage. To check a body against
 * the whole schema, use `@recado/receiver/schemas`. Throws a ParseError.
 */
export function parse<V extends PayloadVersion>(body: Uint8Array | string | object, version: V): ParsedEvent<V> {
  const value = body instanceof Uint8Array || typeof body === 'string' ? parseJson(body) : body
  if (!isRecord(value)) throw new ParseError('not-an-object', 'the body is not a JSON object')
  const event = nameEvent(value)
  if (event === 'test') return { event, body: value as unknown as TestBody }
  if (event === 'other') return { event, type: readType(value), body: value }
  requireParts(event, value)
  if (event === 'message') requireVersion(value, version)
  return { event, body: value } as unknown as ContractEvent<V> | ExtraEvent
}

function parseJson(body: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new ParseError('malformed-json', 'the body is not JSON in UTF-8', { cause })
  }
}

function nameEvent(body: Record<string, unknown>): EventName | ExtraEventName | 'test' | 'other' {
  const { Type: type } = body
  if (typeof type === 'string') {
    return ticketEvents.includes(type) || isExtra(type) ? (type as EventName | ExtraEventName) : 'other'
  }
  if ('messageId' in body && 'messageBody' in body) return 'message'
  return body.event === 'test' ? 'test' : 'other'
}

const isExtra = (name: string): name is ExtraEventName => extraEventNames.some(known => known === name)

function readType(body: Record<string, unknown>): string | null {
  const type = body.Type ?? body.event
  return typeof type === 'string' ? type : null
}

/** The keys that each of them has, so that a handler may read `body.ticket.id` without a check. */
function requireParts(
  event: EventName | ExtraEventName,
  { ticket, whatsapp, messageBody }: Record<string, unknown>,
): void {
  const whole = isRecord(ticket) && Number.isSafeInteger(ticket.id) && isRecord(whatsapp)
  if (!whole || (typeof messageBody !== 'string' && !isExtra(event))) {
    throw new ParseError('malformed-body', `the ${event} body lacks its ticket, whatsapp or messageBody`)
  }
}

/** A version 1 body that is read as version 2 would have wrong types; the other way round it only has unknown keys. */
function requireVersion(message: Record<string, unknown>, version: PayloadVersion): void {
  if (version === 2 && !('contactmessage' in message)) {
    throw new ParseError('malformed-body', 'expected payload version 2, but the endpoint posts version 1')
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
