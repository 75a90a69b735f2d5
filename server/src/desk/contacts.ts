/** What others may do with contacts, as one name of the door. */
export { changeContactNumber as changeNumber } from './change-number.ts'
export { findOrMakeContact as findOrMake, learnIdentities, type Person, readAddress } from './contact.ts'
export type { Identities } from './identity.ts'
export { canonical as canonicalNumber } from './phone.ts'
