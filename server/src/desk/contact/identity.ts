/** The identifiers of one person, and which of them are stored as aliases. */
import { canonicalNumber } from './phone.ts'

/** The identifiers of a person or a group in one message; at least one of them is set. */
export interface Identities {
  /** Business-scoped user id of the Cloud API. */
  bsuid?: string | undefined
  /** WhatsApp's own spelling of the number: digits, in Brazil with or without the ninth. */
  waId?: string | undefined
  /** WhatsApp linked id, `126409561346102@lid`. */
  lid?: string | undefined
  /** A group's id; never together with the others. */
  group?: string | undefined
  /** A number from another source: typed, imported, shared. Digits with country code. */
  phone?: string | undefined
}

export interface Alias {
  kind: 'phone' | 'wa_id' | 'bsuid' | 'lid' | 'group'
  value: string
}

/** Strongest first: when they belong to different contacts, the first known one decides. */
export function aliasesOf(identities: Identities): Alias[] {
  const { group, bsuid, lid, waId, phone } = identities
  const named: [Alias['kind'], string | undefined][] = [
    ['group', group],
    ['bsuid', bsuid],
    ['lid', lid],
    ['wa_id', waId],
    ['phone', waId === undefined ? undefined : canonicalNumber(waId)],
    ['phone', phone === undefined ? undefined : canonicalNumber(phone)],
  ]
  const aliases = new Map<string, Alias>()
  for (const [kind, value] of named) {
    if (value) aliases.set(aliasKey({ kind, value }), { kind, value })
  }
  if (aliases.size === 0) throw new Error('a person without any identity')
  return [...aliases.values()]
}

export function aliasKey(alias: Alias): string {
  return `${alias.kind}:${alias.value}`
}
