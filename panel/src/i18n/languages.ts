/** The three languages of the panel. Texts are written in Portuguese first. */

export const LANGUAGES = ['pt-BR', 'en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

export const LANGUAGE_NAMES: Record<Language, string> = { 'pt-BR': 'Português', en: 'English', es: 'Español' }

const KEY = 'recado.language'

/** The person's choice, otherwise the first of the browser's languages that the panel has. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages]
  for (const tag of wanted) {
    const found = LANGUAGES.find(language => tag?.slice(0, 2).toLowerCase() === language.slice(0, 2))
    if (found !== undefined) return found
  }
  return 'pt-BR'
}

export const rememberLanguage = (language: Language): void => localStorage.setItem(KEY, language)
