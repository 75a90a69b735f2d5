/**
 * WhatsApp's idea of a number is not the dialled one. In Brazil, accounts outside the first areas keep the eight-digit
 * form; Mexico and Argentina have an extra digit. Meta answers and reports with this form, whatever was dialled.
 */
export const digitsOf = (text: string): string => text.replace(/\D/g, '')

const brazilianMobile = /^55([1-9][1-9])(9?)([6-9]\d{7})$/
const lastAreaWithNinthDigit = 28

export function waIdOf(phone: string): string {
  const digits = digitsOf(phone)
  const mobile = brazilianMobile.exec(digits)
  if (mobile) return brazilianWaId(mobile[1]!, mobile[2]!, mobile[3]!)
  if (/^52\d{10}$/.test(digits)) return `521${digits.slice(2)}`
  if (/^54\d{10}$/.test(digits)) return `549${digits.slice(2)}`
  return digits
}

function brazilianWaId(area: string, ninth: string, subscriber: string): string {
  if (Number(area) > lastAreaWithNinthDigit) return `55${area}${subscriber}`
  // Old trunking numbers (7xxx xxxx) never got a ninth digit.
  const staysShort = ninth === '' && subscriber.startsWith('7')
  return staysShort ? `55${area}${subscriber}` : `55${area}9${subscriber}`
}

/** Every way the same person's number is written: with and without the extra digit. */
export function variantsOf(phone: string): string[] {
  const digits = digitsOf(phone)
  const mobile = brazilianMobile.exec(digits)
  if (mobile) return [`55${mobile[1]}9${mobile[3]}`, `55${mobile[1]}${mobile[3]}`]
  const mexican = /^521?(\d{10})$/.exec(digits)
  if (mexican) return [`52${mexican[1]}`, `521${mexican[1]}`]
  const argentinian = /^549?(\d{10})$/.exec(digits)
  if (argentinian) return [`54${argentinian[1]}`, `549${argentinian[1]}`]
  return [digits]
}

/** A number that the desk dialled. Without a `+`, a national number gets the business's own country code, as Meta does. */
export function dialledDigits(input: string, businessNumber: string): string {
  const digits = digitsOf(input)
  const national = !input.trim().startsWith('+') && digits.length <= 11
  return national && businessNumber.startsWith('55') ? `55${digits}` : digits
}

/** As the Graph API shows a number: `+55 11 4002-0001`; other countries are left in one piece. */
export function displayForm(digits: string): string {
  const brazilian = /^55(\d\d)(\d{4,5})(\d{4})$/.exec(digits)
  return brazilian ? `+55 ${brazilian[1]} ${brazilian[2]}-${brazilian[3]}` : `+${digits}`
}

const countryByPrefix: [string, string][] = [
  ['55', 'BR'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['351', 'PT'],
  ['34', 'ES'],
  ['57', 'CO'],
  ['56', 'CL'],
  ['1', 'US'],
]

export const countryOf = (digits: string): string =>
  countryByPrefix.find(([prefix]) => digits.startsWith(prefix))?.[1] ?? 'US'
