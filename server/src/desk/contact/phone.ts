/**
 * Numbers as WhatsApp and people write them. All numbers here are digits with the country code, without '+'.
 *
 * Brazil gave its mobiles a ninth digit between 2012 and 2016, and WhatsApp kept the ids of older accounts: it cannot be computed
 * which form an account has, only that both are the same line. Mexico dropped the 1 after its 52 in 2019; Argentina's mobiles
 * carry a 9 after the 54 in international form.
 */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

// 70, 77, 78 and 79 are trunked radio (Nextel's), whose eight digits never got a ninth.
const BR_WITH_NINTH = /^55([1-9][1-9])9((?!7[0789])[6-9]\d{7})$/
const BR_WITHOUT_NINTH = /^55([1-9][1-9])((?!7[0789])[6-9]\d{7})$/
const MX_OLD = /^521(\d{10})$/
const MX = /^52(\d{10})$/
const AR_MOBILE = /^549(\d{10})$/
const AR_BARE = /^54(\d{10})$/

/** Every spelling of the same line, the given one first. */
export function candidates(digits: string): string[] {
  return [...new Set([digits, ...otherForms(digits)])]
}

function otherForms(digits: string): string[] {
  return [
    digits.replace(BR_WITH_NINTH, '55$1$2'),
    digits.replace(BR_WITHOUT_NINTH, '55$19$2'),
    digits.replace(MX_OLD, '52$1'),
    digits.replace(MX, '521$1'),
    digits.replace(AR_MOBILE, '54$1'),
    digits.replace(AR_BARE, '549$1'),
  ]
}

/** The one form of a line by which contacts are found: Brazil with the ninth digit, Mexico without 1, Argentina with 9. */
export function canonicalNumber(digits: string): string {
  return digits.replace(BR_WITHOUT_NINTH, '55$19$2').replace(MX_OLD, '52$1').replace(AR_BARE, '549$1')
}

/**
 * The number in today's E.164 form, for people and receivers. An Argentinian one stays as it came, because one without the 9 may
 * be a landline, for which the 9 would be wrong.
 */
export function e164(digits: string): string {
  return AR_BARE.test(digits) ? digits : canonicalNumber(digits)
}

/** A typed number as E.164 digits; undefined when it is not a number. `country` is used when it has no country code. */
export function parseTyped(text: string, country: string): string | undefined {
  const assumed = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const parsed = parsePhoneNumberFromString(text, assumed)
  if (parsed === undefined) return undefined
  // People still copy the old Brazilian form from WhatsApp, and the library calls it invalid.
  const digits = e164(parsed.number.slice(1))
  return parsePhoneNumberFromString(`+${digits}`)?.isValid() ? digits : undefined
}

/** A number as people write it, with its country code; a text that is not a number stays as it is. */
export function writtenNumber(text: string): string {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 8 || digits.length > 15) return text
  return parsePhoneNumberFromString(`+${e164(digits)}`)?.formatInternational() ?? text
}
