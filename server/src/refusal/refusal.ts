/** The caller may not: a `Refusal` with a stable code from the one table. `http.ts` answers it as problem details. */
import { PORTUGUESE } from './portuguese.ts'
import { REFUSALS } from './table.ts'

export type RefusalCode = keyof typeof REFUSALS
export type Language = 'en' | 'pt'

/** One thing wrong with a request: where, as a JSON pointer, and what. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header'
  path: string
  message: string
}

export interface RefusalDetails {
  errors?: FieldError[]
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
  readonly retryAfterSeconds: number | undefined

  constructor(code: RefusalCode, params: Record<string, string | number> = {}, details: RefusalDetails = {}) {
    super(`${code}: ${fill(REFUSALS[code].en[1], params)}`, { cause: details.cause })
    this.code = code
    this.status = REFUSALS[code].status
    this.params = params
    this.errors = details.errors
    this.retryAfterSeconds = details.retryAfterSeconds
  }

  title(language: Language = 'en'): string {
    return textOf(this.code, language)[0]
  }

  detail(language: Language = 'en'): string {
    return fill(textOf(this.code, language)[1], this.params)
  }
}

const textOf = (code: RefusalCode, language: Language) => (language === 'pt' ? PORTUGUESE[code] : REFUSALS[code].en)

function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place))
}

/** Portuguese for whoever asks for it before English; English otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*pt\b/i.test(acceptLanguage ?? '') ? 'pt' : 'en'
}
