/**
 * `Idempotency-Key` on routes with `config.idempotent`: the first request runs, and its response is stored for a day for repeats.
 * The claim is a row of its own, committed before the work: a crash leaves it without a status, and then nobody knows whether the
 * work was done. It is not done again, because that could send a customer a message twice; a repeat is refused with the advice to
 * check.
 */
import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db, Sql } from '../../base/db/db.ts'
import { fault } from '../../refusal/faults.ts'
import { invalidField, Refusal } from '../../refusal/refusal.ts'
import { type Caller, requireCaller } from '../caller.ts'

const KEPT_HOURS = 24
const RUNNING_SECONDS = 60

interface Claim {
  tenantId: number
  key: string
  fingerprint: Buffer
}

/** As text, because an instant in JavaScript has no microseconds, and this one identifies the claim. */
type ClaimedAt = string

interface KeptResponse {
  fingerprint: Buffer
  /** A claim without a response for longer than any request takes. */
  isLost: boolean
  status: number | null
  location: string | null
  body: string | null
}

export function addIdempotency(app: FastifyInstance, deps: { db: Db; secret: string }): void {
  const running = new WeakMap<FastifyRequest, Claim & { claimedAt: ClaimedAt }>()

  // It runs after validation, so that a malformed request can be corrected and sent again with the same key.
  app.addHook('preHandler', async (request, reply) => {
    const claim = claimOf(request, deps.secret)
    if (claim === undefined) return
    const taken = await takeOrRecall(deps.db, claim)
    if (typeof taken !== 'string') return replay(reply, taken)
    running.set(request, { ...claim, claimedAt: taken })
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const claim = running.get(request)
    if (claim === undefined) return
    running.delete(request)
    // If this fails, the response is still right: it is sent, and the claim ends as after a crash.
    await settle(deps.db, claim, reply, payload).catch(error =>
      request.log.error({ err: error }, 'idempotency not kept'),
    )
  })
}

function claimOf(request: FastifyRequest, secret: string): Claim | undefined {
  const key = request.headers['idempotency-key']
  if (!request.routeOptions.config.idempotent || key === undefined || request.caller === null) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw invalidKey()
  const caller = requireCaller(request)
  return { tenantId: caller.tenantId, key, fingerprint: fingerprint(request, caller, secret) }
}

function invalidKey(): Refusal {
  return invalidField('header', '/idempotency-key', fault('idempotency_key'))
}

/** The caller is part of it, so that a response is never returned to somebody who may not see it. */
function fingerprint(request: FastifyRequest, caller: Caller, secret: string): Buffer {
  const parts = [caller.userId, caller.apiKeyId, request.method, request.url, request.body ?? null]
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest()
}

/** The instant of our claim, or the response of the first request. */
async function takeOrRecall(sql: Sql, claim: Claim): Promise<ClaimedAt | KeptResponse> {
  for (;;) {
    const claimedAt = await take(sql, claim)
    if (claimedAt !== undefined) return claimedAt
    const kept = await recall(sql, claim)
    // The claim was given back between the two statements, so we take it.
    if (kept === undefined) continue
    if (!kept.fingerprint.equals(claim.fingerprint)) throw new Refusal('idempotency_key_reused')
    if (kept.isLost) throw new Refusal('idempotency_outcome_unknown')
    if (kept.status === null) throw new Refusal('idempotency_key_busy', {}, { retryAfterSeconds: 2 })
    return kept
  }
}

async function take(sql: Sql, { tenantId, key, fingerprint }: Claim): Promise<ClaimedAt | undefined> {
  const [row] = await sql<{ claimedAt: ClaimedAt }[]>`
    insert into idempotency_keys as kept (tenant_id, key, fingerprint)
    values (${tenantId}, ${key}, ${fingerprint})
    on conflict (tenant_id, key) do update
      set fingerprint = excluded.fingerprint, status = null, location = null, body = null, created_at = now()
      where kept.created_at < now() - make_interval(hours => ${KEPT_HOURS})
    returning created_at::text as "claimedAt"`
  return row?.claimedAt
}

async function recall(sql: Sql, { tenantId, key }: Claim): Promise<KeptResponse | undefined> {
  const [row] = await sql<KeptResponse[]>`
    select fingerprint, status, location, body,
      status is null and created_at < now() - make_interval(secs => ${RUNNING_SECONDS}) as "isLost"
    from idempotency_keys
    where tenant_id = ${tenantId} and key = ${key}`
  return row
}

function replay(reply: FastifyReply, response: KeptResponse): FastifyReply {
  const status = response.status ?? 200
  reply.code(status).header('idempotency-replayed', 'true')
  if (response.location !== null) reply.header('location', response.location)
  if (response.body === null) return reply.send()
  // Already JSON: sent as it is, past the route's serializer.
  const type = status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8'
  return reply.header('content-type', type).serializer(String).send(response.body)
}

/** A failure of ours is not a response to store, so the claim is given back. */
async function settle(
  sql: Sql,
  claim: Claim & { claimedAt: ClaimedAt },
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const { tenantId, key, claimedAt } = claim
  if (reply.statusCode >= 500) {
    await sql`
      delete from idempotency_keys
      where tenant_id = ${tenantId} and key = ${key} and status is null and created_at = ${claimedAt}::text::timestamptz`
    return
  }
  const location = reply.getHeader('location')
  await sql`
    update idempotency_keys
    set status = ${reply.statusCode}, location = ${typeof location === 'string' ? location : null},
      body = ${typeof payload === 'string' ? payload : null}
    where tenant_id = ${tenantId} and key = ${key} and status is null and created_at = ${claimedAt}::text::timestamptz`
}

export async function deleteOldResponses(sql: Sql): Promise<void> {
  await sql`delete from idempotency_keys where created_at < now() - make_interval(hours => ${KEPT_HOURS})`
}
