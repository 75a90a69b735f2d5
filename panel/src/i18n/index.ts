/**
 * Texts. Each feature has a folder `texts` with one JSON file a language; its name is the namespace: `useTranslation('inbox')`.
 * A language is two files of the build: what the inbox needs is there before anything is shown, what the pages around it
 * say comes with the first of them (`consoleTexts`), so that an attendant's first load is 19 kB smaller. A new feature is a line in types.d.ts.
 */
import i18next, { type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, preferredLanguage, rememberLanguage } from './languages.ts'

const LOAD: Record<Language, () => Promise<{ texts: Record<string, object> }>> = {
  'pt-BR': () => import('./pt-BR.ts'),
  en: () => import('./en.ts'),
  es: () => import('./es.ts'),
}

const LOAD_CONSOLE: typeof LOAD = {
  'pt-BR': () => import('./pt-BR-console.ts'),
  en: () => import('./en-console.ts'),
  es: () => import('./es-console.ts'),
}

const added = new Set<unknown>()

async function addTexts(language: Language, loads: typeof LOAD): Promise<void> {
  const load = loads[language]
  if (added.has(load)) return
  const { texts } = await load()
  added.add(load)
  for (const [namespace, words] of Object.entries(texts))
    i18next.addResourceBundle(language, namespace, words, true, true)
}

/** Called before a page other than the inbox is shown. Loaded texts cost nothing. */
export const consoleTexts = (): Promise<void> => addTexts(i18next.language as Language, LOAD_CONSOLE)

export async function startTexts(): Promise<void> {
  const language = preferredLanguage()
  const { texts } = await LOAD[language]()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: texts } as Resource,
    fallbackLng: false,
    ns: Object.keys(texts),
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  await Promise.all([addTexts(language, LOAD), addTexts(language, LOAD_CONSOLE)])
  rememberLanguage(language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
