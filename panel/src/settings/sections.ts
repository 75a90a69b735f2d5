/** Every section, in the order in which they are listed. */
import i18next from 'i18next'
import {
  Building2,
  CircleUser,
  FileQuestionMark,
  Flag,
  Kanban,
  Layers,
  MessageSquareQuote,
  Tags,
  TextCursorInput,
  Wallet,
} from 'lucide-react'
import { can } from '../app/session.ts'
import { auditSection } from '../audit/feature.ts'
import { channelsSection } from '../channels/feature.ts'
import { keySections } from '../keys/feature.ts'
import { serverSection } from '../server/feature.ts'
import { usersSection } from '../users/feature.ts'
import type { SettingsSection } from './section.ts'

/** A section with texts of this feature. */
const own = (
  key:
    | 'you'
    | 'queues'
    | 'closingReasons'
    | 'quickReplies'
    | 'labels.tags'
    | 'labels.stages'
    | 'labels.followups'
    | 'labels.wallets'
    | 'customFields'
    | 'company',
  section: Omit<SettingsSection, 'label'>,
): SettingsSection => ({ ...section, label: () => i18next.t(`${key}.title`, { ns: 'settings' }) })

const everybody = () => true
const whoMayChange = can.changeSettings

export const sections: readonly SettingsSection[] = [
  own('you', { to: '/settings/you', group: 'own', icon: CircleUser, isFor: everybody }),
  own('quickReplies', { to: '/settings/quick-replies', group: 'service', icon: MessageSquareQuote, isFor: everybody }),
  own('queues', { to: '/settings/queues', group: 'service', icon: Layers, isFor: whoMayChange }),
  own('closingReasons', {
    to: '/settings/closing-reasons',
    group: 'service',
    icon: FileQuestionMark,
    isFor: whoMayChange,
  }),
  own('labels.tags', { to: '/settings/tags', group: 'customers', icon: Tags, isFor: whoMayChange }),
  own('labels.stages', { to: '/settings/stages', group: 'customers', icon: Kanban, isFor: whoMayChange }),
  own('labels.followups', { to: '/settings/followups', group: 'customers', icon: Flag, isFor: whoMayChange }),
  own('labels.wallets', { to: '/settings/wallets', group: 'customers', icon: Wallet, isFor: whoMayChange }),
  own('customFields', {
    to: '/settings/custom-fields',
    group: 'customers',
    icon: TextCursorInput,
    isFor: whoMayChange,
  }),
  channelsSection,
  usersSection,
  ...keySections,
  own('company', { to: '/settings/company', group: 'company', icon: Building2, isFor: can.changeCompany }),
  auditSection,
  serverSection,
]
