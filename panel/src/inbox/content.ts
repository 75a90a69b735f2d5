/**
 * Reads, from the Cloud API's data about places, cards and buttons, the little that is shown. It is foreign data, so everything
 * is checked.
 */
import type { Message } from './model.ts'

type Loose = Record<string, unknown>

const loose = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {})
const list = (value: unknown): Loose[] => (Array.isArray(value) ? value.map(loose) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function placeOf({ content, body }: Pick<Message, 'content' | 'body'>): {
  name: string
  address: string
  query: string
} {
  const place = loose(loose(content).location)
  const { latitude, longitude } = place
  const point = typeof latitude === 'number' && typeof longitude === 'number' ? `${latitude},${longitude}` : undefined
  const written = /(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)/.exec(body)
  const query = point ?? (written === null ? body : `${written[1]},${written[2]}`)
  return {
    name: text(place.name),
    address: text(place.address) || (point === undefined ? withoutLinks(body) : ''),
    query,
  }
}

export function cardsOf({ content, body }: Pick<Message, 'content' | 'body'>): { name: string; numbers: string[] }[] {
  const cards = list(loose(content).contacts).map(card => ({
    name: text(loose(card.name).formatted_name) || text(loose(card.name).first_name),
    numbers: list(card.phones)
      .map(phone => text(phone.phone))
      .filter(number => number !== ''),
  }))
  return cards.length > 0 ? cards : [{ name: body, numbers: [] }]
}

const withoutLinks = (words: string) =>
  words
    .split('\n')
    .filter(line => !/^https?:/.test(line))
    .join('\n')

/** What the customer could tap: buttons of a template or of an interactive message, rows of a list. */
export function choicesOf(content: Message['content']): string[] {
  const action = loose(loose(loose(content).interactive).action)
  const buttons = list(action.buttons).map(button => text(loose(button.reply).title))
  const rows = list(action.sections).flatMap(section => list(section.rows).map(row => text(row.title)))
  return [...new Set([...buttons, ...rows])].filter(title => title !== '')
}

/** Photos and documents that came with a filled form. */
export function formFilesOf(content: Message['content']): { name: string; url: string }[] {
  if (content?.type !== 'form') return []
  return list(loose(content).files)
    .map(file => ({ name: text(file.name), url: text(file.url) }))
    .filter(file => file.url !== '')
}

export function bytesOf(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1_000), 'kB'] : [bytes / 1_000_000, 'MB']
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`
}
