import type { Emulation } from '../emulation.ts'
import { sendTemplateStatus } from '../meta/template-events.ts'
import type { BusinessAccount, StoredTemplate, World } from '../world/state.ts'
import { addTemplate, findTemplate } from '../world/templates.ts'
import { onlyFields, TEMPLATE } from './fields.ts'
import { GraphError, type Json, unknownObject } from './graph-error.ts'
import { accountAt, afterResponse, type Call, type On, success } from './graph-route.ts'
import { pageOf } from './paging.ts'
import { checkCategory, checkComponents, checkTemplate, refused } from './template-rules.ts'

type Located = { account: BusinessAccount; template: StoredTemplate }

/** Templates: found by name, language, category, status, quality or content; made, edited, deleted; reviewed. */
export function templateRoutes(on: On, emulation: Emulation): void {
  on('GET', '/:id/message_templates', ({ request, parameters }) => {
    const wanted = accountAt(emulation, request).templates.filter(template => matches(template, parameters))
    return pageOf(
      request,
      wanted.map(template => onlyFields(describeTemplate(template), parameters.fields, TEMPLATE)),
    )
  })

  on('GET', '/:id/message_templates/:part', ({ request, parameters }) => {
    const { templates } = accountAt(emulation, request)
    const template = templates.find(candidate => candidate.id === request.params.part)
    if (!template) throw unknownObject('get', request.params.part ?? '')
    return onlyFields(describeTemplate(template), parameters.fields, TEMPLATE)
  })

  on('POST', '/:id/message_templates', call => createTemplate(emulation, call))

  on('DELETE', '/:id/message_templates', call => {
    const account = accountAt(emulation, call.request)
    const gone = toDelete(account, call.parameters)
    account.templates = account.templates.filter(template => !gone.includes(template))
    afterResponse(emulation, call, () => {
      for (const template of gone) sendTemplateStatus(emulation, account.id, template, 'DELETED')
    })
    return success
  })
}

function createTemplate(emulation: Emulation, call: Call): Json {
  const account = accountAt(emulation, call.request)
  const { name, language, category } = checkTemplate(call.parameters)
  const existing = findTemplate(account, name, language)
  if (existing) throw refused(`There is already ${language} content for the template ${name}.`, 2388024)
  const { components, parameter_format } = call.parameters
  const format = String(parameter_format ?? '').toUpperCase()
  const template = addTemplate(account, {
    name,
    language,
    category,
    status: 'PENDING',
    components: components as Json[],
    ...((format === 'NAMED' || format === 'POSITIONAL') && { parameterFormat: format }),
  })
  review(emulation, call, { account, template })
  return { id: template.id, status: template.status, category }
}

/** `POST /{template-id}`: the category, the content or both; the template is reviewed again. */
export function editTemplate(emulation: Emulation, located: Located, call: Call): Json {
  const { template } = located
  if (!['APPROVED', 'REJECTED', 'PAUSED', 'PENDING'].includes(template.status)) {
    throw refused(`A template with the status ${template.status} cannot be edited.`, 2388039)
  }
  const { category, components } = call.parameters
  const next = category === undefined ? template.category : checkCategory(category)
  if (components !== undefined) {
    checkComponents(components, next)
    template.components = components
  }
  template.category = next
  template.status = 'PENDING'
  review(emulation, call, located)
  return success
}

function review(emulation: Emulation, call: Call, { account, template }: Located): void {
  if (emulation.world.settings.templateReview !== 'approve') return
  afterResponse(emulation, call, () => {
    if (template.status !== 'PENDING' || !account.templates.includes(template)) return
    template.status = 'APPROVED'
    sendTemplateStatus(emulation, account.id, template, 'APPROVED')
  })
}

/** A name means all its languages; an id together with the name means one. */
function toDelete({ templates }: BusinessAccount, parameters: Json): StoredTemplate[] {
  const { name, hsm_id, hsm_ids } = parameters
  const ids = hsm_ids === undefined ? (hsm_id === undefined ? null : [String(hsm_id)]) : listOf(hsm_ids)
  if (ids === null && typeof name !== 'string') throw new GraphError(100, 'name or hsm_id is required.')
  const found = templates.filter(
    template => (ids === null || ids.includes(template.id)) && (name === undefined || template.name === name),
  )
  if (found.length === 0) throw refused('The template was not found.', 2593002)
  return found
}

function matches(template: StoredTemplate, asked: Json): boolean {
  const { name, name_or_content, content, language, category, status, quality_score } = asked
  const text = JSON.stringify(template.components)
  const oneOf = (value: string, wanted: unknown) =>
    wanted === undefined || listOf(wanted).some(each => each.toUpperCase() === value.toUpperCase())
  return (
    (name === undefined || template.name === name) &&
    (content === undefined || text.includes(String(content))) &&
    (name_or_content === undefined || `${template.name} ${text}`.includes(String(name_or_content))) &&
    oneOf(template.language, language) &&
    oneOf(template.category, category) &&
    oneOf(template.status, status) &&
    oneOf(template.quality, quality_score)
  )
}

/** A list comes as JSON, with commas, or as one word. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  const text = String(value).trim()
  if (!text.startsWith('[')) return text.split(',').map(word => word.trim())
  try {
    return (JSON.parse(text) as unknown[]).map(String)
  } catch {
    throw new GraphError(100, `"${text}" is not a list.`)
  }
}

export function findTemplateById(world: World, id: string): Located | undefined {
  for (const account of world.accounts.values()) {
    const template = account.templates.find(candidate => candidate.id === id)
    if (template) return { account, template }
  }
  return undefined
}

export function describeTemplate(template: StoredTemplate): Json {
  const { id, name, language, category, previousCategory, status, components } = template
  return {
    name,
    parameter_format: template.parameterFormat,
    components,
    language,
    status,
    category,
    ...(previousCategory && { previous_category: previousCategory }),
    ...(status === 'REJECTED' && { rejected_reason: template.rejectedReason }),
    ...(template.quality !== 'UNKNOWN' && { quality_score: { score: template.quality } }),
    id,
  }
}
