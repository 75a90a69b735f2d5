/**
 * Texts. Each feature has a folder `texts` with one JSON file a language; its name is the namespace: `useTranslation('inbox')`.
 * A language is one file of the build, loaded when it is wanted. A new feature is a line in types.d.ts.
 */
import i18next, { type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, preferredLanguage, rememberLanguage } from './languages.ts'

const LOAD: Record<Language, () => Promise<{ texts: Record<string, object> }>> = {
  'pt-BR': () => import('./pt-BR.ts'),
  en: () => import('./en.ts'),
  es: () => import('./es.ts'),
}

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
  const { texts } = await LOAD[language]()
  for (const [namespace, words] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, words)
  rememberLanguage(language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
