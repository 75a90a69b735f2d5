/** What a customer filled in (a Flow, an address form): as words, as data, and with its files. */
import type { Language } from '../../base/language.ts'
import type { InboundMedia } from '../../media/index.ts'
import { cleanJson, idIn, type Json, objectIn, objectsIn, textIn } from '../json.ts'
import { addressLabel, say } from './content-words.ts'

export interface FormAnswer {
  /** A line for each response. */
  body: string | null
  answers: { name: string; value: string }[]
  files: InboundMedia[]
}

/** Fields of a form's answer that are only for programs. */
const NOT_ANSWERED = new Set(['flow_token', 'saved_address_id'])
const MAX_ANSWERS = 100
const MAX_FILES = 20

/** `nfm_reply` of an interactive message. */
export function readForm(reply: Json, language: Language): FormAnswer {
  const json = textIn(reply.response_json)
  const given = parse(json)
  // When it is not an object, the text as it came, or the words that WhatsApp put beside it.
  if (given === null) return { body: json ?? textIn(reply.body), answers: [], files: [] }
  const isAddress = reply.name === 'address_message'
  const fields = Object.entries(isAddress ? objectIn(given.values) : given).slice(0, MAX_ANSWERS)
  const asked = fields.filter(([name]) => !NOT_ANSWERED.has(name))
  const files = asked.flatMap(([, value]) => filesIn(value)).slice(0, MAX_FILES)
  const answers = asked.flatMap(([name, value]) => {
    const label = isAddress ? addressLabel(name, language) : labelOf(name)
    const text = shownValue(value, language, OF_SCREEN.test(name))
    return text === '' ? [] : [{ name: label, value: text }]
  })
  const lines = answers.map(answer => `${answer.name}: ${answer.value}`)
  return { body: textIn(lines.join('\n')) ?? textIn(reply.body), answers, files }
}

function parse(json: string | null): Json | null {
  try {
    const value: unknown = JSON.parse(json ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? objectIn(cleanJson(value)) : null
  } catch {
    return null
  }
}

/**
 * The names that Meta's builder of Flows gives to fields: the screen, the label, the place. Choices then begin with their number.
 */
const OF_SCREEN = /^screen_\d+_(.+?)_\d+$/

const labelOf = (name: string): string => (OF_SCREEN.exec(name)?.[1] ?? name).replaceAll('_', ' ').trim() || name

function shownValue(value: unknown, language: Language, isOfScreen: boolean): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no', language)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return isOfScreen ? value.replace(/^\d+_(?=\S)/, '').replaceAll('_', ' ') : value
  if (Array.isArray(value)) {
    return value
      .map(item => shownValue(item, language, isOfScreen))
      .filter(text => text !== '')
      .join(', ')
  }
  const given = objectIn(value)
  const file = textIn(given.file_name)
  if (file !== null) return file
  return Object.entries(given)
    .map(([name, item]) => `${name}: ${shownValue(item, language, isOfScreen)}`)
    .join('; ')
}

/** Photos and documents of a Flow come as a list, each with Meta's id. */
function filesIn(value: unknown): InboundMedia[] {
  return objectsIn(value).flatMap(file => {
    const providerId = idIn(file.id)
    const mimeType = textIn(file.mime_type)
    if (providerId === null || mimeType === null) return []
    return [{ providerId, mimeType, fileName: textIn(file.file_name) ?? `file-${providerId}` }]
  })
}
