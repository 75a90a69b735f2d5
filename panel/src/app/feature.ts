/** What a feature adds to the frame. A new feature is a folder with a `feature.ts`, and a line in features.ts. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Me } from '../api/types.ts'

export interface NavigationItem {
  to: '/inbox' | '/deliveries' | '/settings'
  icon: LucideIcon
  /** Called while rendering, in the language of that moment. */
  label: () => string
  /** Pressed after `g`. */
  key: string
  isFor: (me: Me) => boolean
  /** A small count at the icon. */
  Badge?: ComponentType
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** On a phone the page has the whole screen: no navigation bar. */
    isImmersive?: boolean
  }
}
