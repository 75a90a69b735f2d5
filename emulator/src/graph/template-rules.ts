import { isObject } from '../world/state.ts'
import { componentsOf, placesIn } from '../world/templates.ts'
import { GraphError, type Json } from './graph-error.ts'

const TYPES = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER', 'CALL_PERMISSION_REQUEST']
const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION']
const FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'GIF', 'PRODUCT']
const BUTTONS = [
  'QUICK_REPLY',
  'URL',
  'PHONE_NUMBER',
  'COPY_CODE',
  'OTP',
  'FLOW',
  'CATALOG',
  'MPM',
  'SPM',
  'VOICE_CALL',
  'REQUEST_CONTACT_INFO',
  'CALL_PERMISSION_REQUEST',
]

/** Checks a template that the desk wants to make, by the limits that Meta documents. */
export function checkTemplate(parameters: Json): { name: string; language: string; category: string } {
  const { name, language } = parameters
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name)) {
    throw refused('name must have lower-case letters, digits and underscores only, at most 512.')
  }
  if (typeof language !== 'string' || !/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language)) {
    throw refused('language must be a locale such as pt_BR.')
  }
  const category = checkCategory(parameters.category)
  checkComponents(parameters.components, category)
  return { name, language, category }
}

export function checkCategory(given: unknown): string {
  const category = String(given).toUpperCase()
  if (!CATEGORIES.includes(category)) throw refused(`category must be one of ${CATEGORIES.join(', ')}.`)
  return category
}

export function checkComponents(components: unknown, category: string): asserts components is Json[] {
  if (!Array.isArray(components) || components.length === 0 || !components.every(isObject)) {
    throw refused('components must be a list of objects.')
  }
  for (const { type } of components) {
    if (!TYPES.includes(String(type).toUpperCase())) throw refused(`components have no type ${String(type)}.`)
  }
  const [body] = componentsOf(components, 'BODY')
  if (!body) throw refused('A BODY component is required.')
  if (category !== 'AUTHENTICATION') checkText(body, 'BODY', 1024)
  for (const header of componentsOf(components, 'HEADER')) checkHeader(header)
  for (const footer of componentsOf(components, 'FOOTER')) checkText(footer, 'FOOTER', 60)
  for (const { buttons } of componentsOf(components, 'BUTTONS')) checkButtons(buttons)
}

function checkHeader(header: Json): void {
  const format = String(header.format ?? 'TEXT').toUpperCase()
  if (!FORMATS.includes(format)) throw refused(`HEADER has no format ${format}.`)
  if (format === 'TEXT') {
    if (checkText(header, 'HEADER', 60) > 1) throw refused('HEADER may have one variable.')
  } else if (['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF'].includes(format)) {
    const { header_handle } = isObject(header.example) ? header.example : {}
    if (!Array.isArray(header_handle)) throw missingExample('HEADER', 'example.header_handle')
  }
}

/** Returns how many variables the text has. */
function checkText(component: Json, type: string, limit: number): number {
  const { text } = component
  if (typeof text !== 'string' || text === '') throw refused(`${type} needs a text.`)
  if ([...text].length > limit) throw refused(`${type} may have ${limit} characters.`)
  const places = placesIn(text)
  if (places.length === 0) return 0
  if (type === 'FOOTER') throw refused('FOOTER may not have variables.')
  if (type === 'BODY' && /^\s*\{\{[^}]*\}\}|\{\{[^}]*\}\}\s*$/.test(text)) {
    throw refused('The variables may not stand at the beginning or the end of the BODY.', 2388299)
  }
  const example = isObject(component.example) ? component.example : {}
  const kind = type.toLowerCase()
  const given = example[`${kind}_text`] ?? example[`${kind}_text_named_params`]
  if (!Array.isArray(given) || given.length === 0) throw missingExample(type, `example.${kind}_text`)
  return places.length
}

function checkButtons(buttons: unknown): void {
  if (!Array.isArray(buttons) || buttons.length === 0 || !buttons.every(isObject))
    throw refused('BUTTONS need buttons.')
  if (buttons.length > 10) throw refused('A template may have 10 buttons.')
  for (const button of buttons) {
    const type = String(button.type).toUpperCase()
    if (!BUTTONS.includes(type)) throw refused(`Buttons have no type ${type}.`)
    if (typeof button.text === 'string' && [...button.text].length > 25) {
      throw refused('The text of a button may have 25 characters.')
    }
    if (type === 'URL') checkUrl(button)
    if (type === 'PHONE_NUMBER' && typeof button.phone_number !== 'string')
      throw refused('A button needs phone_number.')
  }
}

function checkUrl({ url, example }: Json): void {
  if (typeof url !== 'string' || url.length > 2000) throw refused('A button needs a url of at most 2000 characters.')
  if (placesIn(url).length > 0 && !Array.isArray(example)) throw missingExample('BUTTONS', 'example')
}

const missingExample = (type: string, field: string) =>
  refused(`Component of type ${type} is missing expected field(s): ${field}`, 2388043)

export const refused = (message: string, subcode = 2388042) =>
  new GraphError(100, undefined, {
    message: `(#100) Invalid parameter: ${message}`,
    subcode,
    userTitle: 'The template is not valid',
    userMessage: message,
  })
