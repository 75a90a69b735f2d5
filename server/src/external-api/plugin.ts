/**
 * Who calls: `Authorization: Bearer <token>` at /v1/api/external/{apiId}. A wrong token, a wrong address and a revoked door
 * look the same: 403. Then the call counts against the door's own limit, and leaves a line in the call log.
 */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addIdempotency, applyQuota, createThrottle, type Throttle } from '../access/index.ts'
import { addressKey } from '../base/client-address.ts'
import type { Db } from '../base/db/db.ts'
import { discardMedia, type MediaStore } from '../media/index.ts'
import { Refusal } from '../refusal/refusal.ts'
import { refuseUnstorable } from '../web/request-rules.ts'
import { type BodySchema, bodySchemaOf, knownFields, readAsMeant } from './as-meant.ts'
import { gateLargeBodies } from './body-gate.ts'
import type { CallLog } from './call-log.ts'
import type { CallerCheck } from './caller-check.ts'
import { sendExternalError } from './error-body.ts'
import type { ExternalCaller, Scope } from './external-api.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `externalApiPlugin`, before anything else of the request is read. */
    externalCaller: ExternalCaller | null
    /** What the call log shows of it, besides its status. */
    externalCall: ExternalCallNotes
  }
  interface FastifyContextConfig {
    /** The right that the token must have. */
    scope?: Scope
    /** The one route that takes its token from the address. */
    takesTokenFromUrl?: boolean
  }
}

interface ExternalCallNotes {
  ticketId: number | null
  messageId: number | null
  /** The file that was stored for it. */
  mediaId: number | null
  error: string | null
}

export interface ExternalApiPluginDeps {
  db: Db
  store: MediaStore
  callers: CallerCheck
  calls: CallLog
  /** The key with which idempotent requests are fingerprinted. */
  secret: string
}

const MINUTE_MS = 60_000

export async function externalApiPlugin(app: FastifyInstance, deps: ExternalApiPluginDeps): Promise<void> {
  const strangers = createThrottle({ limit: 300, windowMs: MINUTE_MS })
  const limits = new Map<number, Throttle>()
  app.decorateRequest('caller', null)
  app.decorateRequest('externalCaller', null)
  app.decorateRequest('externalCall')
  app.setErrorHandler(sendExternalError)
  parseForms(app)

  app.addHook('onRequest', async (request, reply) => {
    request.externalCall = { ticketId: null, messageId: null, mediaId: null, error: null }
    const caller = await authenticate(deps, request)
    if (caller === undefined) return refuseStranger(strangers, request, reply)
    request.externalCaller = caller
    const { tenantId, requestsPerMinute, id, name, scopes } = caller
    // For what access does by caller: a door acts for its company, and not as a person.
    request.caller = { tenantId, userId: null, profile: 'admin', apiKeyId: null, name: `external ${id} ${name}` }
    applyQuota(reply, limitOf(limits, requestsPerMinute).take(`${id}`))
    const { scope } = request.routeOptions.config
    if (scope !== undefined && !scopes.includes(scope)) throw new Refusal('external_scope_missing', { scope })
  })
  app.addHook('preParsing', gateLargeBodies())
  app.addHook('preValidation', settleExternalBody)
  // This runs before idempotency is checked: if the door is set so, the same externalKey with the same body counts as one call.
  app.addHook('preHandler', async request => {
    const { externalKey } = (request.body ?? {}) as { externalKey?: unknown }
    const isAsked = request.externalCaller?.isDeduplicated && request.routeOptions.config.idempotent
    if (!isAsked || typeof externalKey !== 'string' || request.headers['idempotency-key'] !== undefined) return
    request.headers['idempotency-key'] = keyOf(request)
  })
  addIdempotency(app, { db: deps.db, secret: deps.secret })

  // The file of a call that failed, or that repeated another one, belongs to nobody and is removed.
  app.addHook('onResponse', async (request, reply) => {
    const { mediaId: id } = request.externalCall
    const isUnused = reply.statusCode >= 400 || reply.hasHeader('idempotency-replayed')
    if (id === null || !isUnused) return
    await discardMedia(deps, { tenantId: requireExternalCaller(request).tenantId, id })
  })

  app.addHook('onResponse', async (request, reply) => {
    const caller = request.externalCaller
    if (caller === null) return
    const { ticketId, messageId, error } = request.externalCall
    deps.calls.note({
      tenantId: caller.tenantId,
      externalApiId: caller.id,
      calledAt: new Date(Date.now() - reply.elapsedTime),
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      ticketId,
      messageId,
      error,
      requestId: request.id,
      ip: request.ip,
    })
  })
}

/** Delphi, PHP and Postman send this type unless they are set to JSON. */
function parseForms(app: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded'
  app.addContentTypeParser(type, { parseAs: 'string', bodyLimit: 1_048_576 }, (request, text, done) => {
    done(null, knownFields(new URLSearchParams(String(text)), bodySchemaOf(request)))
  })
}

/** Also for a route that reads its body after this hook (a form with a file). JSON that was inside a text is checked again. */
export async function settleExternalBody(request: FastifyRequest): Promise<void> {
  const { body, querystring } = request.routeOptions.schema ?? {}
  readAsMeant(request.body, (body ?? {}) as BodySchema)
  readAsMeant(request.query, (querystring ?? {}) as BodySchema)
  await refuseUnstorable(request)
}

function keyOf(request: FastifyRequest): string {
  const parts = [request.externalCaller?.id, request.routeOptions.url, request.body]
  return `external-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`
}

/** The path below the address of the door, because every line would otherwise repeat its id. */
function routeOf(request: FastifyRequest): string {
  return (request.routeOptions.url ?? '(none)').split('/:apiId').at(-1) || '/'
}

function limitOf(limits: Map<number, Throttle>, requestsPerMinute: number): Throttle {
  const known = limits.get(requestsPerMinute)
  if (known !== undefined) return known
  const made = createThrottle({ limit: requestsPerMinute, windowMs: MINUTE_MS })
  limits.set(requestsPerMinute, made)
  return made
}

async function authenticate(
  { callers }: ExternalApiPluginDeps,
  request: FastifyRequest,
): Promise<ExternalCaller | undefined> {
  const { apiId } = request.params as { apiId?: string }
  const { takesTokenFromUrl } = request.routeOptions.config
  const token = takesTokenFromUrl ? tokenInUrl(request) : tokenInHeader(request)
  const caller = await callers.callerOf(apiId ?? '', token)
  if (caller !== undefined && takesTokenFromUrl && !caller.allowsTokenInUrl) throw new Refusal('external_params_off')
  return caller
}

function tokenInHeader({ headers }: FastifyRequest): string {
  const given = headers.authorization ?? ''
  // People often fill in n8n's header credentials without the word, and WHAZING accepts that.
  return given.replace(/^bearer\s+/i, '').trim()
}

function tokenInUrl(request: FastifyRequest): string {
  const { bearertoken } = request.query as { bearertoken?: unknown }
  return typeof bearertoken === 'string' ? bearertoken.replace(/^bearer\s+/i, '').trim() : ''
}

function refuseStranger(strangers: Throttle, request: FastifyRequest, reply: FastifyReply): never {
  applyQuota(reply, strangers.take(addressKey(request.ip)))
  throw new Refusal('external_token_invalid')
}

export function requireExternalCaller(request: Pick<FastifyRequest, 'externalCaller'>): ExternalCaller {
  if (request.externalCaller === null) throw new Refusal('external_token_invalid')
  return request.externalCaller
}
