import type { Template } from '../options.ts'
import type { BusinessAccount } from './state.ts'
import { storedTemplates } from './templates.ts'

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
