/**
 * The body of a refusal: `error` and `message` have the same sentence, because WHAZING's clients read either; programs use
 * `code`. It is Portuguese unless the caller asks for another language, because these clients ask for none.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Language, languageOf } from '../base/language.ts'
import { type Refusal, wordsIn } from '../refusal/refusal.ts'
import { refusalOf } from '../web/problem.ts'

export interface ErrorBody {
  error: string
  message: string
  code: string
  requestId: string
  errors?: unknown
}

/** WHAZING's statuses: 403 when nobody is signed in, 400 for whatever is wrong with a body. */
const STATUS = new Map([
  [401, 403],
  [422, 400],
])

export function sendExternalError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error, request)
  if (refusal.status >= 500)
    request.log.error({ err: error, requestId: request.id, code: refusal.code }, 'request failed')
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', String(refusal.retryAfterSeconds))
  // There is none where no route was found.
  if (request.externalCall) request.externalCall.error = refusal.code
  return reply
    .code(STATUS.get(refusal.status) ?? refusal.status)
    .header('x-request-id', request.id)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(refusal, request)))
}

/** Portuguese, unless the caller asks for another language. */
export function languageFor(request: FastifyRequest): Language {
  const asked = request.headers['accept-language']
  return languageOf(asked === undefined || asked === '*' ? 'pt' : asked)
}

function errorBody(refusal: Refusal, request: FastifyRequest): ErrorBody {
  const language = languageFor(request)
  const faults =
    refusal.errors?.map(
      ({ path, message }) => `${path.replace(/^\//, '') || 'body'}: ${wordsIn(message, language)}.`,
    ) ?? []
  const sentence = [`${refusal.title(language)}. ${refusal.detail(language)}`, ...faults].join(' ')
  const { ticket } = refusal.params
  return {
    // WHAZING returns the conflicting ticket as JSON in `error`, and clients parse it.
    error: typeof ticket === 'string' ? ticket : sentence,
    message: sentence,
    code: refusal.code,
    requestId: request.id,
    ...(refusal.errors && {
      errors: refusal.errors.map(error => ({ ...error, message: wordsIn(error.message, language) })),
    }),
  }
}
