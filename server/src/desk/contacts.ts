/** What others may do with contacts, as one name of the door. */
export { changeContactNumber as changeNumber } from './contact/change-number.ts'
export { findOrMakeContact as findOrMake, learnIdentities, type Person, readAddress } from './contact/contact.ts'
export type { Identities } from './contact/identity.ts'
export { canonical as canonicalNumber } from './contact/phone.ts'
