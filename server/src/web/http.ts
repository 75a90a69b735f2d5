/** The HTTP server before it has routes: validation, problem documents, request ids, limits, headers, a quiet end. */
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
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
import type { Log } from '../base/log.ts'
import { OperatorError } from '../base/operator-error.ts'
import { Refusal } from '../refusal/refusal.ts'
import { answerProblem, Problem } from './problem.ts'

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
  /** Whether `x-forwarded-for` and its kin are believed: true, or the proxies' addresses. */
  trustProxy?: boolean | string[]
}

export function createHttp({ log, bodyLimitBytes = 1_048_576, trustProxy = false }: HttpOptions): Http {
  const http = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    trustProxy,
    requestIdHeader: false,
    genReqId: request => givenId(request.headers['x-request-id']) ?? randomUUID(),
    // A client has this long for its whole request, so that a slow one cannot hold a connection for ever.
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    // On closing, idle connections go at once; busy ones get their answer first (closeHttp sets a limit).
    forceCloseConnections: 'idle',
    frameworkErrors: answerProblem,
    clientErrorHandler: (_error, socket) => refuseGarbage(socket),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
  }).withTypeProvider<TypeBoxTypeProvider>()

  http.addSchema(Problem)
  http.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema))
  http.setErrorHandler(answerProblem)
  http.setNotFoundHandler(request => {
    throw new Refusal('route_not_found', { method: request.method, path: request.url.split('?')[0] ?? '' })
  })
  http.addHook('onRequest', setHeaders)
  http.addHook('onResponse', logResponse)
  return http
}

const ajvOptions = { allErrors: true, strict: false, useDefaults: true, removeAdditional: false } as const

/** Bodies mean what they say: "1" is not 1. Queries and paths are text, so there numbers are read out of it. */
const strict = new Ajv(ajvOptions)
const coercing = new Ajv({ ...ajvOptions, coerceTypes: 'array' })
for (const ajv of [strict, coercing]) formats.default(ajv)

function givenId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : undefined
}

/** For answers that are read by programs. The panel's pages set their own policy. */
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
    { requestId: request.id, method: request.method, route, status: reply.statusCode, durationMs },
    'request',
  )
}

/** Bytes that are not HTTP never become a request, so this is the one answer written by hand. */
function refuseGarbage(socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const body = JSON.stringify({
    type: 'urn:recado:bad_request',
    title: 'Bad request',
    status: 400,
    code: 'bad_request',
  })
  const head = `content-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close`
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head}\r\n\r\n${body}`)
}

/** Listens and answers the port: the one asked for, or the one found when 0 was asked for. */
export async function listenHttp(http: Http, at: { host: string; port: number }): Promise<number> {
  try {
    await http.listen(at)
    return (http.server.address() as { port: number }).port
  } catch (error) {
    throw new OperatorError(whyNoListening(error as NodeJS.ErrnoException, at), { cause: error })
  }
}

function whyNoListening(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): string {
  if (error.code === 'EADDRINUSE') {
    const other = port < 65_000 ? port + 100 : port - 100
    return `Port ${port} on ${host} is taken by another program. Choose another one: PORT=${other} npm start`
  }
  if (error.code === 'EACCES')
    return `Port ${port} needs more rights than this account has. Choose one above 1023, like PORT=3100.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST=${host} is not an address of this machine. Use 127.0.0.1 (only this machine) or 0.0.0.0 (every network).`
  }
  return `Cannot listen on ${host}:${port}: ${error.message}`
}

/** Takes no more requests, answers those under way, and after `limitMs` cuts what is still open. */
export async function closeHttp(http: Http, limitMs = 10_000): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), limitMs)
  await http.close()
  clearTimeout(cut)
}
