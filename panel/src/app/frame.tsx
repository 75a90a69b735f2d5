/** The frame of every page for signed-in people: navigation, commands, keys, notices. */
import { Link, Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { Fragment, lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consoleTexts } from '../i18n/index.ts'
import type { SettingsSection } from '../settings/section.ts'
import { sections } from '../settings/sections.ts'
import { cx } from '../ui/cx.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { runByKey, useCommands } from './commands.ts'
import type { NavigationItem } from './feature.ts'
import { background, navigation } from './features.ts'
import { startNotices } from './notices.ts'
import { OfflineNotice } from './offline-notice.tsx'
import { NotForYou } from './page-states.tsx'
import { usePreference } from './preferences.ts'
import { useMe } from './session.ts'
import { UserMenu } from './user-menu.tsx'

const CommandPalette = lazy(async () => {
  const [{ CommandPalette }] = await Promise.all([import('./command-palette.tsx'), consoleTexts()])
  return { default: CommandPalette }
})
const NoticeTest = lazy(() => import('./notice-test.tsx').then(file => ({ default: file.NoticeTest })))
const ShortcutList = lazy(() => import('./shortcut-list.tsx').then(file => ({ default: file.ShortcutList })))

export function Frame() {
  const { t } = useTranslation('app')
  const me = useMe()
  const [shown, setShown] = useState<'palette' | 'shortcuts' | 'notices' | undefined>()
  const isImmersive = useMatches().some(match => match.staticData.isImmersive === true)
  const items = navigation.filter(item => item.isFor(me))
  useFrameCommands([...items, ...sections.filter(section => section.isFor(me))], setShown)
  useEffect(() => {
    const stops = background.map(start => start(me))
    return () => {
      for (const stop of stops) stop()
    }
  }, [me])
  const navigate = useNavigate()
  useEffect(() => startNotices(path => void navigate({ href: path })), [navigate])
  useEffect(() => {
    addEventListener('keydown', runByKey)
    return () => removeEventListener('keydown', runByKey)
  }, [])
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <a
        href="#main"
        className="absolute top-0 left-2 z-50 -translate-y-20 rounded-lg bg-pane px-3 py-2 font-medium text-accent focus:translate-y-2"
      >
        {t('skip')}
      </a>
      <nav
        aria-label={t('navigation')}
        className={cx(
          'flex shrink-0 border-line bg-pane pb-[env(safe-area-inset-bottom)] max-md:h-[calc(3.5rem+env(safe-area-inset-bottom))] max-md:justify-around max-md:border-t md:w-14 md:flex-col md:items-center md:gap-1.5 md:border-r md:py-3',
          isImmersive && 'max-md:hidden',
        )}
      >
        <span
          aria-hidden="true"
          className="mb-2.5 grid size-8 place-items-center rounded-[0.6rem] bg-accent font-bold text-on-accent max-md:hidden"
        >
          R
        </span>
        {items.map(({ Only = Fragment, ...item }) => (
          <Only key={item.to}>
            <NavigationLink item={item} />
          </Only>
        ))}
        <UserMenu
          places={items.filter(item => item.isWideOnly === true)}
          onShortcuts={() => setShown('shortcuts')}
          onNotices={() => setShown('notices')}
        />
      </nav>
      <div className="flex min-h-0 min-w-0 grow flex-col">
        <OfflineNotice />
        <main id="main" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
          <Page />
        </main>
      </div>
      <Suspense>
        {shown === 'palette' && <CommandPalette onClose={() => setShown(undefined)} />}
        {shown === 'notices' && <NoticeTest onClose={() => setShown(undefined)} />}
        {shown === 'shortcuts' && <ShortcutList onClose={() => setShown(undefined)} />}
      </Suspense>
    </div>
  )
}

/** First steps decide by themselves for whom they are. */
function Page() {
  const me = useMe()
  const { pathname } = useLocation()
  const place = navigation.find(
    ({ to, Only }) => Only === undefined && (pathname === to || pathname.startsWith(`${to}/`)),
  )
  return place === undefined || place.isFor(me) ? <Outlet /> : <NotForYou />
}

function NavigationLink({ item: { to, icon: Icon, label, key, Badge, isWideOnly = false } }: { item: NavigationItem }) {
  return (
    <Tooltip label={label()} keys={`g ${key}`}>
      <Link
        to={to}
        className={cx(
          'relative grid place-items-center text-soft hover:text-text max-md:min-w-0 max-md:grow max-md:basis-0 md:size-10 md:rounded-[0.6rem] md:hover:bg-sunk aria-[current=page]:text-accent md:aria-[current=page]:bg-accent-soft',
          isWideOnly && 'max-md:hidden',
        )}
      >
        <span className="grid max-w-full grid-cols-[minmax(0,1fr)] place-items-center gap-0.5">
          {/* On a phone a place can be a third of the screen wide: the badge stays at its icon. */}
          <span className="grid place-items-center max-md:relative max-md:w-20 max-md:max-w-full md:contents">
            <Icon className="size-5" aria-hidden="true" strokeWidth={1.8} />
            {Badge !== undefined && (
              <Suspense>
                <Badge />
              </Suspense>
            )}
          </span>
          <span className="max-w-full truncate text-2xs font-medium md:sr-only">{label()}</span>
        </span>
      </Link>
    </Tooltip>
  )
}

type Place = Pick<NavigationItem, 'label'> & { to: NavigationItem['to'] | SettingsSection['to']; key?: string }

function useFrameCommands(places: readonly Place[], show: (what: 'palette' | 'shortcuts') => void): void {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const [, setTheme] = usePreference('theme')
  useCommands([
    { id: 'palette', label: t('commands'), keys: 'Ctrl+K', run: () => show('palette'), isKeyOnly: true },
    { id: 'shortcuts', label: t('shortcuts'), keys: '?', run: () => show('shortcuts') },
    ...places.map(({ to, label, key }) => ({
      id: `go ${to}`,
      // Read when the palette is shown: what the settings are called comes with it.
      get label() {
        return t('goTo', { page: label() })
      },
      ...(key !== undefined && { keys: `g ${key}` }),
      run: () => void navigate({ to }),
    })),
    {
      id: 'other-company',
      label: t('otherCompany'),
      run: () => void navigate({ to: '/sign-in', search: { other: true } }),
    },
    ...(['system', 'light', 'dark'] as const).map(theme => ({
      id: `theme ${theme}`,
      label: `${t('theme.label')}: ${t(`theme.${theme}`)}`,
      run: () => setTheme(theme),
    })),
  ])
}
