/** The languages in which people are spoken to. */
export type Language = 'en' | 'pt' | 'es'

/** The first of them that an Accept-Language header names; English otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const found = /(?:^|,)\s*(pt|es|en)\b/i.exec(acceptLanguage ?? '')?.[1]?.toLowerCase()
  return (found as Language | undefined) ?? 'en'
}
