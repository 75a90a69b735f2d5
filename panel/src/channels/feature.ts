/** WhatsApp numbers: connected, looked after, switched off. For administrators. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { Smartphone } from 'lucide-react'
import { can } from '../app/session.ts'
import { settingsRoute, validateChosen } from '../settings/route.ts'
import type { SettingsSection } from '../settings/section.ts'

const channelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'channels',
  validateSearch: validateChosen,
  component: lazyRouteComponent(() => import('./channels-page.tsx'), 'ChannelsPage'),
})

export const channelRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'channels/$channelId',
  params: {
    parse: ({ channelId }) => ({ channelId: Number(channelId) }),
    stringify: ({ channelId }) => ({ channelId: String(channelId) }),
  },
  component: lazyRouteComponent(() => import('./channel-page.tsx'), 'ChannelPage'),
})

export const channelRoutes = [channelsRoute, channelRoute] as const

export const channelsSection: SettingsSection = {
  to: '/settings/channels',
  group: 'service',
  icon: Smartphone,
  label: () => i18next.t('title', { ns: 'channels' }),
  isFor: can.manageChannels,
}
