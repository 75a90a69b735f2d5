/**
 * A full check at WhatsApp: does the token work and how long, does it see the number, may the number send, does the account
 * belong to it, and do its messages come here. It is used before a channel is made, by its test, and by its watch.
 */
import { createHmac } from 'node:crypto'
import type { GraphResult, GraphSettings } from '../graph/graph-call.ts'
import { type PhoneNumber, phoneNumberInfo } from '../graph/graph-client.ts'
import { NOT_META } from '../graph/graph-error.ts'
import { numbersSeen, subscriptions, type TokenFacts, tokenFacts } from '../graph/graph-setup.ts'
import { type Found, problemOf } from './channel-problem.ts'

export interface Credentials {
  phoneNumberId: string
  accessToken: string
  wabaId: string | null
  /** Checked when it is given. */
  appSecret?: string | undefined
  /** Whether an address is one of ours; absent before there is a channel, because it has no address yet. */
  isOurCallback?: ((url: string) => boolean) | undefined
}

export interface Examination {
  /** Null when WhatsApp returned nothing about the number. */
  number: PhoneNumber | null
  token: TokenFacts | null
  problems: Found[]
  /** WhatsApp was reached, so what is not among the problems is in order. */
  isWhole: boolean
}

const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management']
const WARN_BEFORE_MS = 7 * 24 * 3_600_000

export async function examineNumber(graph: GraphSettings, given: Credentials): Promise<Examination> {
  const [result, token] = await Promise.all([phoneNumberInfo(graph, given), tokenFacts(graph, given)])
  const facts = token.kind === 'ok' ? token.value : null
  if (result.kind !== 'ok') {
    const problem = problemOf(result.error)
    return { number: null, token: facts, problems: [problem], isWhole: problem.problem !== 'unreachable' }
  }
  const [ofAccount, ofSecret] = await Promise.all([
    given.wabaId === null ? [] : accountProblems(graph, given, given.wabaId, facts),
    given.appSecret === undefined ? [] : secretProblems(graph, given, given.appSecret),
  ])
  const problems = [
    ...tokenProblems(facts),
    ...numberProblems(result.value),
    ...callbackProblems(result.value, given),
    ...ofAccount,
    ...ofSecret,
  ]
  return { number: result.value, token: facts, problems: oncePerCode(problems), isWhole: true }
}

function tokenProblems(token: TokenFacts | null): Found[] {
  if (token === null || !token.isValid) return []
  const missing = SCOPES.filter(scope => !token.scopes.includes(scope))
  const ends = token.expiresAt === null ? null : new Date(token.expiresAt * 1_000)
  return [
    ...(missing.length > 0 && token.scopes.length > 0
      ? [{ problem: 'permission_missing' as const, details: missing.join(', ') }]
      : []),
    ...(ends !== null && ends.getTime() < Date.now() + WARN_BEFORE_MS
      ? [{ problem: 'token_expiring' as const, details: ends.toISOString().slice(0, 10) }]
      : []),
  ]
}

const NOT_REGISTERED = new Set(['DISCONNECTED', 'PENDING', 'UNVERIFIED'])
const GONE = new Set(['DELETED', 'MIGRATED'])
const LIMITED = new Set(['RESTRICTED', 'RATE_LIMITED'])

function numberProblems({ status, qualityRating, canSend, whyNot }: PhoneNumber): Found[] {
  const found: Found[] = []
  const details = whyNot ?? status
  if (status !== null && NOT_REGISTERED.has(status)) found.push({ problem: 'number_unregistered', details: status })
  else if (status !== null && GONE.has(status)) found.push({ problem: 'number_unknown', details: status })
  else if (status === 'BANNED') found.push({ problem: 'account_restricted', details })
  else if (status === 'FLAGGED') found.push({ problem: 'number_flagged', details })
  // A flagged number sends. A number that is in order and may not send is blocked by its account.
  else if (canSend === 'BLOCKED') found.push({ problem: 'account_restricted', details })
  if ((status !== null && LIMITED.has(status)) || canSend === 'LIMITED')
    found.push({ problem: 'number_limited', details })
  if (qualityRating === 'RED') found.push({ problem: 'quality_low', details: null })
  return found
}

function callbackProblems({ callbackUrl }: PhoneNumber, { isOurCallback }: Credentials): Found[] {
  if (callbackUrl === null || isOurCallback === undefined || isOurCallback(callbackUrl)) return []
  return [{ problem: 'callback_elsewhere', details: URL.canParse(callbackUrl) ? new URL(callbackUrl).host : null }]
}

async function accountProblems(
  graph: GraphSettings,
  given: Credentials,
  wabaId: string,
  token: TokenFacts | null,
): Promise<Found[]> {
  const [numbers, apps] = await Promise.all([numbersSeen(graph, given, wabaId), subscriptions(graph, given, wabaId)])
  const found: Found[] = []
  const isSeen = numbers.kind !== 'ok' || numbers.value.some(number => number.phoneNumberId === given.phoneNumberId)
  if (!isSeen || isStranger(numbers)) found.push({ problem: 'account_mismatch', details: wabaId })
  else if (apps.kind === 'ok') {
    const appId = token?.appId ?? null
    const isOurs = apps.value.some(app => appId === null || app.appId === null || app.appId === appId)
    if (!isOurs) found.push({ problem: 'not_subscribed', details: null })
  }
  return found
}

/** The token does not see this account at all: Meta's code 100. */
const isStranger = (result: GraphResult<unknown>) => result.kind === 'refused' && result.error.code === 100

/** Meta compares a proof that is sent along with the app's secret. */
async function secretProblems(graph: GraphSettings, given: Credentials, appSecret: string): Promise<Found[]> {
  const proof = createHmac('sha256', appSecret).update(given.accessToken).digest('hex')
  const result = await phoneNumberInfo(graph, given, proof)
  const isWrong =
    result.kind !== 'ok' && result.error.code !== NOT_META && /appsecret_proof/i.test(result.error.message)
  return isWrong ? [{ problem: 'app_secret_wrong', details: null }] : []
}

const oncePerCode = (found: Found[]): Found[] => [
  ...new Map(found.toReversed().map(one => [one.problem, one])).values(),
]
