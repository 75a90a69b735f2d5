import type { Emulation } from '../emulation.ts'
import { GraphError, type Json } from '../graph/graph-error.ts'
import type { BusinessNumber, StoredTemplate } from '../world/state.ts'
import { componentsOf, findTemplate, placesIn } from '../world/templates.ts'
import { accountOf } from '../world/world.ts'

/** The template as the customer sees it: its filled texts and its buttons, together with the request. */
export function renderTemplate({ world }: Emulation, number: BusinessNumber, node: Json): Json {
  const language = (node.language as { code: string }).code
  const template = findTemplate(accountOf(world, number.wabaId), node.name, language)
  checkUsable(template, String(node.name), language)
  const [header] = componentsOf(template.components, 'HEADER')
  const [body] = componentsOf(template.components, 'BODY')
  const [footer] = componentsOf(template.components, 'FOOTER')
  const buttons = componentsOf(template.components, 'BUTTONS').flatMap(each => each.buttons as Json[])
  return {
    ...node,
    rendered: fill('body', body?.text, given(node, 'BODY')),
    ...(header && { header: renderHeader(header, given(node, 'HEADER')) }),
    ...(footer && { footer: footer.text }),
    buttons: renderButtons(node, buttons),
    category: template.category,
  }
}

function checkUsable(
  template: StoredTemplate | undefined,
  name: string,
  language: string,
): asserts template is StoredTemplate {
  if (template?.status === 'PAUSED') throw new GraphError(132015, `Template ${name} is paused because of its quality.`)
  if (template?.status === 'DISABLED') throw new GraphError(132016, `Template ${name} is disabled.`)
  const usable = template && ['APPROVED', 'FLAGGED'].includes(template.status)
  if (!usable) throw new GraphError(132001, `template name (${name}) does not exist in ${language}`)
}

/** The parameters of the first component of a type. */
function given(node: Json, type: string): Json[] {
  const [component] = componentsOf(node.components, type)
  return Array.isArray(component?.parameters) ? (component.parameters as Json[]) : []
}

function fill(where: string, text: unknown, parameters: Json[]): string {
  if (typeof text !== 'string') return ''
  const names = placesIn(text)
  if (names.length !== parameters.length) throw wrongCount(where, parameters.length, names.length)
  const parameterOf = (name: string) =>
    parameters.find(parameter => parameter.parameter_name === name) ?? parameters[names.indexOf(name)]
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => shown(parameterOf(name)))
}

const wrongCount = (where: string, got: number, wanted: number) =>
  new GraphError(
    132000,
    `${where}: number of localizable_params (${got}) does not match the expected number of params (${wanted})`,
  )

function shown(parameter: Json | undefined): string {
  if (!parameter) return ''
  const { currency, date_time } = parameter as { currency?: Json; date_time?: Json }
  return String(parameter.text ?? currency?.fallback_value ?? date_time?.fallback_value ?? '')
}

function renderHeader(header: Json, parameters: Json[]): Json {
  const format = String(header.format ?? 'TEXT').toLowerCase()
  if (format === 'text') return { type: 'text', text: fill('header', header.text, parameters) }
  const [parameter] = parameters
  if (!parameter) throw wrongCount('header', 0, 1)
  if (parameter.type !== format) {
    throw new GraphError(
      132012,
      `header: Format mismatch, expected ${format.toUpperCase()}, received ${String(parameter.type).toUpperCase()}`,
    )
  }
  return { type: format, [format]: parameter[format] }
}

/** Buttons with a variable need a parameter with their index. */
function renderButtons(node: Json, buttons: Json[]): Json[] {
  const filled = componentsOf(node.components, 'BUTTON')
  return buttons.map((button, index) => {
    const component = filled.find(each => Number(each.index) === index)
    const [parameter] = Array.isArray(component?.parameters) ? (component.parameters as Json[]) : []
    const type = String(button.type).toUpperCase()
    if (type === 'URL' && placesIn(button.url).length > 0) {
      if (!parameter) throw new GraphError(131008, `buttons: Button at index ${index} of type Url requires a parameter`)
      return { ...button, url: String(button.url).replace(/\{\{\s*\w+\s*\}\}/g, encodeURI(shown(parameter))) }
    }
    if (type === 'COPY_CODE') {
      if (!parameter) {
        throw new GraphError(131008, `buttons: Button at index ${index} of type CopyCode requires a parameter`)
      }
      return { ...button, code: String(parameter.coupon_code ?? shown(parameter)) }
    }
    if (type === 'QUICK_REPLY') return { ...button, payload: String(parameter?.payload ?? button.text) }
    return { ...button }
  })
}
