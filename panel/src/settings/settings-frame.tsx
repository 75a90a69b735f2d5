/** The sections beside the page of one; on a phone the list first, then the page with a way back. */
import { Link, Outlet, useLocation, useMatch } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, ListTodo } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NotForYou } from '../app/page-states.tsx'
import { useMe } from '../app/session.ts'
import { WhileLed } from '../first-steps/first-steps-link.tsx'
import { cx } from '../ui/cx.ts'
import { GROUPS, type SettingsSection } from './section.ts'
import { sections } from './sections.ts'

export function SettingsFrame() {
  const { t } = useTranslation('settings')
  const isIndex = useMatch({ from: '/frame/settings/', shouldThrow: false }) !== undefined
  return (
    <div className="flex min-h-0 grow">
      <SectionList isAlone={isIndex} />
      <div className={cx('flex min-h-0 min-w-0 grow flex-col', isIndex && 'max-md:hidden')}>
        <Link
          to="/settings"
          className="flex items-center gap-1 border-b border-line bg-pane px-3 py-2.5 font-medium text-accent -outline-offset-2 md:hidden"
        >
          <ChevronLeft className="size-4" aria-hidden="true" /> {t('title')}
        </Link>
        <Section />
      </div>
    </div>
  )
}

function Section() {
  const me = useMe()
  const { pathname } = useLocation()
  const section = sections.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return section === undefined || section.isFor(me) ? <Outlet /> : <NotForYou />
}

function SectionList({ isAlone }: { isAlone: boolean }) {
  const { t } = useTranslation('settings')
  const me = useMe()
  const mine = sections.filter(section => section.isFor(me))
  const Title = isAlone ? 'h1' : 'p'
  return (
    <nav
      aria-label={t('title')}
      className={cx(
        'min-h-0 shrink-0 overflow-y-auto border-line bg-pane px-2 py-4 max-md:grow md:w-60 md:border-r',
        !isAlone && 'max-md:hidden',
      )}
    >
      <Title className="px-3 pb-3 text-lg font-semibold">{t('title')}</Title>
      <WhileLed>
        <div className="pb-4">
          <SectionLink section={{ to: '/first-steps', icon: ListTodo, label: () => t('firstSteps') }} />
        </div>
      </WhileLed>
      {GROUPS.map(group => {
        const inGroup = mine.filter(section => section.group === group)
        if (inGroup.length === 0) return null
        return (
          <div key={group} className="pb-4">
            <p className="px-3 pb-1 text-xs font-medium text-faint">{t(`groups.${group}`)}</p>
            <ul>
              {inGroup.map(section => (
                <li key={section.to}>
                  <SectionLink section={section} />
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

type Linked = Pick<SettingsSection, 'icon' | 'label'> & { to: SettingsSection['to'] | '/first-steps' }

function SectionLink({ section: { to, icon: Icon, label } }: { section: Linked }) {
  return (
    <Link
      to={to}
      className="flex items-center gap-2.5 rounded-lg px-3 py-1.5 -outline-offset-2 hover:bg-sunk max-md:py-2.5 aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
    >
      <Icon className="size-4 shrink-0 text-soft" aria-hidden="true" />
      <span className="min-w-0 grow truncate">{label()}</span>
      <ChevronRight className="size-4 text-faint md:hidden" aria-hidden="true" />
    </Link>
  )
}
