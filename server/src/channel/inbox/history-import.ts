/**
 * Imports old messages of the phone app: one conversation after the other, in order, a hundred at a time with a pause in between,
 * so that no present message waits for them. Taking and storing them is one transaction, so each is stored once, even if a
 * process dies.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, savepoint, type Tx, transaction } from '../../base/db/db.ts'
import type { Log } from '../../base/log.ts'
import { startRounds } from '../../base/rounds.ts'
import { type Desk, type DeskDeps, importMessages, inDesk, type OldMessage } from '../../desk/index.ts'
import { expectMedia } from '../../media/index.ts'
import type { CloudChannel, CloudChannels } from '../cloud-channel.ts'
import { type Json, objectIn } from '../json.ts'
import { logsafe } from '../log-safe.ts'
import { type Context, readMessage } from '../read/read-message.ts'
import type { ChangeUpdate, Identities, MessageUpdate } from '../read/update.ts'
import { apply, known } from './apply-updates.ts'
import {
  endHistory,
  finishHistory,
  nextOfHistory,
  removeOldHistory,
  type StagedMessage,
  takeHistory,
} from './history-rows.ts'
import { isOurTrouble } from './our-trouble.ts'

export interface HistoryDeps {
  db: Db
  desk: DeskDeps
  channels: CloudChannels
  log: Log
  pollMs?: number | undefined
}

const POLL_MS = 5_000
const BATCH = 100
const PAUSE_MS = 50
const CLEAN_EVERY_MS = 3_600_000

export function runHistory(deps: HistoryDeps): AsyncDisposable {
  const { pollMs = POLL_MS, db, log } = deps
  let cleanedAt = Number.NEGATIVE_INFINITY
  return startRounds({
    round: async stop => {
      if (performance.now() - cleanedAt > CLEAN_EVERY_MS) {
        cleanedAt = performance.now()
        await removeOldHistory(db)
      }
      const channel = await takeHistory(db)
      if (channel === undefined) return pollMs
      await importAll(deps, channel, stop)
      return 0
    },
    onTrouble: error => log.warn(logsafe(error), 'old messages cannot be imported right now'),
  })
}

type ChannelId = Pick<CloudChannel, 'tenantId' | 'channelId'>

async function importAll(deps: HistoryDeps, at: ChannelId, stop: AbortSignal): Promise<void> {
  const channel = await deps.channels.byId(at.tenantId, at.channelId)
  if (channel === undefined) return
  while (!stop.aborted) {
    if (!(await importBatch(deps, channel))) return endHistory(deps.db, channel)
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {}) // Stopped meanwhile.
  }
}

/** False when nothing waits. */
async function importBatch(deps: HistoryDeps, channel: CloudChannel): Promise<boolean> {
  return transaction(deps.db, async tx => {
    const staged = await nextOfHistory(tx, channel, BATCH)
    if (staged.length === 0) return false
    const failed = await importOrSkip(deps, tx, channel, staged)
    const providerIds = staged.map(row => row.provider_id)
    await finishHistory(tx, channel, { providerIds, imported: staged.length - failed, failed })
    return true
  })
}

/** A message that cannot be stored is given up alone; the others go on. Returns how many were given up. */
async function importOrSkip(
  deps: HistoryDeps,
  tx: Tx,
  channel: CloudChannel,
  staged: StagedMessage[],
): Promise<number> {
  const work = (rows: StagedMessage[]) => (point: Tx) =>
    inDesk(point, deps.desk, desk => importThread(desk, channel, rows))
  try {
    await savepoint(tx, work(staged))
    return 0
  } catch (error) {
    if (isOurTrouble(error)) throw error
    if (staged.length > 1) {
      let failed = 0
      for (const row of staged) failed += await importOrSkip(deps, tx, channel, [row])
      return failed
    }
    const line = { ...logsafe(error), tenant: channel.tenantId, channel: channel.channelId }
    deps.log.warn(line, 'an old message could not be imported')
    return 1
  }
}

/** They belong to one conversation, or are files whose messages are stored already. */
async function importThread(desk: Desk, channel: CloudChannel, staged: StagedMessage[]): Promise<void> {
  const { tenantId, channelId } = channel
  const context: Context = { profiles: new Map(), language: channel.language, phoneNumberId: channel.phoneNumberId }
  const person = personOf(staged)
  const messages: OldMessage[] = []
  const changes: ChangeUpdate[] = []
  for (const row of staged) {
    const update = readMessage(addressed(row, person), row.from_me, context)
    if (update?.kind === 'message') messages.push(await oldMessage(desk, channel, row, update))
    else if (update?.kind === 'edit' || update?.kind === 'revoke' || update?.kind === 'reaction') changes.push(update)
  }
  await importMessages(desk, {
    tenantId,
    channelId,
    person: staged[0]!.thread === null ? null : known(person),
    messages,
  })
  for (const change of changes) await apply(desk, channel, change, true)
}

/** Takes the entry that has more names of the person. */
const personOf = (staged: StagedMessage[]): Identities => ({
  waId: staged.find(row => row.wa_id !== null)?.wa_id ?? null,
  bsuid: staged.find(row => row.bsuid !== null)?.bsuid ?? null,
})

/** The form in which a live message names its people; an old one may have only the name of its conversation. */
function addressed(row: StagedMessage, { waId, bsuid }: Identities): Json {
  const message = objectIn(JSON.parse(row.message))
  // A file that we sent names nobody, so its message is found only by its id.
  const someone = waId === null && bsuid === null ? { waId: '0', bsuid: null } : { waId, bsuid }
  return row.from_me
    ? { ...message, to: someone.waId, to_user_id: someone.bsuid }
    : { ...message, from: someone.waId, from_user_id: someone.bsuid }
}

/** WhatsApp's ticks, from the state in the phone app. A message that the app is still sending has none. */
const ACKS = new Map<string | null, number>([
  ['SENT', 1],
  ['DELIVERED', 2],
  ['READ', 3],
  ['PLAYED', 4],
  ['ERROR', -1],
])

async function oldMessage(
  desk: Desk,
  channel: CloudChannel,
  row: StagedMessage,
  { content, origin, quotedProviderId, sentAt }: MessageUpdate,
): Promise<OldMessage> {
  const { media, mediaType, body } = content
  return {
    providerId: row.provider_id,
    fromMe: row.from_me,
    sentAt,
    ack: row.from_me ? (ACKS.get(row.status) ?? 0) : 0,
    mediaType,
    body,
    mediaId: media === null ? null : (await expectMedia(desk.tx, channel, media)).id,
    content: content.data ?? null,
    origin,
    quotedProviderId,
    raw: row.message,
  }
}
