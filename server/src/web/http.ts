/** The HTTP server before it has routes: validation, problem documents, request ids, limits, headers, a quiet end. */
import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { Socket } from 'node:net'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { whyNoListening } from '../base/free-port.ts'
import type { Log } from '../base/log.ts'
import { OperatorError } from '../base/operator-error.ts'
import { Refusal } from '../refusal/refusal.ts'
import { boundIntegers } from './bounded-integers.ts'
import { type SchemaTiming, serializerBuilder, validatorCompiler } from './compile-schemas.ts'
import { Problem, sendProblem } from './problem.ts'
import { closeQuery, refuseBadHead, refuseUnstorable, settleBody } from './request-rules.ts'
import { boundStrangers, type StrangerLimits } from './stranger-bodies.ts'

export type Http = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export interface HttpOptions {
  log: Log
  /** Largest body; a route may set its own. */
  bodyLimitBytes?: number
  /** Whether `x-forwarded-for` and similar headers are trusted: true, or the proxies' addresses. */
  trustProxy?: boolean | string[]
  strangers?: StrangerLimits
  schemas?: SchemaTiming
}

export function createHttp(options: HttpOptions): Http {
  const { log, bodyLimitBytes = 1_048_576, trustProxy = false, strangers, schemas = 'first-call' } = options
  const http = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    trustProxy,
    requestIdHeader: false,
    genReqId: request => givenId(request.headers['x-request-id']) ?? randomUUID(),
    // The time for the whole request: 100 MB of media over a slow line. Unknown senders have less (stranger-bodies.ts).
    requestTimeout: 600_000,
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5_000 },
    keepAliveTimeout: 72_000,
    // On closing, idle connections go at once; busy ones get their response first (closeHttp sets a limit).
    forceCloseConnections: 'idle',
    frameworkErrors: sendProblem,
    clientErrorHandler: (error, socket) => refuseGarbage(error, socket),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    schemaController: { compilersFactory: { buildSerializer: serializerBuilder(schemas) } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  closeUnused(http)
  closeUnread(http)
  http.addSchema(Problem)
  parseJson(http)
  http.decorate('schemaTiming', schemas)
  http.setValidatorCompiler(validatorCompiler(compile, schemas))
  http.setErrorHandler(sendProblem)
  http.setNotFoundHandler(request => {
    throw new Refusal('route_not_found', { method: request.method, path: request.url.split('?')[0] ?? '' })
  })
  http.addHook('onRoute', closeQuery)
  http.addHook('onRequest', setHeaders)
  http.addHook('onRequest', refuseBadHead)
  http.addHook('preParsing', boundStrangers(strangers))
  http.addHook('preValidation', settleBody)
  http.addHook('preValidation', refuseUnstorable)
  http.addHook('onResponse', logResponse)
  return http
}

/**
 * Browsers open connections in advance. Node counts one without a request as busy until its headers are overdue, so that a server
 * with an open panel somewhere needed all of its time limit to close.
 */
function closeUnused(http: Http): void {
  const unused = new Set<Socket>()
  let isClosing = false
  http.server.on('connection', socket => {
    // Accepted between the hook below and the end of listening.
    if (isClosing) return void socket.destroy()
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  http.addHook('onRequest', async ({ raw: { socket } }, reply) => {
    unused.delete(socket)
    // A response that was under way when the server began to close leaves an idle connection, which nobody closes any more.
    reply.raw.once('close', () => {
      if (isClosing && socket instanceof Socket) socket.destroySoon()
    })
  })
  http.addHook('preClose', async () => {
    isClosing = true
    for (const socket of unused) socket.destroy()
  })
}

const REST_MS = 1_000

/**
 * A client that is refused while it sends reads the refusal only if it is read for a moment longer. After that its connection is of no
 * use: it would stay until its keep-alive ends, and a server that closes would wait for it.
 */
function closeUnread(http: Http): void {
  http.addHook('onRequest', async ({ raw, headers }, reply) => {
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
    // The request forgets it when it is destroyed.
    const { socket } = raw
    reply.raw.once('finish', () => {
      if (raw.complete) return
      raw.resume()
      setTimeout(() => {
        // A request that a test injects has none.
        if (!raw.complete && socket instanceof Socket) socket.destroy()
      }, REST_MS).unref()
    })
  })
}

/** JSON is UTF-8 (RFC 8259); other bytes would be stored as something different. An empty body counts as none. */
function parseJson(http: Http): void {
  const parse = http.getDefaultJsonParser('error', 'error')
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const body = bytes as Buffer
    if (body.length === 0) done(null, undefined)
    else if (isUtf8(body)) parse(request, body.toString('utf8'), done)
    else done(new Refusal('malformed_json'), undefined)
  })
}

const ajvOptions = { allErrors: true, strict: false, useDefaults: true, removeAdditional: false } as const

/** In bodies "1" is not 1. Queries and paths are text, so there numbers are read from it. */
const strict = new Ajv(ajvOptions)
const coercing = new Ajv({ ...ajvOptions, coerceTypes: 'array' })
for (const ajv of [strict, coercing]) {
  formats.default(ajv)
  limitInstants(ajv)
}

const compile = ({ schema, httpPart }: { schema: unknown; httpPart?: string }) =>
  (httpPart === 'body' ? strict : coercing).compile(boundIntegers(schema) as object)

/** RFC 3339 allows the year 0 and leap seconds; PostgreSQL and Date do not allow both. */
function limitInstants(ajv: Ajv): void {
  for (const name of ['date-time', 'date']) {
    const { validate } = ajv.formats[name] as { validate: (text: string) => boolean }
    const isInstant = (text: string) => validate(text) && !text.startsWith('0000') && !Number.isNaN(Date.parse(text))
    ajv.addFormat(name, { type: 'string', validate: isInstant })
  }
}

function givenId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : undefined
}

/** For responses to programs. The panel's pages set their own policy. */
async function setHeaders(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
}

/** The route's pattern and not the address itself: a query can hold tokens. */
async function logResponse(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const durationMs = Math.round(reply.elapsedTime)
  const route = request.routeOptions.url ?? '(none)'
  request.log.debug(
    { requestId: request.id, client: request.ip, method: request.method, route, status: reply.statusCode, durationMs },
    'request',
  )
}

/** For bytes that are not HTTP or never become a whole request. Only these responses are written by hand. */
function refuseGarbage({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const [status, phrase] = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? [408, 'Request Timeout'] : [400, 'Bad Request']
  const title = status === 408 ? 'The request took too long' : 'Bad request'
  const body = JSON.stringify({ type: 'urn:recado:bad_request', title, status, code: 'bad_request' })
  const head = `content-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close`
  socket.write(`HTTP/1.1 ${status} ${phrase}\r\n${head}\r\n\r\n${body}`)
  // `end` alone is not enough, because the other side could keep its half open forever.
  socket.destroySoon()
}

/** Listens and returns the port: the one that was asked for, or a free one for 0. */
export async function listenHttp(http: Http, at: { host: string; port: number }): Promise<number> {
  try {
    await http.listen(at)
    return (http.server.address() as { port: number }).port
  } catch (error) {
    throw new OperatorError(whyNoListening(error as NodeJS.ErrnoException, at), { cause: error })
  }
}

/** Takes no more requests, completes those under way, and after `limitMs` cuts off what is still open. */
export async function closeHttp(http: Http, limitMs = 10_000): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), limitMs)
  await http.close()
  clearTimeout(cut)
}
