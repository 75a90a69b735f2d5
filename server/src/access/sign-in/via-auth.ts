/** Calls better-auth for a request: its cookies go to the client, its errors become ours, its tokens stay here. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fault } from '../../refusal/faults.ts'
import { invalidField, Refusal } from '../../refusal/refusal.ts'
import { CLIENT_ADDRESS_HEADER, SECOND_FACTOR_LOCK_SECONDS } from '../auth.ts'

/** What it may know of a request: the cookie, the address and the browser. */
export function authHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: request.ip })
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

export async function viaAuth<T>(reply: FastifyReply, asked: Promise<Response>): Promise<T> {
  const answer = await asked
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const text = await answer.text()
  const body = text === '' ? null : JSON.parse(text)
  if (!answer.ok) throw refusalOf(answer.status, body)
  return body as T
}

const wrongCode = () => invalidField('body', '/code', fault('wrong_code'))

/** An inactive user gets the same response as after a wrong password. */
const BY_CODE = new Map<string, () => Refusal>([
  ['INVALID_PASSWORD', () => invalidField('body', '/currentPassword', fault('not_your_password'))],
  ['USER_INACTIVE', () => new Refusal('wrong_credentials')],
  ['INVALID_CODE', wrongCode],
  ['INVALID_BACKUP_CODE', wrongCode],
  ['INVALID_TWO_FACTOR_COOKIE', () => new Refusal('second_factor_over')],
  ['TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', () => new Refusal('second_factor_over')],
  ['CODE_USED', () => new Refusal('second_factor_code_used')],
  ['TOTP_ALREADY_ENABLED', () => new Refusal('second_factor_on')],
  ['TOTP_NOT_ENABLED', () => new Refusal('second_factor_off')],
  ['TWO_FACTOR_NOT_ENABLED', () => new Refusal('second_factor_off')],
  ['BACKUP_CODES_NOT_ENABLED', () => new Refusal('second_factor_off')],
  [
    'ACCOUNT_TEMPORARILY_LOCKED',
    () => new Refusal('rate_limited', {}, { retryAfterSeconds: SECOND_FACTOR_LOCK_SECONDS }),
  ],
])

function refusalOf(status: number, body: { code?: string; message?: string } | null): Refusal | Error {
  const known = BY_CODE.get(body?.code ?? '')
  if (known !== undefined) return known()
  const cause = new Error(`better-auth answered ${status} ${body?.code ?? ''}`)
  if (status === 429) return new Refusal('rate_limited', {}, { retryAfterSeconds: 5 })
  if (status === 401) return new Refusal('not_signed_in')
  if (status < 500) return new Refusal('bad_request', { reason: body?.message ?? 'refused' }, { cause })
  return cause
}
