/** The content that a call wants to send: a file, from wherever it comes, and the objects of the official API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { Db } from '../base/db/db.ts'
import type { NewSchedule } from '../channel/index.ts'
import type { DeskDeps } from '../desk/index.ts'
import { fault } from '../refusal/faults.ts'
import { invalidField, Refusal } from '../refusal/refusal.ts'
import { sendExternalError } from './error-body.ts'
import { type FilesDeps, keepBase64, keepDownload, MAX_BASE64_BYTES } from './files.ts'
import { requireExternalCaller } from './plugin.ts'
import type * as schemas from './schemas.ts'

export interface SendRoutesDeps extends FilesDeps {
  db: Db
  desk: DeskDeps
}

/** Base64 is a third longer than the file. */
export const MAX_BODY_BYTES = Math.ceil(MAX_BASE64_BYTES * 1.4)

/** The file of the message. It is stored before the transaction, which must not wait for another server. */
export async function keepFile(
  deps: SendRoutesDeps,
  request: FastifyRequest,
  { mediaMessage, mediaUrl }: Pick<Static<typeof schemas.SendBody>, 'mediaMessage' | 'mediaUrl'>,
): Promise<number | undefined> {
  const { tenantId } = requireExternalCaller(request)
  const kept =
    mediaMessage !== undefined
      ? await keepBase64(deps, tenantId, mediaMessage)
      : mediaUrl !== undefined
        ? await keepDownload(deps, tenantId, mediaUrl)
        : undefined
  if (kept !== undefined) request.externalCall.mediaId ??= kept.id
  return request.externalCall.mediaId ?? undefined
}

export function officialContent(
  contents: Static<typeof schemas.OfficialBody>['contents'],
): NonNullable<NewSchedule['special']> {
  const { name, language, components, type } = contents
  if (name !== undefined && language !== undefined) {
    return { type: 'template', node: { name, language, ...(components && { components }) } }
  }
  if (type !== undefined) return { type: 'interactive', node: contents }
  throw invalidField('body', '/contents', fault('official_contents'))
}

/** JSON that is too large contains a file, so the refusal says what to do about that. */
export function answerWithFiles(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendExternalError(inWordsOfFiles(error), request, reply)
}

function inWordsOfFiles(error: unknown): unknown {
  const { code } = error as { code?: string }
  return code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? new Refusal('external_base64_too_large', { limit: '25 MB' }) : error
}
