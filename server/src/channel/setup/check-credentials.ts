/** Checks credentials that somebody has just pasted, before a channel is made. */
import type { Sql } from '../../base/db/db.ts'
import type { Language } from '../../base/language.ts'
import type { GraphSettings } from '../graph/graph-call.ts'
import { numbersSeen, type SeenNumber, tokenFacts } from '../graph/graph-setup.ts'
import type { HealthDeps } from '../health/channel-health.ts'
import { type ChannelProblem, type Found, problemOf, showProblem } from '../health/channel-problem.ts'
import { examineNumber } from '../health/examine-number.ts'

export interface GivenCredentials {
  accessToken: string
  phoneNumberId?: string | undefined
  wabaId?: string | null | undefined
  appSecret?: string | undefined
}

export interface CheckedCredentials {
  isOk: boolean
  problems: ChannelProblem[]
  displayPhoneNumber: string | null
  verifiedName: string | null
  tokenExpiresAt: string | null
  numbers: (SeenNumber & { isConnected: boolean })[]
}

export async function checkCredentials(
  { db, graph }: HealthDeps,
  tenantId: number,
  { accessToken, phoneNumberId, wabaId = null, appSecret }: GivenCredentials,
  language: Language,
): Promise<CheckedCredentials> {
  const [seen, examined] = await Promise.all([
    lookAround(graph, accessToken),
    phoneNumberId === undefined ? undefined : examineNumber(graph, { phoneNumberId, accessToken, wabaId, appSecret }),
  ])
  // The app need not be subscribed before there is a channel.
  const found = (examined?.problems ?? seen.problems).filter(({ problem }) => problem !== 'not_subscribed')
  const connected = await connectedOf(db, tenantId, seen.numbers)
  return {
    isOk: found.length === 0,
    problems: found.map(one => showProblem(one, language)),
    displayPhoneNumber: examined?.number?.displayPhoneNumber ?? null,
    verifiedName: examined?.number?.verifiedName ?? null,
    tokenExpiresAt: seen.expiresAt === null ? null : new Date(seen.expiresAt * 1_000).toISOString(),
    numbers: seen.numbers.map(number => ({ ...number, isConnected: connected.has(number.phoneNumberId) })),
  }
}

/** A token may see any number of accounts; a person chooses among a few. */
const MAX_ACCOUNTS = 10

async function lookAround(
  graph: GraphSettings,
  accessToken: string,
): Promise<{ problems: Found[]; numbers: SeenNumber[]; expiresAt: number | null }> {
  const token = await tokenFacts(graph, { accessToken })
  if (token.kind !== 'ok') return { problems: [problemOf(token.error)], numbers: [], expiresAt: null }
  const { isValid, wabaIds, expiresAt } = token.value
  if (!isValid) return { problems: [{ problem: 'token_invalid', details: null }], numbers: [], expiresAt }
  const lists = await Promise.all(wabaIds.slice(0, MAX_ACCOUNTS).map(id => numbersSeen(graph, { accessToken }, id)))
  return { problems: [], numbers: lists.flatMap(list => (list.kind === 'ok' ? list.value : [])), expiresAt }
}

async function connectedOf(sql: Sql, tenantId: number, numbers: SeenNumber[]): Promise<Set<string>> {
  const ids = numbers.map(number => number.phoneNumberId)
  const rows = await sql<{ phone_number_id: string }[]>`
    select phone_number_id from cloud_channels where tenant_id = ${tenantId} and phone_number_id = any (${ids}::text[])`
  return new Set(rows.map(row => row.phone_number_id))
}
