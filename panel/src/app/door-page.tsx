import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '../i18n/index.ts'
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n/languages.ts'
import { useTitle } from './title.ts'

/** A page before somebody is signed in: one form in the middle, the language below it. */
export function DoorPage({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  const { t, i18n } = useTranslation('app')
  useTitle(title)
  return (
    <main className="flex h-full flex-col items-center overflow-y-auto px-4 py-[max(2rem,8vh)]">
      <div className="w-full max-w-sm">
        <p className="mb-6 flex items-center justify-center gap-2.5 text-lg font-semibold">
          <span aria-hidden="true" className="grid size-8 place-items-center rounded-[0.6rem] bg-accent text-on-accent">
            R
          </span>
          Recado
        </p>
        <div className="rounded-2xl border border-line bg-pane p-6 shadow-card">
          <h1 className="mb-1 text-xl font-semibold">{title}</h1>
          {intro !== undefined && <p className="text-soft">{intro}</p>}
          <div className="mt-4">{children}</div>
        </div>
        <label className="mt-5 flex items-center justify-center gap-2 text-sm text-soft">
          {t('language')}
          <select
            value={i18n.language}
            onChange={event => void changeLanguage(event.target.value as Language)}
            className="rounded-lg border border-line-strong bg-pane px-2 py-1 text-text"
          >
            {LANGUAGES.map(language => (
              <option key={language} value={language} lang={language}>
                {LANGUAGE_NAMES[language]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </main>
  )
}
