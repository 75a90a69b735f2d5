/** Approved templates of a channel, which WhatsApp accepts when 24 hours have passed. */
import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../api/client.ts'
import type { components } from '../api/generated/schema.ts'

export type Template = components['schemas']['MessageTemplate']
export type NewTemplate = components['schemas']['NewTemplateMessage']

export const templatesQuery = (channelId: number) =>
  queryOptions({
    queryKey: ['templates', channelId],
    queryFn: async ({ signal }) => {
      const params = { path: { id: channelId }, query: { status: 'APPROVED' } }
      return (await bodyOf(api.GET('/api/v1/channels/{id}/templates', { params, signal }))).data
    },
    staleTime: 5 * 60_000,
  })

export const preview = (channelId: number, template: NewTemplate, signal: AbortSignal) =>
  bodyOf(
    api.POST('/api/v1/channels/{id}/templates/preview', {
      params: { path: { id: channelId } },
      body: template,
      signal,
    }),
  )

/** A variable of the header or the body, by its number or its name, in the order of the text. */
export interface Variable {
  component: 'header' | 'body'
  name: string
}

const textOf = ({ text }: Record<string, unknown>): string => (typeof text === 'string' ? text : '')
const isOf = (component: Record<string, unknown>, kind: string) => String(component.type).toLowerCase() === kind

export const bodyTextOf = ({ components }: Template): string =>
  components.filter(component => isOf(component, 'body')).map(textOf)[0] ?? ''

export function variablesOf({ components }: Template): Variable[] {
  return (['header', 'body'] as const).flatMap(kind => {
    const text = components.filter(component => isOf(component, kind)).map(textOf)[0] ?? ''
    const names = [...text.matchAll(/\{\{\s*(\w{1,60})\s*\}\}/g)].map(match => match[1] as string)
    return [...new Set(names)].map(name => ({ component: kind, name }))
  })
}

/** The form of the Cloud API. `values` are in the order of `variables`. */
export function filled(
  { name, language }: Template,
  variables: readonly Variable[],
  values: readonly string[],
): NewTemplate {
  const components = (['header', 'body'] as const).flatMap(kind => {
    const parameters = variables.flatMap((variable, at) => {
      if (variable.component !== kind) return []
      const isNamed = !/^\d+$/.test(variable.name)
      return [{ type: 'text', text: values[at] ?? '', ...(isNamed && { parameter_name: variable.name }) }]
    })
    return parameters.length === 0 ? [] : [{ type: kind, parameters }]
  })
  return { name, language: { code: language }, ...(components.length > 0 && { components }) }
}
