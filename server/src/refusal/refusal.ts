/** The caller may not: a `Refusal` with a stable code from the one table. `web/problem.ts` returns it as problem details. */
import type { Language } from '../base/language.ts'
import type { Words } from './faults.ts'
import { PORTUGUESE } from './portuguese.ts'
import { SPANISH } from './spanish.ts'
import { REFUSALS } from './table.ts'

export type RefusalCode = keyof typeof REFUSALS

/** For a code that was stored. */
export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code)

/** One thing wrong with a request: where, as a JSON pointer, and what. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header'
  path: string
  /** A plain text is the same in every language; `fault` of faults.ts gives one for each. */
  message: string | Words
}

/** What a field error says in one language. */
export const wordsIn = (message: FieldError['message'], language: Language): string =>
  typeof message === 'string' ? message : message[language]

/** A message that came while somebody was writing: as much of it as they need to decide. */
export interface UnseenMessage {
  id: number
  /** Cut after 300 characters. */
  body: string
  mediaType: string
  fromMe: boolean
  isNote: boolean
  /** The user who wrote it; null for the customer and for programs. */
  userName: string | null
}

export interface RefusalDetails {
  errors?: FieldError[]
  /** What came meanwhile, oldest first. */
  messages?: UnseenMessage[]
  retryAfterSeconds?: number
  cause?: unknown
}

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly status: number
  /** What fills the places `{...}` of the text. */
  readonly params: Record<string, string | number>
  readonly errors: FieldError[] | undefined
  readonly messages: UnseenMessage[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: RefusalCode, params: Record<string, string | number> = {}, details: RefusalDetails = {}) {
    super(`${code}: ${fill(REFUSALS[code].en[1], params)}`, { cause: details.cause })
    this.code = code
    this.status = REFUSALS[code].status
    this.params = params
    this.errors = details.errors
    this.messages = details.messages
    this.retryAfterSeconds = details.retryAfterSeconds
  }

  title(language: Language = 'en'): string {
    return textOf(this.code, language)[0]
  }

  detail(language: Language = 'en'): string {
    return fill(textOf(this.code, language)[1], this.params)
  }
}

const OTHERS = { 'pt-BR': PORTUGUESE, es: SPANISH }

const textOf = (code: RefusalCode, language: Language) =>
  language === 'en' ? REFUSALS[code].en : OTHERS[language][code]

function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(Object.hasOwn(params, name) ? params[name] : place))
}

/** A refusal of a request because of one field. */
export function invalidField(place: FieldError['in'], path: string, message: Words, cause?: unknown): Refusal {
  return new Refusal('invalid_request', {}, { errors: [{ in: place, path, message }], cause })
}
