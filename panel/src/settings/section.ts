/** What a feature adds to the settings. A new section is a page below `settingsRoute` and a line in sections.ts. */
import type { LucideIcon } from 'lucide-react'
import type { Me } from '../api/types.ts'

export const GROUPS = ['own', 'service', 'customers', 'access', 'company'] as const
export type SectionGroup = (typeof GROUPS)[number]

export interface SettingsSection {
  to:
    | '/settings/you'
    | '/settings/queues'
    | '/settings/closing-reasons'
    | '/settings/quick-replies'
    | '/settings/tags'
    | '/settings/stages'
    | '/settings/followups'
    | '/settings/wallets'
    | '/settings/custom-fields'
    | '/settings/users'
    | '/settings/channels'
    | '/settings/api-keys'
    | '/settings/external-apis'
    | '/settings/company'
    | '/settings/audit'
    | '/settings/server'
  group: SectionGroup
  icon: LucideIcon
  /** Called while rendering, in the language of that moment. */
  label: () => string
  isFor: (me: Me) => boolean
}
