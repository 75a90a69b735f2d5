import { english } from './words-en.js'
import { spanish } from './words-es.js'
import { portuguese } from './words-pt.js'

/** The page's words in the language that was chosen; Portuguese unless another was. */
const languages = new Map([
  ['pt-BR', portuguese],
  ['en', english],
  ['es', spanish],
])
const stored = 'emulator-language'
const usual = 'pt-BR'

const known = language => (languages.has(language) ? language : usual)

let language = known(localStorage.getItem(stored))

export const currentLanguage = () => language

export function chooseLanguage(next) {
  language = known(next)
  localStorage.setItem(stored, language)
}

/** The words of a key, with `{places}` filled; a key that nobody wrote words for stands for itself. */
export function say(key, values = {}) {
  const words = languages.get(language)
  const text = Object.hasOwn(words, key) ? words[key] : String(key)
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')
}

/** Puts the words into the page: text, labels and placeholders. */
export function writeWords() {
  document.documentElement.lang = language
  document.title = say('title')
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word)
  for (const element of document.querySelectorAll('[data-word-label]')) {
    element.setAttribute('aria-label', say(element.dataset.wordLabel))
  }
  for (const element of document.querySelectorAll('[data-word-placeholder]')) {
    element.placeholder = say(element.dataset.wordPlaceholder)
  }
}
