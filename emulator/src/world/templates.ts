import type { Json } from '../graph/graph-error.ts'
import type { Template } from '../options.ts'
import { type BusinessAccount, NotInWorld, type StoredTemplate } from './state.ts'

/** Ids are JSON numbers in webhooks and have to stay below 2^53. */
const idOf = (wabaId: string, count: number): string => `91${wabaId.slice(-6)}${String(count).padStart(6, '0')}`

export const storedTemplates = (wabaId: string, templates: Template[]): StoredTemplate[] =>
  structuredClone(templates).map((template, index) => stored(idOf(wabaId, index + 1), template))

export function addTemplate(account: BusinessAccount, template: Template): StoredTemplate {
  account.templateCount++
  const added = stored(idOf(account.id, account.templateCount), structuredClone(template))
  account.templates.push(added)
  return added
}

function stored(id: string, template: Template): StoredTemplate {
  return {
    status: 'APPROVED',
    previousCategory: null,
    rejectedReason: 'NONE',
    quality: 'UNKNOWN',
    ...template,
    parameterFormat: template.parameterFormat ?? formatOf(template.components),
    id,
  }
}

/** `{{1}}` is positional, `{{name}}` named. */
function formatOf(components: Json[]): 'POSITIONAL' | 'NAMED' {
  return components.some(({ text }) => typeof text === 'string' && /\{\{[a-z_]\w*\}\}/.test(text))
    ? 'NAMED'
    : 'POSITIONAL'
}

export function findTemplate(account: BusinessAccount, name: unknown, language: unknown): StoredTemplate | undefined {
  return account.templates.find(template => template.name === name && template.language === language)
}

export function templateAt(account: BusinessAccount, name: string, language: string): StoredTemplate {
  const template = findTemplate(account, name, language)
  if (!template) throw new NotInWorld(`no template ${name} in ${language}`)
  return template
}

/** The parts of a type, in upper or lower case. */
export const componentsOf = (components: unknown, type: string): Json[] =>
  Array.isArray(components)
    ? (components as Json[]).filter(component => String(component?.type).toUpperCase() === type)
    : []

/** The names of the places to be filled, in the order of their first appearance. */
export const placesIn = (text: unknown): string[] =>
  typeof text === 'string'
    ? [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(match => match[1] as string))]
    : []
