/** The languages that Recado speaks to people. */
export const LANGUAGES = ['pt-BR', 'en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

const BY_TAG: Readonly<Record<string, Language>> = { pt: 'pt-BR', en: 'en', es: 'es' }
/** No real browser sends a header with more languages than this. */
const MAX_RANGES = 20

/** The language of `accept-language` that is wanted most (RFC 9110, 12.5.4), whatever its region; English otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  let best: { language: Language; weight: number } | undefined
  for (const range of (acceptLanguage ?? '').split(',', MAX_RANGES)) {
    const [, tag, weight = '1'] = /^\s*([a-z]+)[\w-]*\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(range) ?? []
    const language = tag === undefined ? undefined : Object.entries(BY_TAG).find(([name]) => name === tag.toLowerCase())
    if (language !== undefined && Number(weight) > (best?.weight ?? 0))
      best = { language: language[1], weight: Number(weight) }
  }
  return best?.language ?? 'en'
}
