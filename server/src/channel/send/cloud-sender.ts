/**
 * Sends what waits in `outbound`. Per ticket one request is under way at a time, so a conversation keeps its order;
 * other tickets do not wait.
 *
 * WhatsApp has no idempotency key. When a response is lost, or a process dies mid-request, WhatsApp may or may not have accepted
 * the message, so it is not sent again. The status webhook shows it (it has our message id). When none comes in time, the message
 * fails visibly and a person decides, which is better than a customer who reads it twice.
 */
import { transaction } from '../../base/db/db.ts'
import { type Rounds, startRounds } from '../../base/rounds.ts'
import {
  type Desk,
  type DeskDeps,
  type Identities,
  inDesk,
  learnIdentities,
  messageAccepted,
  messageFailed,
  updateMessage,
} from '../../desk/index.ts'
import { findMedia, lookAtFile, type Media, type MediaStore, NoFile, uploadTypeOf } from '../../media/index.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import type { GraphResult } from '../graph/graph-call.ts'
import { type SendOutcome, sendMessage, uploadMedia } from '../graph/graph-client.ts'
import { backoffMs, type GraphError, type GraphFailure, lostError } from '../graph/graph-error.ts'
import { mediaIdsIn, withUploads } from '../graph/uploads.ts'
import { type HealthDeps, noteRefusedSending, noteSent } from '../health/channel-health.ts'
import { noteSigns, type SeenAlive } from '../health/seen-alive.ts'
import { apply } from '../inbox/apply-updates.ts'
import { lockProviderIds, takeParked } from '../inbox/early-updates.ts'
import { type Json, objectIn, textIn } from '../json.ts'
import { logsafe, withoutNumbers } from '../log-safe.ts'
import type { Outbound } from '../outbound-rows.ts'
import * as outbound from '../outbound-rows.ts'
import { findRecipient, mediaContent, type OutboundContent, readContent, textContent } from './outgoing.ts'
import { createPace } from './pace.ts'

export interface SenderDeps extends HealthDeps {
  desk: DeskDeps
  store: MediaStore
  /** How long a step may take before its process counts as dead; longer than any request. */
  leaseMs?: number
  /** How long a status webhook may take after a lost response. */
  unknownMs?: number
  pollMs?: number
}

const POLL_MS = 500
const MAX_AT_ONCE = 16
const LEASE_MS = 45_000
/** 100 MB on a slow line. */
const UPLOAD_LEASE_MS = 180_000
/** Older than the window in which WhatsApp would have accepted it. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000
/** With growing pauses this takes some four minutes. */
const MAX_OWN_TRIES = 8
const FILE_GONE = 'the media file is not here any more'
const NOT_SENT = 'it could not be prepared for sending'

export class CloudSender implements AsyncDisposable {
  readonly #deps: SenderDeps
  readonly #underWay = new Set<Promise<void>>()
  readonly #pausedUntil = new Map<number, number>()
  readonly #pace = createPace()
  readonly #alive: SeenAlive
  #rounds: Rounds | undefined

  constructor(deps: SenderDeps) {
    this.#deps = deps
    this.#alive = noteSigns(deps.db)
  }

  get #leaseMs(): number {
    return this.#deps.leaseMs ?? LEASE_MS
  }

  start(): void {
    const { pollMs = POLL_MS, log } = this.#deps
    this.#rounds ??= startRounds({
      round: async () => {
        const isFull = await this.#sendDue()
        await this.#settleExpired()
        if (isFull) await Promise.race(this.#underWay)
        return isFull ? 0 : pollMs
      },
      onTrouble: error => log.error(logsafe(error), 'the sender cannot go on right now'),
    })
  }

  wake(): void {
    this.#rounds?.wake()
  }

  /** Starts what can be started; returns whether all slots are in use. */
  async #sendDue(): Promise<boolean> {
    const room = MAX_AT_ONCE - this.#underWay.size
    if (room > 0) {
      const paused = [...this.#pausedUntil].filter(([, until]) => until > performance.now()).map(([id]) => id)
      const rows = await outbound.claim(this.#deps.db, this.#leaseMs, room, paused)
      for (const row of rows) this.#start(row)
    }
    return this.#underWay.size >= MAX_AT_ONCE
  }

  #start(row: Outbound): void {
    const sending = this.#send(row)
      .catch(error => this.#goOn(row, error))
      .catch(error =>
        this.#deps.log.error({ ...logsafe(error), outbound: row.id }, 'a message waits for its lease to end'),
      )
      .finally(() => {
        this.#underWay.delete(sending)
        this.wake()
      })
    this.#underWay.add(sending)
  }

  /** Our own fault before the request was made (a file that cannot be read) counts as a try, so it ends at the limit. */
  async #goOn(row: Outbound, error: unknown): Promise<void> {
    this.#deps.log.error({ ...logsafe(error), tenant: row.tenant_id, outbound: row.id }, 'sending went wrong')
    // After it was posted the outcome is unknown until a status comes or the lease ends.
    const isPosted = await outbound.isPosted(this.#deps.db, row)
    if (isPosted) return
    const isGone = error instanceof NoFile
    if (isGone || row.attempts + 1 >= MAX_OWN_TRIES) return this.#fail(row, lostError(isGone ? FILE_GONE : NOT_SENT))
    await outbound.putOff(this.#deps.db, row, backoffMs(row.attempts))
  }

  async #send(row: Outbound): Promise<void> {
    const { db, channels } = this.#deps
    const channel = await channels.byId(row.tenant_id, row.channel_id)
    const draft = await readContent(db, row)
    if (channel === undefined || draft === undefined) return this.#fail(row, lostError('its channel or ticket is gone'))
    const content = await this.#compose(row, channel, draft)
    if (content.kind !== 'ok') return this.#settle(row, channel, content)
    const recipient = await findRecipient(db, { tenantId: row.tenant_id, contactId: draft.contact_id })
    if (recipient === undefined) return this.#fail(row, lostError('the contact has no number and no user id'))
    const wait = this.#pace.take(channel, draft.contact_id)
    if (wait > 0) return outbound.postpone(db, row, wait)
    if (!(await outbound.markPosted(db, row, this.#leaseMs))) return
    const { to, known } = recipient
    const outcome = await sendMessage(this.#deps.graph, channel, {
      to,
      content: content.value,
      quotedProviderId: draft.quoted_provider_id,
      callbackData: outbound.callbackDataOf(row),
      attempts: row.attempts,
    })
    await this.#settle(row, channel, outcome)
    if (outcome.kind !== 'accepted' || !('waId' in to)) return
    await this.#learn({ tenantId: row.tenant_id, contactId: draft.contact_id, known }, outcome)
  }

  /**
   * The response has WhatsApp's spelling of the recipient, which may differ from ours. Nearly always we know it already, so it is
   * compared first: storing it every time was one of four transactions of a send.
   */
  async #learn(
    { tenantId, contactId, known }: { tenantId: number; contactId: number; known: Identities },
    { waId, bsuid }: SendOutcome & { kind: 'accepted' },
  ): Promise<void> {
    const identities = { waId: waId ?? known.waId, bsuid: bsuid ?? known.bsuid }
    if (identities.waId === known.waId && identities.bsuid === known.bsuid) return
    await transaction(this.#deps.db, tx => learnIdentities(tx, { tenantId, contactId, identities }))
  }

  async #compose(
    row: Outbound,
    channel: CloudChannel,
    draft: OutboundContent,
  ): Promise<GraphResult<{ type: string } & Json>> {
    if (row.content !== null) return this.#withFiles(row, channel, row.content)
    if (draft.media_id === null) return { kind: 'ok', value: textContent(draft.body) }
    const media = await this.#requireFile(row, draft.media_id)
    if (media === undefined) return refused(FILE_GONE)
    const uploaded = await this.#upload(row, channel, media, row.uploaded_id)
    return uploaded.kind === 'ok' ? { kind: 'ok', value: mediaContent(media, uploaded.value, draft.body) } : uploaded
  }

  /** Uploads files inside a content: a template's header, a voice note. */
  async #withFiles(
    row: Outbound,
    channel: CloudChannel,
    content: { type: string } & Json,
  ): Promise<GraphResult<{ type: string } & Json>> {
    const ids = [...new Set(mediaIdsIn(content))]
    const uploads = new Map<number, string>()
    for (const id of ids) {
      const media = await this.#requireFile(row, id)
      if (media === undefined) return refused(FILE_GONE)
      const uploaded = await this.#upload(row, channel, media, ids.length === 1 ? row.uploaded_id : null)
      if (uploaded.kind !== 'ok') return uploaded
      uploads.set(id, uploaded.value)
    }
    return { kind: 'ok', value: withUploads(content, uploads) }
  }

  async #requireFile(row: Outbound, mediaId: number): Promise<Media | undefined> {
    const media = await findMedia(this.#deps.db, row.tenant_id, mediaId)
    if (media === undefined) return undefined
    const looked = await lookAtFile(this.#deps, media)
    return looked.state === 'stored' ? looked : undefined
  }

  /** Meta's id of our file, kept so that a retry does not upload it again. */
  async #upload(
    row: Outbound,
    channel: CloudChannel,
    media: Media,
    known: string | null,
  ): Promise<GraphResult<string>> {
    if (known !== null) return { kind: 'ok', value: known }
    const { db, graph, store } = this.#deps
    const mimeType = uploadTypeOf(media.mime_type)
    await outbound.hold(db, row, UPLOAD_LEASE_MS)
    const upload = await store.withBlob({ tenantId: row.tenant_id, key: media.key }, mimeType, blob =>
      uploadMedia(graph, channel, { blob, fileName: media.file_name, mimeType }, row.attempts),
    )
    // An upload whose response was lost can simply be repeated.
    if (upload.kind === 'unknown') return { ...upload, kind: 'retry-later', afterMs: 2_000, scope: 'conversation' }
    if (upload.kind === 'ok') await outbound.rememberUpload(db, row, upload.value)
    return upload
  }

  async #settle(row: Outbound, channel: CloudChannel, outcome: SendOutcome | GraphFailure): Promise<void> {
    const { db, log } = this.#deps
    if (outcome.kind === 'accepted') return this.#accept(row, channel, outcome)
    const { code, message, details, traceId } = outcome.error
    const line = { tenant: row.tenant_id, channel: row.channel_id, message: row.message_id, code, traceId }
    const reason = withoutNumbers(details ?? message)
    log.warn({ ...line, reason, outcome: outcome.kind, attempts: row.attempts }, 'WhatsApp did not accept a message')
    switch (outcome.kind) {
      case 'refused':
        return this.#fail(row, outcome.error)
      case 'unknown':
        return outbound.hold(db, row, this.#deps.unknownMs ?? 120_000)
      case 'channel-broken':
        await noteRefusedSending(db, channel, outcome.error)
        return outbound.giveBack(db, row)
      case 'retry-later':
        if (Date.now() - row.created_at.getTime() > GIVE_UP_AFTER_MS) return this.#fail(row, outcome.error)
        if (outcome.scope === 'channel') this.#pausedUntil.set(row.channel_id, performance.now() + outcome.afterMs)
        return outbound.putOff(db, row, outcome.afterMs)
    }
  }

  async #accept(row: Outbound, channel: CloudChannel, taken: SendOutcome & { kind: 'accepted' }): Promise<void> {
    const { providerId } = taken
    await transaction(this.#deps.db, async tx => {
      await lockProviderIds(tx, row.channel_id, [providerId])
      // A status webhook may have been faster than the response.
      if (!(await outbound.take(tx, row))) return
      if (row.is_on_trial) await noteSent(tx, channel)
      await inDesk(tx, this.#deps.desk, async desk => {
        if (row.message_id === null) return acceptReaction(desk, row)
        const { tenant_id: tenantId, ticket_id: ticketId, message_id: messageId } = row
        await messageAccepted(desk, { tenantId, ticketId, messageId, providerId })
        for (const update of await takeParked(tx, channel, [providerId])) await apply(desk, channel, update)
      })
    })
    await this.#alive.note('accepted', channel)
  }

  async #fail(row: Outbound, error: GraphError): Promise<void> {
    await transaction(this.#deps.db, async tx => {
      if (await outbound.take(tx, row)) await inDesk(tx, this.#deps.desk, desk => failMessage(desk, row, error))
    })
  }

  /**
   * A message that a dead process had taken is given back if it had not been posted. One that had been posted, and for which no
   * status came, fails.
   */
  async #settleExpired(): Promise<void> {
    await transaction(this.#deps.db, async tx => {
      const rows = await outbound.takeExpired(tx, 50)
      if (rows.length === 0) return
      await inDesk(tx, this.#deps.desk, async desk => {
        for (const row of rows) {
          if (row.posted_at === null) await outbound.giveBack(tx, row)
          else if (await outbound.take(tx, row)) await failMessage(desk, row, lostError(NOBODY_KNOWS))
        }
      })
    })
  }

  /** Starts nothing more and waits for requests under way, because the outcome of a request that is cut off would be unknown. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rounds?.[Symbol.asyncDispose]()
    await Promise.allSettled(this.#underWay)
  }
}

async function acceptReaction(desk: Desk, row: Outbound): Promise<void> {
  const reaction = objectIn(row.content?.reaction)
  await updateMessage(desk, {
    tenantId: row.tenant_id,
    channelId: row.channel_id,
    update: {
      kind: 'reaction',
      providerId: textIn(reaction.message_id) ?? '',
      from: null,
      emoji: textIn(reaction.emoji),
      timestamp: Math.floor(Date.now() / 1_000),
    },
  })
}

/** A reaction that failed is only logged, because there is no row that could show it. */
async function failMessage(desk: Desk, row: Outbound, error: GraphError): Promise<void> {
  if (row.message_id !== null) await messageFailed(desk, { tenantId: row.tenant_id, messageId: row.message_id, error })
}

const NOBODY_KNOWS = 'nobody knows whether WhatsApp took it: the response was lost'

const refused = (message: string): GraphFailure => ({ kind: 'refused', error: lostError(message) })
