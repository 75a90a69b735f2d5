/** Every error that leaves over HTTP is a problem document (RFC 9457). This file decides which error becomes which document. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { sqlState } from '../base/db/db.ts'
import { isDiskFull } from '../base/disk-full.ts'
import { languageOf } from '../base/language.ts'
import { Refusal, wordsIn } from '../refusal/refusal.ts'
import { fieldErrors } from './field-errors.ts'

/** For the error responses of a route's schema. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'A URN that ends in the code.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What to do about it, in English, Portuguese or Spanish by accept-language.' }),
    code: Type.String({ description: 'Stable: use it in your program.' }),
    requestId: Type.String({ description: 'Also in the x-request-id header; names the line in our log.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          in: Type.String({ description: 'body, query, path or header' }),
          path: Type.String({ description: 'A JSON pointer; empty for the whole.' }),
          message: Type.String(),
        }),
      ),
    ),
    messages: Type.Optional(
      Type.Array(
        Type.Object({
          id: Type.Integer(),
          body: Type.String({ description: 'Cut after 300 characters.' }),
          mediaType: Type.String(),
          fromMe: Type.Boolean(),
          isNote: Type.Boolean(),
          userName: Type.Union([Type.String(), Type.Null()]),
        }),
        { description: 'With `messages_unseen`: what came meanwhile, oldest first, ten at most.' },
      ),
    ),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  },
  { $id: 'Problem', description: 'A problem document (RFC 9457).' },
)

declare module 'fastify' {
  interface FastifyInstance {
    /** Who writes errors below this path in a form of its own, also those before a route is found: an address that cannot be decoded. */
    errorsBelow?: { path: string; send: typeof sendProblem }
  }
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { errorsBelow } = request.server
  if (errorsBelow !== undefined && isBelow(errorsBelow.path, request.url))
    return errorsBelow.send(error, request, reply)
  const refusal = refusalOf(error, request)
  if (refusal.status >= 500)
    request.log.error({ err: error, requestId: request.id, code: refusal.code }, 'request failed')
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds))
  return reply
    .code(refusal.status)
    .header('x-request-id', request.id)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(refusal, request)))
}

const isBelow = (path: string, url: string) => url.startsWith(path) && /^[/?]|^$/.test(url.slice(path.length))

function problemOf(refusal: Refusal, request: FastifyRequest) {
  const language = languageOf(request.headers['accept-language'])
  return {
    type: `urn:recado:${refusal.code}`,
    title: refusal.title(language),
    status: refusal.status,
    detail: refusal.detail(language),
    code: refusal.code,
    requestId: request.id,
    ...(refusal.errors && {
      errors: refusal.errors.map(error => ({ ...error, message: wordsIn(error.message, language) })),
    }),
    ...(refusal.messages && { messages: refusal.messages }),
    ...(Object.keys(refusal.params).length > 0 && { params: refusal.params }),
  }
}

/** Which refusal an error of any kind becomes. */
export function refusalOf(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  const { code = '', validation, validationContext, statusCode, message } = error as FastifyError
  if (validation !== undefined) {
    return new Refusal('invalid_request', {}, { errors: fieldErrors(validation, validationContext) })
  }
  if (/INVALID_JSON_BODY|EMPTY_JSON_BODY/.test(code) || (error instanceof SyntaxError && statusCode === 400)) {
    return new Refusal('malformed_json')
  }
  if (/BODY_TOO_LARGE|REQ_FILE_TOO_LARGE/.test(code) || statusCode === 413) return new Refusal('body_too_large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    return new Refusal('unsupported_media_type', {
      type: request.headers['content-type'] ?? 'a body without content-type',
    })
  }
  if (statusCode === 429) return new Refusal('rate_limited')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Refusal('bad_request', { reason: message })
  if (isBrokenForm(error)) return new Refusal('bad_request', { reason: 'the form ends early or has no boundary' })
  if (sqlState(error) === NUL_IN_TEXT) return new Refusal('bad_request', { reason: 'a text holds a NUL character' })
  if (isDiskFull(error)) return new Refusal('disk_full', {}, { retryAfterSeconds: 30, cause: error })
  if (isDatabaseAway(error)) return new Refusal('unavailable', {}, { retryAfterSeconds: 5, cause: error })
  return new Refusal('internal_error', { requestId: request.id }, { cause: error })
}

/** Errors of the form parser have no code. */
const BROKEN_FORM =
  /^(Multipart: Boundary not found|Unexpected end of multipart data|Part terminated early|Malformed part header)/

function isBrokenForm(error: unknown): boolean {
  return error instanceof Error && BROKEN_FORM.test(error.message)
}

/** JSON can contain one, but PostgreSQL cannot store it. */
const NUL_IN_TEXT = '22021'

const AWAY =
  /^(CONNECT_TIMEOUT|CONNECTION_CLOSED|CONNECTION_DESTROYED|CONNECTION_ENDED|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN)$/

/** Connection lost, server stopping or starting, too many connections: each of these may be over in a moment. */
function isDatabaseAway(error: unknown): boolean {
  return AWAY.test(String((error as { code?: unknown }).code)) || /^(08|53|57P0)/.test(sqlState(error) ?? '')
}
