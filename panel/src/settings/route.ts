/** The frame of all settings: a list of sections beside the page of one. Other features add their sections here. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frameRoute } from '../app/root.ts'
import { consoleTexts } from '../i18n/index.ts'

export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  beforeLoad: consoleTexts,
  component: lazyRouteComponent(() => import('./settings-frame.tsx'), 'SettingsFrame'),
})

/** Which record is open beside its list, in the address: `new`, or an id. */
export interface ChosenSearch {
  edit?: 'new' | number
}

export function validateChosen({ edit }: Record<string, unknown>): ChosenSearch {
  const isId = Number.isSafeInteger(edit) && Number(edit) > 0
  return edit === 'new' ? { edit } : isId ? { edit: Number(edit) } : {}
}
