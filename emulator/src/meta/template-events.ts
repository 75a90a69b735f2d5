import type { Emulation } from '../emulation.ts'
import type { Json } from '../graph/graph-error.ts'
import type { Template } from '../options.ts'
import { accountChange } from '../webhook/envelope.ts'
import { isObject, NotInWorld, type Quality, type StoredTemplate, unixSeconds } from '../world/state.ts'
import { addTemplate, componentsOf, storedTemplates, templateAt } from '../world/templates.ts'
import { accountOf } from '../world/world.ts'

export type TemplateEvents = ReturnType<typeof createTemplateEvents>

type Named = { name: string; language: string; wabaId?: string }

/** Meta decides about templates: status, quality, category, content. */
export function createTemplateEvents(emulation: Emulation) {
  const { world, webhooks } = emulation
  const at = ({ name, language, wabaId }: Named) => {
    const account = accountOf(world, wabaId)
    return { account, template: templateAt(account, name, language) }
  }
  const send = (wabaId: string, field: string, value: Json) => webhooks.send(accountChange(world, wabaId, field, value))

  return {
    list: (wabaId?: string): StoredTemplate[] => accountOf(world, wabaId).templates,

    /** Adds a template without the desk, as people do in Meta's web pages. It sends no webhook. */
    add(template: Template, wabaId?: string): StoredTemplate {
      const { name, language, category, components } = template
      const isRight = [name, language, category].every(text => typeof text === 'string') && Array.isArray(components)
      if (!isRight || !components.every(isObject)) {
        throw new NotInWorld('a template needs name, language, category and components')
      }
      return addTemplate(accountOf(world, wabaId), template)
    },

    /** Replaces all of an account's templates. No webhook. */
    set(templates: Template[], wabaId?: string): void {
      const account = accountOf(world, wabaId)
      account.templates = storedTemplates(account.id, templates)
      account.templateCount = templates.length
    },

    /** `message_template_status_update`: APPROVED, REJECTED, PAUSED, DISABLED, FLAGGED, REINSTATED, PENDING_DELETION, ... */
    status(which: Named, event: string, why: { reason?: string; info?: Json; rejection?: Json } = {}): void {
      const { account, template } = at(which)
      template.status = event === 'REINSTATED' ? 'APPROVED' : event
      if (event === 'REJECTED') template.rejectedReason = why.reason ?? 'INVALID_FORMAT'
      if (event === 'DELETED') account.templates = account.templates.filter(candidate => candidate !== template)
      sendTemplateStatus(emulation, account.id, template, event, why)
    },

    /** `message_template_quality_update`. */
    quality(which: Named, quality: Quality): void {
      const { account, template } = at(which)
      const previous = template.quality
      template.quality = quality
      const value = { previous_quality_score: previous, new_quality_score: quality, ...identity(template) }
      send(account.id, 'message_template_quality_update', value)
    },

    /** `template_category_update`: done now, or announced for the next day. */
    category(which: Named, category: string, when: 'now' | 'tomorrow' = 'now'): void {
      const { account, template } = at(which)
      const value = { ...identity(template), new_category: when === 'now' ? category : template.category }
      if (when === 'tomorrow') {
        const category_update_timestamp = unixSeconds(world) + 86_400
        return send(account.id, 'template_category_update', {
          ...value,
          correct_category: category,
          category_update_timestamp,
        })
      }
      template.previousCategory = template.category
      template.category = category
      send(account.id, 'template_category_update', { ...value, previous_category: template.previousCategory })
    },

    /** `message_template_components_update`: the content was edited elsewhere. */
    components(which: Named, components: Json[]): void {
      const { account, template } = at(which)
      template.components = components
      const [body] = componentsOf(components, 'BODY')
      const [header] = componentsOf(components, 'HEADER')
      const [footer] = componentsOf(components, 'FOOTER')
      send(account.id, 'message_template_components_update', {
        ...identity(template),
        message_template_element: body?.text ?? '',
        ...(header?.text !== undefined && { message_template_title: header.text }),
        ...(footer?.text !== undefined && { message_template_footer: footer.text }),
      })
    },
  }
}

const identity = (template: StoredTemplate): Json => ({
  message_template_id: Number(template.id),
  message_template_name: template.name,
  message_template_language: template.language,
})

export function sendTemplateStatus(
  { world, webhooks }: Emulation,
  wabaId: string,
  template: StoredTemplate,
  event: string,
  why: { reason?: string; info?: Json; rejection?: Json } = {},
): void {
  const reason = event === 'DELETED' || event === 'PENDING_DELETION' ? null : (why.reason ?? 'NONE')
  const rejected = event === 'REJECTED' && why.reason === undefined ? template.rejectedReason : reason
  const value = {
    event,
    ...identity(template),
    reason: rejected,
    message_template_category: template.category,
    ...(event === 'DISABLED' && { disable_info: { disable_date: unixSeconds(world) } }),
    ...(event === 'PAUSED' && { other_info: { title: 'FIRST_PAUSE', description: 'Paused because of its quality.' } }),
    ...(why.info && { other_info: why.info }),
    ...(why.rejection && { rejection_info: why.rejection }),
  }
  webhooks.send(accountChange(world, wabaId, 'message_template_status_update', value))
}
