import type { BusinessNumber } from '../world/state.ts'
import { onlyFields, PROFILE } from './fields.ts'
import { invalid, type Json, tooLong } from './graph-error.ts'

const LIMITS: [field: string, limit: number][] = [
  ['about', 139],
  ['address', 256],
  ['description', 512],
  ['email', 128],
]

const VERTICALS = (
  'UNDEFINED OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES ' +
  'RETAIL TRAVEL RESTAURANT NOT_A_BIZ ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS MATRIMONY_SERVICE ' +
  'NOT_A_HEALTH_SERVICE'
).split(' ')

export function describeProfile(number: BusinessNumber, fields: unknown): Json {
  const profile = { about: 'Hey there! I am using WhatsApp.', vertical: 'UNDEFINED', ...number.profile }
  const { id: _, ...shown } = onlyFields(profile, fields, PROFILE)
  return { ...shown, messaging_product: 'whatsapp' }
}

/** Stores the given values within Meta's limits; an empty text removes a value. */
export function changeProfile(number: BusinessNumber, parameters: Json): void {
  const change: Json = {}
  for (const [field, limit] of LIMITS) {
    const value = parameters[field]
    if (value === undefined) continue
    if (typeof value !== 'string') throw invalid(`${field} must be a string.`)
    if ([...value].length > limit) throw tooLong(field, limit)
    change[field] = value
  }
  if (change.about === '') throw invalid('about must not be empty.')
  if (typeof change.email === 'string' && change.email !== '' && !/^\S+@\S+\.\S+$/.test(change.email)) {
    throw invalid('email is not a valid address.')
  }
  const { vertical, websites, profile_picture_handle } = parameters
  if (vertical !== undefined) {
    if (!VERTICALS.includes(String(vertical))) throw invalid(`vertical must be one of ${VERTICALS.join(', ')}.`)
    change.vertical = vertical
  }
  if (websites !== undefined) change.websites = checkWebsites(websites)
  if (profile_picture_handle !== undefined) {
    if (!/^4:/.test(String(profile_picture_handle))) throw invalid('profile_picture_handle is not valid.')
    change.profile_picture_url = `https://example.invalid/${encodeURIComponent(String(profile_picture_handle))}`
  }
  Object.assign(number.profile, change)
  for (const [field, value] of Object.entries(number.profile)) if (value === '') delete number.profile[field]
}

function checkWebsites(given: unknown): string[] {
  if (!Array.isArray(given)) throw invalid('websites must be a list.')
  if (given.length > 2) throw invalid('websites may have two entries.')
  for (const website of given) {
    if (typeof website !== 'string' || !/^https?:\/\/\S+$/.test(website)) throw invalid('websites must be URLs.')
    if (website.length > 256) throw tooLong('websites', 256)
  }
  return given
}
