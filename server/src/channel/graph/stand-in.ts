/**
 * A stand-in for WhatsApp: when WA_GRAPH_BASE_URL leads to the emulator, a company can try Recado with the emulator's phone
 * before it has an app at Meta. The credentials of its number are not secret, because they open only the emulator.
 */
import type { Db } from '../../base/db/db.ts'
import { type Json, objectIn, objectsIn, textIn } from '../json.ts'
import type { GraphSettings } from './graph-call.ts'

const META = 'https://graph.facebook.com'
const TIMEOUT_MS = 2_000

export interface StandIn {
  /** Its page, on which one writes as a customer. */
  phoneUrl: string
  /** The number of the company that asks, if it is connected. */
  channelId: number | null
  phoneNumberId: string
  wabaId: string
  displayPhoneNumber: string
  verifiedName: string
  accessToken: string
  appSecret: string
}

/** The number of it that the company has, or one that nobody has yet; null at Meta, and when others have them all. */
export async function findStandIn(
  { db, graph }: { db: Db; graph: GraphSettings },
  tenantId: number,
): Promise<StandIn | null> {
  if (graph.baseUrl === META) return null
  const state = await stateOf(graph.baseUrl)
  const [accessToken, appSecret] = [textIn(state.accessToken), textIn(state.appSecret)]
  if (accessToken === null || appSecret === null) return null
  const numbers = objectsIn(state.numbers).flatMap(number => {
    const [phoneNumberId, wabaId] = [textIn(number.phoneNumberId), textIn(number.wabaId)]
    const [displayPhoneNumber, verifiedName] = [textIn(number.displayPhoneNumber), textIn(number.verifiedName)]
    if (phoneNumberId === null || wabaId === null) return []
    return [{ phoneNumberId, wabaId, displayPhoneNumber: displayPhoneNumber ?? '', verifiedName: verifiedName ?? '' }]
  })
  const taken = await db<{ id: string; tenantId: number; channelId: number }[]>`
    select phone_number_id as id, tenant_id as "tenantId", channel_id as "channelId" from cloud_channels
    where phone_number_id = any (${numbers.map(({ phoneNumberId }) => phoneNumberId)})`
  const own = taken.find(channel => channel.tenantId === tenantId)
  const isTheirs = (phoneNumberId: string) => taken.some(({ id }) => id === phoneNumberId)
  const found = numbers.find(({ phoneNumberId: id }) => (own === undefined ? !isTheirs(id) : id === own.id))
  if (found === undefined) return null
  return { phoneUrl: graph.baseUrl, channelId: own?.channelId ?? null, ...found, accessToken, appSecret }
}

async function stateOf(baseUrl: string): Promise<Json> {
  try {
    const response = await fetch(new URL('/_emulator/state', baseUrl), {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.ok ? objectIn(await response.json()) : {}
  } catch {
    return {} // A proxy in front of Meta does not know this address.
  }
}
