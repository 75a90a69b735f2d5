/** What a feature adds to the frame. A new feature is a folder with a `feature.ts`, and a line in features.ts. */
import type { NavigateOptions } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import type { Me } from '../api/types.ts'

export interface NavigationItem {
  to: '/inbox' | '/board' | '/reports' | '/first-steps' | '/deliveries' | '/webhooks' | '/settings'
  icon: LucideIcon
  /** Called while rendering, in the language of that moment. */
  label: () => string
  /** Pressed after `g`. */
  key: string
  isFor: (me: Me) => boolean
  /** On a phone there is no room for it beside the others, so the menu of the account leads there. */
  isWideOnly?: boolean
  /** Shows its children while there is a reason to go there; if absent, they are always shown. */
  Only?: ComponentType<{ children: ReactNode }>
  /** A small count at the icon. */
  Badge?: ComponentType
}

/** Something that the command palette finds by what is typed in it. */
export interface Finding {
  id: string
  label: string
  hint: string
  to: NavigateOptions
  /** Called after the navigation, because the address may be the same as before. */
  onOpen?: () => void
}

/** Asks the server; a finder whose text is too short returns nothing. */
export type Finder = (text: string) => Promise<readonly Finding[]>

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** On a phone the page has the whole screen: no navigation bar. */
    isImmersive?: boolean
  }
}
