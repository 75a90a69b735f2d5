/**
 * Passes updates to the desk. Messages that follow one another go together, because the desk stores a batch for the price of one.
 * Statuses go last, because their message may be in the same batch.
 */
import type { Tx } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import {
  changeContactNumber,
  type Desk,
  type InboundMessage,
  logLife,
  type MessageChange,
  receiveMessages,
  syncAddressBook,
  type UpdateOutcome,
  updateMessage,
} from '../../desk/index.ts'
import { expectMedia, mediaUrl } from '../../media/index.ts'
import type { CloudChannel, CloudChannels } from '../cloud-channel.ts'
import type { Json } from '../json.ts'
import type { Content } from '../read/cloud-content.ts'
import type {
  EarlyUpdate,
  HistoryUpdate,
  Identities,
  LifeUpdate,
  MessageUpdate,
  StatusUpdate,
  Update,
} from '../read/update.ts'
import { applyNotice } from './apply-notice.ts'
import { park, takeParked } from './early-updates.ts'
import { stageHistory } from './history-rows.ts'
import { settleByStatus } from './settle-by-status.ts'

export interface ApplyDeps {
  channels: CloudChannels
  log: Log
}

export interface Addressed {
  /** The channel whose callback got it. */
  channel: CloudChannel
  update: Exclude<Update, { kind: 'unreadable' | 'done' }>
}

export async function applyUpdates(desk: Desk, deps: ApplyDeps, given: Addressed[]): Promise<void> {
  const statuses: [CloudChannel, StatusUpdate][] = []
  const history: [CloudChannel, HistoryUpdate][] = []
  let messages: [CloudChannel, MessageUpdate][] = []
  const flush = async () => {
    const together = messages
    messages = []
    await receiveTogether(desk, deps, together)
  }
  for (const { channel, update } of given) {
    if (update.kind === 'noted') note(deps, channel, update)
    else if (update.kind === 'notice') await applyNotice(desk.tx, channel, update)
    else {
      const target = await route(deps, channel, update)
      if (target === undefined) continue
      if (update.kind === 'message') messages.push([target, update])
      else if (update.kind === 'status') statuses.push([target, update])
      else if (update.kind === 'history') history.push([target, update])
      else {
        await flush()
        if (update.kind === 'number-change') await changeNumber(desk, target, update)
        else if (update.kind === 'life') await applyLife(desk, target, update)
        else if (update.kind === 'address-book')
          await syncAddressBook(desk, { tenantId: target.tenantId, entries: update.entries })
        else await applyOrPark(desk, target, update)
      }
    }
  }
  await flush()
  for (const [channel, update] of statuses) await applyOrPark(desk, channel, update)
  // This comes last, because the import locks people before the channel's row, and waits for that row.
  for (const [channel, update] of history) await stageHistory(desk.tx, channel, update)
}

/** Writes a line in the log of the ticket, once, however often WhatsApp repeats it. */
async function applyLife(desk: Desk, channel: CloudChannel, update: LifeUpdate): Promise<void> {
  const { tenantId, channelId } = channel
  const isNew = await seeFirst(desk.tx, channel, update.hash)
  if (!isNew) return
  const { action, note, subject, at, groupId } = update
  const person = groupId === null ? { identities: known(update.identities) } : { group: { id: groupId, subject } }
  await logLife(desk, { tenantId, channelId, ...person, action, note, at })
}

async function seeFirst(tx: Tx, { tenantId, channelId }: CloudChannel, hash: string): Promise<boolean> {
  const rows = await tx`
    insert into seen_updates (tenant_id, channel_id, hash) values (${tenantId}, ${channelId}, decode(${hash}, 'hex'))
    on conflict do nothing returning 1`
  return rows.length > 0
}

function note({ log }: ApplyDeps, channel: CloudChannel, update: Update & { kind: 'noted' }): void {
  const line = { tenant: channel.tenantId, channel: channel.channelId, what: update.what, codes: update.codes }
  const text = update.isUnknown
    ? 'WhatsApp posted something that this version does not know; it is kept'
    : 'ignored an update from WhatsApp that Recado does not use'
  log[update.level](line, text)
}

/** One callback may serve several numbers of a tenant; one that is not ours is logged. */
async function route(
  deps: ApplyDeps,
  channel: CloudChannel,
  update: Addressed['update'],
): Promise<CloudChannel | undefined> {
  const { phoneNumberId } = update
  if (phoneNumberId === null || phoneNumberId === channel.phoneNumberId) return channel
  const other = await deps.channels.byPhoneNumberId(channel.tenantId, phoneNumberId)
  if (other === undefined) {
    deps.log.warn(
      { tenant: channel.tenantId, phoneNumberId, kind: update.kind },
      'an update for a number without a channel',
    )
  }
  return other
}

async function receiveTogether(desk: Desk, deps: ApplyDeps, messages: [CloudChannel, MessageUpdate][]): Promise<void> {
  const byChannel = Map.groupBy(messages, ([channel]) => channel.channelId)
  for (const group of byChannel.values()) {
    const channel = group[0]![0]
    const updates = group.map(([, update]) => update)
    const inbound: InboundMessage[] = []
    for (const update of updates) inbound.push(await toInbound(desk, channel, update))
    const { tenantId, channelId } = channel
    const applyEarly = (providerIds: string[]) => applyParked(desk, channel, providerIds)
    const receptions = await receiveMessages(desk, { tenantId, channelId, messages: inbound, applyEarly })
    for (const [n, { errorCodes: codes }] of updates.entries()) {
      if (codes.length > 0) {
        const line = { tenant: tenantId, channel: channelId, reception: receptions[n], codes }
        deps.log.warn(line, 'WhatsApp could not deliver a message in full')
      }
    }
  }
}

/** Applies the updates that came before these messages, in their order; returns the ids of the messages that they changed. */
async function applyParked(desk: Desk, channel: CloudChannel, providerIds: string[]): Promise<Set<string>> {
  const changed = new Set<string>()
  for (const update of await takeParked(desk.tx, channel, providerIds)) {
    if ((await apply(desk, channel, update, true)) === 'applied') changed.add(update.target)
  }
  return changed
}

async function toInbound(desk: Desk, channel: CloudChannel, update: MessageUpdate): Promise<InboundMessage> {
  const { media, mediaType, body } = update.content
  const content = await contentData(desk, channel, update.content)
  return {
    identities: known(update.identities),
    pushname: update.pushname,
    ...(update.groupId === null ? {} : { group: { id: update.groupId } }),
    providerId: update.providerId,
    sentAt: update.sentAt,
    mediaType,
    body,
    mediaId: media === null ? null : (await expectMedia(desk.tx, channel, media)).id,
    content,
    origin: update.origin,
    quotedProviderId: update.quotedProviderId,
    raw: update.raw,
    fromMe: update.fromMe,
  }
}

/** A form's files get addresses of ours, as every file has. */
async function contentData(desk: Desk, channel: CloudChannel, { data, files = [] }: Content): Promise<Json | null> {
  if (data === undefined) return null
  if (files.length === 0) return data
  const stored: Json[] = []
  for (const file of files) {
    const media = await expectMedia(desk.tx, channel, file)
    stored.push({
      mediaId: media.id,
      name: media.file_name,
      mimeType: file.mimeType,
      url: mediaUrl(desk.publicUrl, media),
    })
  }
  return { ...data, files: stored }
}

export const known = ({ waId, bsuid }: Identities) => ({ waId: waId ?? undefined, bsuid: bsuid ?? undefined })

async function changeNumber(
  desk: Desk,
  { tenantId }: CloudChannel,
  { from, to }: Update & { kind: 'number-change' },
): Promise<void> {
  await changeContactNumber(desk, { tenantId, from: known(from), to: known(to) })
}

async function applyOrPark(desk: Desk, channel: CloudChannel, update: EarlyUpdate): Promise<void> {
  if (update.kind === 'status' && (await settleByStatus(desk, channel, update)) === 'failed') return
  if ((await apply(desk, channel, update)) === 'unknown') await park(desk.tx, channel, update)
}

/** `unknown`: the message is not there. `isQuiet`: another event tells the change, or none does. */
export function apply(desk: Desk, channel: CloudChannel, update: EarlyUpdate, isQuiet = false): Promise<UpdateOutcome> {
  const { tenantId, channelId } = channel
  return updateMessage(desk, { tenantId, channelId, update: toDesk(update), isQuiet })
}

function toDesk(update: EarlyUpdate): MessageChange {
  const { target: providerId, at: timestamp } = update
  if (update.kind === 'status') {
    const { status, error } = update
    return status === 'failed'
      ? { kind: 'status', providerId, status, error, timestamp }
      : { kind: 'status', providerId, status, timestamp }
  }
  const { fromMe } = update
  switch (update.kind) {
    case 'edit':
      return {
        kind: 'edit',
        providerId,
        fromMe,
        from: fromMe ? null : known(update.identities),
        body: update.body,
        timestamp,
      }
    case 'revoke':
      return { kind: 'revoke', providerId, fromMe, from: fromMe ? null : known(update.identities) }
    case 'reaction':
      return {
        kind: 'reaction',
        providerId,
        from: fromMe ? null : known(update.identities),
        emoji: update.emoji,
        timestamp,
      }
  }
}
