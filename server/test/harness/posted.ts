/** Requests that an endpoint got, read as an integrator would read them and checked against all promises. */
import assert from 'node:assert/strict'
import { assertContract } from '@recado/receiver/testing'
import { Webhook } from 'standardwebhooks'
import type { ReceivedRequest } from './receiver.ts'

/** Checks signature, contract and headers of one request; returns its body. */
export function readPost(
  request: ReceivedRequest,
  endpoint: { id: number; secret: string; token?: string; version?: 1 | 2 },
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of a body is what it asserts
): any {
  const { headers } = request
  const text = request.body.toString('utf8')
  new Webhook(endpoint.secret).verify(text, headers as Record<string, string>)
  assertContract(text, endpoint.version ?? 1)
  const body = JSON.parse(text)
  assert.equal(request.method, 'POST')
  assert.equal(headers['content-type'], 'application/json')
  assert.match(String(headers['user-agent']), /^Recado\/\d+\.\d+\.\d+$/)
  assert.equal(headers['x-n8n-api-key'], endpoint.token)
  assert.equal(headers['recado-event'], body.Type ?? 'message')
  assert.match(String(headers['recado-attempt']), /^[1-9]\d*$/)
  assert.match(String(headers['recado-occurred-at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.equal(headers['webhook-id'], `msg_${endpoint.id}_${body.ticket.id}_${headers['recado-sequence']}`)
  assert.ok(Math.abs(Number(headers['webhook-timestamp']) - request.at / 1_000) < 60)
  return body
}

/** The sequences of one ticket, in the order in which they came. */
export function sequencesOf(requests: readonly ReceivedRequest[], ticketId: number): number[] {
  return requests
    .filter(request => ticketOf(request) === ticketId)
    .map(request => Number(request.headers['recado-sequence']))
}

export const ticketOf = (request: ReceivedRequest): number =>
  Number(String(request.headers['webhook-id']).split('_')[2])
