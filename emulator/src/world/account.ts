import type { Json } from '../graph/graph-error.ts'
import type { Template } from '../options.ts'
import { type StoredTemplate, storedTemplates } from './templates.ts'

/** A WhatsApp Business Account: what numbers share. */
export type BusinessAccount = {
  id: string
  name: string
  /** Whether the app gets its webhooks. */
  isSubscribed: boolean
  /** The callback that overrides the app's for this account. */
  callbackOverride: string | null
  templates: StoredTemplate[]
  /** How many templates were ever made; their ids count on. */
  templateCount: number
  /** Flows by id. */
  flows: Map<string, Flow>
}

export type Flow = {
  id: string
  name: string
  categories: string[]
  status: 'DRAFT' | 'PUBLISHED' | 'DEPRECATED'
  json: Json
  endpointUri: string | null
}

export function createAccount(id: string, templates: Template[]): BusinessAccount {
  return {
    id,
    name: 'Emulator',
    isSubscribed: true,
    callbackOverride: null,
    templates: storedTemplates(id, templates),
    templateCount: templates.length,
    flows: new Map(),
  }
}
