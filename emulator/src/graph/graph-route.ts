import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { applyFault, type Fault, type FaultPlace, type Faults } from '../control/faults.ts'
import type { Emulation } from '../emulation.ts'
import type { BusinessAccount, BusinessNumber } from '../world/state.ts'
import { expiredToken, GraphError, invalidToken, type Json, unknownObject } from './graph-error.ts'
import { parametersOf } from './parameters.ts'

type Params = { version?: string; id: string; part?: string }

export type GraphRequest = FastifyRequest<{ Params: Params; Querystring: Record<string, string | undefined> }>

/** The input of a route: the request, all its parameters in one object, and the fault that will hit its response. */
export type Call = { request: GraphRequest; reply: FastifyReply; parameters: Json; fault: Fault | undefined }

export type Method = 'GET' | 'POST' | 'DELETE'

/** Registers a path. `place` says which faults hit it; `management` by default. */
export type On = (
  method: Method,
  path: string,
  serve: (call: Call) => unknown,
  place?: (request: GraphRequest) => FaultPlace,
) => void

/** Graph paths: each one requires the token, and a fault may hit each one, before or after its work is done. */
export function graphRouter(app: FastifyInstance, emulation: Emulation, faults: Faults): On {
  return (method, url, serve, place = () => 'management') =>
    app.route<{ Params: Params; Querystring: Record<string, string | undefined> }>({
      method,
      url,
      onRequest: async request => authorise(emulation, request),
      handler: async (request, reply) => {
        const fault = faults.take(place(request))
        if (fault && !fault.accept) return applyFault(fault, reply)
        const done = await serve({ request, reply, parameters: parametersOf(request), fault })
        return fault ? applyFault(fault, reply, done) : done
      },
    })
}

export function authorise({ world }: Emulation, request: Pick<FastifyRequest, 'headers' | 'query'>): void {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  const { access_token } = request.query as { access_token?: string }
  const given = scheme?.toLowerCase() === 'bearer' || scheme?.toLowerCase() === 'oauth' ? token : access_token
  if (given !== world.settings.accessToken) throw invalidToken()
  if (world.tokenExpired) throw expiredToken()
  const { appsecret_proof: proof } = request.query as { appsecret_proof?: string }
  if (proof !== undefined && proof !== proofOf(world.settings)) {
    throw new GraphError(100, undefined, { message: 'Invalid appsecret_proof provided in the API argument' })
  }
}

/** Proves that the caller has the app's secret as well as a token. */
const proofOf = ({ appSecret, accessToken }: { appSecret: string; accessToken: string }): string =>
  createHmac('sha256', appSecret).update(accessToken).digest('hex')

export function numberAt({ world }: Emulation, request: GraphRequest): BusinessNumber {
  const number = world.numbers.get(request.params.id)
  if (!number) throw unknownObject(request.method, request.params.id)
  return number
}

export function accountAt({ world }: Emulation, request: GraphRequest): BusinessAccount {
  const account = world.accounts.get(request.params.id)
  if (!account) throw unknownObject(request.method, request.params.id)
  return account
}

export const baseUrlOf = (request: Pick<FastifyRequest, 'protocol' | 'host'>): string =>
  `${request.protocol}://${request.host}`

export const success = { success: true }

/** Does something when the response was sent, as Meta does; at once when a fault prevents the response. */
export function afterResponse(
  { webhooks }: Emulation,
  { reply, fault }: Pick<Call, 'reply' | 'fault'>,
  act: () => void,
) {
  if (fault) return act()
  const done = webhooks.announce()
  reply.raw.once('close', () => {
    act()
    done()
  })
}
