/** What customers see of a number. WhatsApp stores it; a picture is uploaded through the app's own uploads. */
import { type AuditedBy, record } from '../../audit/index.ts'
import { findMedia, type MediaStore } from '../../media/index.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { CloudChannel } from '../cloud-channel.ts'
import { requireOk } from '../graph/graph-refusal.ts'
import { type BusinessProfile, readProfile, tokenFacts, uploadForProfile, writeProfile } from '../graph/graph-setup.ts'
import type { HealthDeps } from '../health/channel-health.ts'

export interface ProfileDeps extends HealthDeps {
  store: MediaStore
}

export interface ProfileChange {
  about?: string | undefined
  address?: string | undefined
  description?: string | undefined
  email?: string | undefined
  websites?: string[] | undefined
  vertical?: string | undefined
  pictureMediaId?: number | undefined
}

export async function changeProfile(
  deps: ProfileDeps,
  channel: CloudChannel,
  { pictureMediaId, ...texts }: ProfileChange,
  by: AuditedBy,
): Promise<BusinessProfile> {
  const before = requireOk(await readProfile(deps.graph, channel))
  const picture =
    pictureMediaId === undefined ? {} : { profile_picture_handle: await handleOf(deps, channel, pictureMediaId) }
  requireOk(await writeProfile(deps.graph, channel, { ...texts, ...picture }))
  const after = requireOk(await readProfile(deps.graph, channel))
  await record(deps.db, { by, what: 'channel.profile_updated', targetId: channel.channelId, before, after })
  return after
}

const MAX_PICTURE_BYTES = 5 * 1024 * 1024

async function handleOf(deps: ProfileDeps, channel: CloudChannel, mediaId: number): Promise<string> {
  const media = await findMedia(deps.db, channel.tenantId, mediaId)
  if (media?.state !== 'stored') throw new Refusal('media_not_found')
  if (!['image/jpeg', 'image/png'].includes(media.mime_type)) {
    throw new Refusal('media_type_not_allowed', { type: media.mime_type })
  }
  if ((media.size ?? 0) > MAX_PICTURE_BYTES) throw new Refusal('media_too_large', { limit: '5 MB' })
  const { appId } = requireOk(await tokenFacts(deps.graph, channel))
  if (appId === null) throw new Refusal('whatsapp_refused', { reason: 'the token names no app' })
  const bytes = await deps.store.read({ tenantId: media.tenant_id, key: media.key })
  return requireOk(await uploadForProfile(deps.graph, channel, appId, { bytes, mimeType: media.mime_type }))
}
