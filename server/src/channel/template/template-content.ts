/** A template filled with its parameters: what WhatsApp would refuse of it, and the text that the customer will read. */
import type { FieldError } from '../../refusal/refusal.ts'
import { Checks, file } from '../graph/message-limits.ts'
import { type Json, numberIn, objectIn, objectsIn, textIn } from '../json.ts'

const PLACE = /\{\{\s*(\w+)\s*\}\}/g

const placesIn = (text: unknown): string[] =>
  typeof text === 'string' ? [...new Set([...text.matchAll(PLACE)].map(match => match[1]!))] : []

const upperIn = (value: unknown): string | undefined => textIn(value)?.toUpperCase()

/** Finds components of Meta's definition, or of what is sent, by their type in upper or lower case. */
const ofType = (components: unknown, type: string): Json[] =>
  objectsIn(components).filter(component => upperIn(component.type) === type)

const parametersOf = (sent: unknown, type: string): Json[] => objectsIn(ofType(sent, type)[0]?.parameters)

/** The text of a parameter of any kind. */
function textOf(parameter: Json): string {
  const fallback = objectIn(parameter.currency).fallback_value ?? objectIn(parameter.date_time).fallback_value
  return textIn(parameter.text ?? fallback ?? parameter.coupon_code) ?? ''
}

function fill(text: string, parameters: Json[]): string {
  const places = placesIn(text)
  return text.replace(PLACE, (_, name: string) => {
    const given = parameters.find(one => one.parameter_name === name) ?? parameters[places.indexOf(name)]
    return given === undefined ? `{{${name}}}` : textOf(given)
  })
}

export interface TemplatePreview {
  header: string | null
  body: string
  footer: string | null
  buttons: string[]
}

/** `components` are those of Meta's definition, `sent` those that are sent. */
export function previewTemplate(components: unknown, sent: unknown): TemplatePreview {
  const header = ofType(components, 'HEADER')[0]
  const isText = header !== undefined && (upperIn(header.format) ?? 'TEXT') === 'TEXT'
  const body = textIn(ofType(components, 'BODY')[0]?.text) ?? ''
  const footer = ofType(components, 'FOOTER')[0]?.text
  return {
    header: isText ? fill(textIn(header.text) ?? '', parametersOf(sent, 'HEADER')) : null,
    body: fill(body, parametersOf(sent, 'BODY')),
    footer: typeof footer === 'string' ? footer : null,
    buttons: objectsIn(ofType(components, 'BUTTONS')[0]?.buttons).map(
      button => textIn(button.text) ?? textIn(button.type) ?? '',
    ),
  }
}

/** The text that the desk and its webhooks show: header, body and footer, a line each. */
export const previewText = ({ header, body, footer }: TemplatePreview): string =>
  [header, body, footer].filter(part => part !== null && part !== '').join('\n')

/** The paths begin below `/template`. */
export function checkTemplate(components: unknown, sent: unknown): FieldError[] {
  const check = new Checks()
  const header = ofType(components, 'HEADER')[0]
  const format = upperIn(header?.format) ?? 'TEXT'
  if (header !== undefined) {
    if (format === 'TEXT') filled(check, 'header', placesIn(header.text), parametersOf(sent, 'HEADER'))
    else headerFile(check, format.toLowerCase(), parametersOf(sent, 'HEADER')[0])
  }
  filled(check, 'body', placesIn(ofType(components, 'BODY')[0]?.text), parametersOf(sent, 'BODY'))
  for (const [index, button] of objectsIn(ofType(components, 'BUTTONS')[0]?.buttons).entries()) {
    const component = ofType(sent, 'BUTTON').find(one => numberIn(one.index) === index)
    checkButton(check, index, button, objectsIn(component?.parameters)[0])
  }
  return check.errors
}

const path = (part: string) => `/template/components/${part}`

function filled(check: Checks, part: string, places: string[], given: Json[]): void {
  if (given.length !== places.length) {
    check.add(
      path(part),
      `needs ${places.length} parameters (${places.join(', ') || 'none'}), ${given.length} were given`,
    )
  }
  for (const [n, parameter] of given.entries()) {
    const { parameter_name: name } = parameter
    const isKnown =
      name === undefined ? places.every(place => /^\d+$/.test(place)) : places.includes(textIn(name) ?? '')
    if (!isKnown) check.add(`${path(part)}/${n}/parameter_name`, `must be one of ${places.join(', ')}`)
    const text = textOf(parameter)
    if (text.trim() === '') check.add(`${path(part)}/${n}/text`, 'must be a text')
    else if (/[\n\t]| {5}/.test(text)) {
      check.add(`${path(part)}/${n}/text`, 'must have no line breaks, no tabs and at most four spaces in a row')
    }
  }
}

function headerFile(check: Checks, kind: string, parameter: Json | undefined): void {
  if (parameter === undefined) check.add(path('header'), `needs one parameter: the ${kind}`)
  else if (kind !== 'location') file(check, parameter, `${path('header')}/0`, [kind])
  else if (objectIn(parameter.location).latitude === undefined) check.add(`${path('header')}/0/location`, 'is needed')
}

function checkButton(check: Checks, index: number, button: Json, parameter: Json | undefined): void {
  const type = upperIn(button.type)
  const at = path(`buttons/${index}`)
  if (type === 'URL' && placesIn(button.url).length > 0) {
    if (parameter === undefined) check.add(at, 'needs a parameter: the end of its address')
    else check.text(parameter.text, `${at}/text`, 2_000)
  }
  if (type === 'COPY_CODE') {
    if (parameter === undefined) check.add(at, 'needs a parameter: the code to copy')
    else check.text(parameter.coupon_code ?? parameter.text, `${at}/coupon_code`, 20)
  }
  if (type === 'OTP' && parameter === undefined) check.add(at, 'needs a parameter: the code')
}
