/** Turns what a person typed into the search box into what the statements need. */
import type { Sql } from '../../base/db/db.ts'

const MAX_TOKENS = 6
const MARKS = /\p{M}/gu

/** The same as `search_form` in PostgreSQL: lower case, no accents. */
export const plain = (text: string): string => text.normalize('NFD').replace(MARKS, '').toLowerCase()

/** The words of the text; a name has to contain each of them. */
export function tokensOf(text: string): string[] {
  return plain(text).split(/\s+/).filter(Boolean).slice(0, MAX_TOKENS)
}

/** A pattern for `like`: the token anywhere in a text. */
const anywhere = (token: string): string => `%${token.replace(/[\\%_]/g, '\\$&')}%`

/**
 * The digits of a typed number, in every form in which the same line may be stored: with and
 * without the ninth digit after the area code, wherever the typed part begins. Empty when it is not a number.
 */
export function digitForms(text: string): string[] {
  if (!/^[\d\s()+.-]+$/.test(text)) return []
  const digits = text.replace(/\D/g, '').replace(/^0+/, '')
  if (digits.length < 4) return []
  const forms = new Set([digits])
  for (const [, before = '', line = ''] of [/^(55[1-9][1-9])(\d{2,9})$/, /^([1-9][1-9])(\d{2,9})$/].flatMap(form =>
    [form.exec(digits)].filter(match => match !== null),
  )) {
    if (/^[6-9]\d{0,7}$/.test(line)) forms.add(`${before}9${line}`)
    if (/^9[6-9]/.test(line)) forms.add(before + line.slice(1))
  }
  if (/^9[6-9]\d{7}$/.test(digits)) forms.add(digits.slice(1))
  return [...forms]
}

/** A condition for a statement whose contacts are called `c`: the number has the digits, or the name has all the words. */
export const namedOrNumbered = (sql: Sql, text: string) => {
  const numbers = digitForms(text).map(anywhere)
  if (numbers.length > 0) return sql`c.number like any (${numbers}::text[])`
  return tokensOf(text).reduce((all, token) => sql`${all} and c.search_name like ${anywhere(token)}`, sql`true`)
}

export interface Excerpt {
  text: string
  /** Where in `text` a searched word is: [from, to). */
  marks: [from: number, to: number][]
}

const EXCERPT_LENGTH = 200

/** The part of a message around the first searched word. */
export function excerptOf(body: string, text: string): Excerpt {
  const stems = tokensOf(text.replace(/["-]/g, ' ')).map(stemOf)
  const marks = [...body.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .filter(({ 0: word }) => stems.some(stem => plain(word).startsWith(stem)))
    .map(({ 0: word, index }) => [index, index + word.length] as [number, number])
  const from = startOf(body, marks[0]?.[0] ?? 0)
  const cut = body.slice(from, from + EXCERPT_LENGTH).toWellFormed()
  const [lead, tail] = [from > 0 ? '…' : '', from + EXCERPT_LENGTH < body.length ? '…' : '']
  const moved = marks.map(([start, end]) => [start - from + lead.length, end - from + lead.length] as [number, number])
  const fits = ([start, end]: [number, number]) => start >= lead.length && end <= lead.length + cut.length
  return { text: lead + cut + tail, marks: moved.filter(fits) }
}

/** Begins some words before the first mark, at the beginning of a word. */
function startOf(body: string, mark: number): number {
  if (mark <= EXCERPT_LENGTH / 2) return 0
  const from = mark - 60
  const space = body.indexOf(' ', from)
  return space === -1 || space >= mark ? from : space + 1
}

/** Only for marking; PostgreSQL has decided by its own stems what is found. */
const stemOf = (token: string): string => (token.length <= 4 ? token : token.slice(0, Math.max(4, token.length - 3)))
