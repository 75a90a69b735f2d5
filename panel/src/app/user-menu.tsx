import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { BellRing, Building2, Keyboard, LogOut, Smartphone } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '../i18n/index.ts'
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../i18n/languages.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { useDemo } from './demo.ts'
import type { NavigationItem } from './feature.ts'
import { usePreference } from './preferences.ts'
import { signOut, useMe } from './session.ts'

interface UserMenuProps {
  /** Pages for which a phone's navigation has no room. */
  places: readonly NavigationItem[]
  onShortcuts: () => void
  onNotices: () => void
}

export function UserMenu({ places, onShortcuts, onNotices }: UserMenuProps) {
  const { t, i18n } = useTranslation('app')
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const demo = useDemo()
  const [theme, setTheme] = usePreference('theme')
  const [companies] = usePreference('companies')
  const leave = async () => {
    await signOut()
    await navigate({ to: '/sign-in' })
    queries.clear()
  }
  const trigger = (
    <button
      type="button"
      className="grid place-items-center rounded-full max-md:min-w-0 max-md:grow max-md:basis-0 md:mt-auto"
    >
      <span className="sr-only">{t('menuOf', { name: me.name })}</span>
      <Avatar name={me.name} id={me.user?.id ?? 0} className="size-8 text-xs" />
      <span className="text-2xs font-medium text-soft md:hidden">{t('account')}</span>
    </button>
  )
  return (
    <Menu trigger={trigger} side="right" align="end">
      <p className="px-2.5 pt-2 font-semibold">{me.name}</p>
      <p className="px-2.5 pb-2 text-sm text-soft">
        {t(`profile.${me.profile}`)} · {me.tenant.name}
      </p>
      <div className="md:hidden">
        <MenuSeparator />
        {places.map(({ to, icon: Icon, label, Only = Fragment }) => (
          <Only key={to}>
            <MenuItem onSelect={() => void navigate({ to })}>
              <Icon aria-hidden="true" /> {label()}
            </MenuItem>
          </Only>
        ))}
      </div>
      <MenuSeparator />
      <MenuChoice
        label={t('theme.label')}
        value={theme}
        onChoose={setTheme}
        choices={(['system', 'light', 'dark'] as const).map(value => ({ value, label: t(`theme.${value}`) }))}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('language')}
        value={i18n.language as Language}
        onChoose={language => void changeLanguage(language)}
        choices={LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <MenuSeparator />
      {demo && (
        <MenuItem onSelect={() => void open(demo.phone, '_blank', 'noopener')}>
          <Smartphone aria-hidden="true" /> {t('phone')}
        </MenuItem>
      )}
      <MenuItem onSelect={onShortcuts} keys="?">
        <Keyboard aria-hidden="true" /> {t('shortcuts')}
      </MenuItem>
      <MenuItem onSelect={onNotices}>
        <BellRing aria-hidden="true" /> {t('noticeTest.title')}
      </MenuItem>
      {companies === 'several' && (
        <MenuItem onSelect={() => void navigate({ to: '/sign-in', search: { other: true } })}>
          <Building2 aria-hidden="true" /> {t('otherCompany')}
        </MenuItem>
      )}
      <MenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden="true" /> {t('signOut')}
      </MenuItem>
    </Menu>
  )
}
