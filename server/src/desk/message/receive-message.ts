/**
 * An inbound message becomes a row of its contact's active ticket, which is reused, reopened or opened for it; then the
 * events are told: NewTicket if there is one, then the message.
 *
 * A batch of any size costs three round trips when its contacts are known and have active tickets: locks and look-ups
 * (four statements, pipelined), one statement that stores all, one `append`. Everything else is rare and costs more.
 * 200 first messages of one person at once make one contact and one ticket, because all wait for the locks of its identities;
 * unique indexes are the second protection.
 */
import type { Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { type Arrival, answerArrivals } from '../automation/answer.ts'
import { readContacts, settlePerson } from '../contact/contact.ts'
import { type Alias, aliasesOf, type Identities } from '../contact/identity.ts'
import type { ContactBook, Person } from '../contact/person.ts'
import type { Desk } from '../desk.ts'
import { type MessageFacts, type Story, tellMessage, tellNewTicket, tellNewTicketByUser } from '../facts.ts'
import { lockIdentities } from '../lock.ts'
import { cleanText } from '../text.ts'
import { readMessages } from '../ticket/announce.ts'
import { fillMessage, isUnknown } from './fill-message.ts'
import type { InboundBatch, InboundMessage, Reception } from './inbound-message.ts'
import { activateTickets } from './inbound-ticket.ts'
import {
  type ChannelRow,
  findStored,
  readChannel,
  type StoredRow,
  storeMessages,
  type ToStore,
} from './store-messages.ts'

/** Returns one reception per message, in their order. */
export async function receiveMessages(desk: Desk, batch: InboundBatch): Promise<Reception[]> {
  const { tenantId, channelId } = batch
  const messages = batch.messages.map(cleanMessage)
  const { channel, book, known } = await lookUp(desk, { tenantId, channelId, messages })
  const receptions = new Map<string, Reception>()
  const wanted: ToStore[] = []
  for (const [n, message] of messages.entries()) {
    const stored = known.get(message.providerId)
    if (stored !== undefined) {
      const { lacksContent, ...at } = stored
      receptions.set(message.providerId, { outcome: 'repeated', ...at })
      if (lacksContent && !isUnknown(message))
        await fillMessage(desk.tx, { tenantId, messageId: at.messageId }, message)
    }
    if (receptions.has(message.providerId)) continue
    receptions.set(message.providerId, { outcome: 'ignored' })
    const asked = await toStore(desk, { tenantId, channel, book, message, n })
    if (asked !== undefined) wanted.push(asked)
  }
  for (const { provider_id, message_id: messageId, ticket } of await storeAll(desk, {
    channel,
    wanted,
    applyEarly: batch.applyEarly,
  })) {
    const ids = { messageId, ticketId: ticket.id, contactId: ticket.contact_id }
    receptions.set(provider_id, { outcome: 'stored', ...ids })
  }
  return messages.map(message => takeReception(receptions, message.providerId))
}

/** When a message is twice in a batch, the second is a repeat, like one in a later post. */
function takeReception(receptions: Map<string, Reception>, providerId: string): Reception {
  const reception = receptions.get(providerId)!
  if (reception.outcome === 'stored') {
    const { messageId, ticketId } = reception
    receptions.set(providerId, { outcome: 'repeated', messageId, ticketId })
  }
  return reception
}

/** One round trip: the statements are sent together, and each sees what was committed while we waited for the locks. */
async function lookUp({ tx }: Desk, { tenantId, channelId, messages }: InboundBatch) {
  const aliases = aliasesOfAll(messages)
  const providerIds = messages.map(message => message.providerId)
  const [, channel, book, known] = await Promise.all([
    lockIdentities(
      tx,
      tenantId,
      aliases,
      providerIds.map(id => `${channelId}:${id}`),
    ),
    readChannel(tx, { tenantId, channelId }),
    readContacts(tx, tenantId, aliases),
    findStored(tx, { tenantId, channelId, providerIds }),
  ])
  if (channel === undefined) throw new Refusal('channel_not_found')
  return { channel, book, known }
}

function aliasesOfAll(messages: readonly InboundMessage[]): Alias[] {
  return messages.flatMap(({ identities, group }) => [
    ...(isNamed(identities) ? aliasesOf(identities) : []),
    ...(group === undefined ? [] : aliasesOf({ group: group.id })),
  ])
}

/** In a group the member may be unknown; then the message belongs only to the group. */
const isNamed = (identities: Identities) => Object.values(identities).some(Boolean)

/** Undefined when the message must have no effect. */
async function toStore(
  desk: Desk,
  input: { tenantId: number; channel: ChannelRow; book: ContactBook; message: InboundMessage; n: number },
): Promise<ToStore | undefined> {
  const { tenantId, channel, book, message, n } = input
  const { group, identities, pushname, profilePicUrl } = message
  if (group !== undefined && !channel.accepts_groups) return undefined
  const isGroupAlone = group !== undefined && (message.fromMe || !isNamed(identities))
  const person: Person = isGroupAlone
    ? groupPerson(group)
    : { identities, pushname, profilePicUrl, sentAt: message.sentAt }
  const writer = await settlePerson(desk.tx, { tenantId, book, person })
  const contact =
    group === undefined ? writer : await settlePerson(desk.tx, { tenantId, book, person: groupPerson(group) })
  if (writer.is_ignored || contact.is_ignored) return undefined
  const sender = group === undefined || isGroupAlone ? null : writer
  return { n, message, contact, sender }
}

const groupPerson = (group: { id: string; subject?: string | undefined }): Person => ({
  identities: { group: group.id },
  pushname: group.subject,
})

/** Stores messages that have an active ticket, makes tickets active for the others, and stores those. */
async function storeAll(
  desk: Desk,
  { channel, wanted, applyEarly }: { channel: ChannelRow; wanted: ToStore[] } & Pick<InboundBatch, 'applyEarly'>,
): Promise<StoredRow[]> {
  const all: StoredRow[] = []
  let missing = wanted
  const arrivals: Arrival[] = []
  let opened = new Set<number>()
  // A ticket that was made active here is locked by us, so a second round stores all. One that somebody else made
  // active may be closed again before we reach it; then another round makes one.
  while (missing.length > 0) {
    const stored = await storeMessages(desk.tx, { channel, wanted: missing })
    const changed = (await applyEarly?.(stored.map(row => row.provider_id))) ?? new Set()
    const facts = await factsOf(
      desk.tx,
      channel.tenant_id,
      stored.filter(row => changed.has(row.provider_id)),
    )
    arrivals.push(...arrivalsOf({ stored, asked: missing, opened }))
    await tellStored(desk, { stored, asked: missing, opened, facts })
    all.push(...stored)
    const done = new Set(stored.map(row => row.n))
    missing = await withoutStored(desk, { channel, missing: missing.filter(asked => !done.has(asked.n)) })
    if (missing.length > 0) opened = await activateTickets(desk.tx, { channel, missing })
  }
  await answerArrivals(desk, arrivals)
  return all
}

interface Round {
  stored: StoredRow[]
  asked: ToStore[]
  opened: ReadonlySet<number>
}

/** The message that opened a ticket, and those after it. */
function arrivalsOf({ stored, asked, opened }: Round): Arrival[] {
  const byPlace = new Map(asked.map(({ n, message }) => [n, message]))
  return stored.map(({ n, ticket, says }) => {
    const { sentAt, fromMe = false } = byPlace.get(n)!
    return { ticket, sentAt, fromMe, isNew: opened.has(ticket.id), says }
  })
}

/**
 * An echo may come at the same time as the response to our own POST, for the same message; whichever stores it first tells it.
 */
async function withoutStored(
  { tx }: Desk,
  { channel, missing }: { channel: ChannelRow; missing: ToStore[] },
): Promise<ToStore[]> {
  if (missing.length === 0) return missing
  const providerIds = missing.map(asked => asked.message.providerId)
  const known = await findStored(tx, { tenantId: channel.tenant_id, channelId: channel.id, providerIds })
  return missing.filter(asked => !known.has(asked.message.providerId))
}

async function tellStored(
  desk: Desk,
  input: Omit<Round, 'opened'> & { opened: Set<number>; facts: ReadonlyMap<string, MessageFacts> },
): Promise<void> {
  const { stored, asked, opened, facts } = input
  const byPlace = new Map(asked.map(entry => [entry.n, entry]))
  for (const row of stored) {
    const { message, contact, sender } = byPlace.get(row.n)!
    const story: Story = { ticket: row.ticket, contact: contact.card, channel: row.channel }
    const fact = facts.get(message.providerId)
    if (opened.delete(row.ticket.id)) {
      // Our own message on the phone: we began the conversation, and not the customer.
      if (message.fromMe) tellNewTicketByUser(desk, story)
      else tellNewTicket(desk, story, fact?.body ?? message.body)
    }
    if (fact !== undefined) await tellMessage(desk, story, fact)
    else
      await tellMessage(desk, story, {
        provider_id: message.providerId,
        body: message.body,
        sent_at: message.sentAt,
        status: message.fromMe ? 'sended' : 'received',
        from_me: message.fromMe ?? false,
        media_type: message.mediaType,
        media: row.media,
        is_deleted: false,
        send_type: null,
        edited: null,
        reactions: [],
        raw: message.raw,
        sender: sender?.card ?? null,
        user: null,
      })
  }
}

/** The present messages, by their provider ids. */
async function factsOf(tx: Tx, tenantId: number, rows: StoredRow[]): Promise<ReadonlyMap<string, MessageFacts>> {
  if (rows.length === 0) return new Map()
  const facts = await readMessages(
    tx,
    tenantId,
    rows.map(row => row.message_id),
  )
  return new Map(facts.map(fact => [fact.provider_id ?? '', fact]))
}

function cleanMessage(message: InboundMessage): InboundMessage {
  return {
    ...message,
    body: cleanText(message.body),
    raw: cleanText(message.raw),
    pushname: message.pushname && cleanText(message.pushname),
    group: message.group && { ...message.group, subject: message.group.subject && cleanText(message.group.subject) },
  }
}
