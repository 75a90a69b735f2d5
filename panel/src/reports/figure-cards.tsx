import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportDuration, ReportFigures } from '../api/types.ts'
import { useMe } from '../app/session.ts'
import { cx } from '../ui/cx.ts'
import type { ReportQuery } from './data.ts'
import { Definition } from './definition.tsx'
import type { ReportSearch } from './feature.ts'
import { type CountName, type DurationName, FEW, ticketsOf, useFormats } from './model.ts'

interface FigureCardsProps {
  figures: ReportFigures
  /** For the same number of days right before. */
  before: ReportFigures | undefined
  query: ReportQuery
}

/** All figures of the range, each with what it was before, its definition and the conversations behind it. */
export function FigureCards({ figures, before, query }: FigureCardsProps) {
  const { t } = useTranslation('reports')
  return (
    <>
      <section aria-label={t('volume')} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Count name="newTickets" {...{ figures, before, query }} behind="opened" />
        <Count name="closedTickets" {...{ figures, before, query }} behind="closed" />
        <Count name="messagesIn" {...{ figures, before, query }} />
        <Count name="messagesOut" {...{ figures, before, query }} />
      </section>
      <section aria-label={t('times')} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {(['queueWait', 'firstResponse', 'replyTime', 'resolution'] as const).map(name => (
          <Time key={name} name={name} {...{ figures, before }} />
        ))}
      </section>
      <section aria-label={t('more')} className="rounded-2xl border border-line bg-pane px-5 py-3 shadow-card">
        <dl className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
          <Share name="abandoned" of="closedAfterWriting" figures={figures} />
          <Share name="reopenedWithinDay" of="closedTickets" figures={figures} />
          <Share name="reopenedWithinWeek" of="closedTickets" figures={figures} />
          <Small name="attended" figures={figures} />
          <Share name="closedAutomatically" of="closedTickets" figures={figures} />
          <Small name="automaticResolution" figures={figures} />
          <Share name="transferred" figures={figures} />
          <Share name="returned" figures={figures} />
          <Share name="automaticMessages" figures={figures} />
        </dl>
      </section>
    </>
  )
}

interface CountProps extends FigureCardsProps {
  name: CountName
  behind?: 'opened' | 'closed'
}

function Count({ name, figures, before, query, behind }: CountProps) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const { timezone } = useMe().tenant
  const value = formats.count(figures[name])
  return (
    <Figure name={name} change={<Change now={figures[name]} before={before?.[name]} />}>
      {behind === undefined || figures[name] === 0 ? (
        value
      ) : (
        <Link
          to="/inbox"
          search={ticketsOf(query, behind, timezone)}
          aria-label={t('show', { name: t(`figures.${name}`), count: figures[name] })}
          className="decoration-line-strong decoration-1 underline-offset-4 hover:text-accent hover:underline"
        >
          {value}
        </Link>
      )}
    </Figure>
  )
}

function Time({ name, figures, before }: Omit<FigureCardsProps, 'query'> & { name: DurationName }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const { n, p90Seconds } = figures[name]
  const was = before?.[name]
  const inHours = IN_HOURS[name]
  const isComparable = was !== undefined && was.n >= FEW && n >= FEW
  return (
    <Figure
      name={name}
      isFaint={n < FEW}
      change={
        isComparable && <Change now={figures[name].medianSeconds ?? 0} before={was.medianSeconds ?? 0} isBetterLess />
      }
      below={
        n === 0 ? t('nothing') : t('p90', { time: formats.seconds(p90Seconds), count: n, shown: formats.count(n) })
      }
      more={inHours !== undefined && <InHours name={inHours} figures={figures} wall={figures[name]} />}
    >
      <Behind name={name} duration={figures[name]} />
    </Figure>
  )
}

/** The median, and the way to what it was made of. */
function Behind({ name, duration: { n, medianSeconds } }: { name: DurationName; duration: ReportDuration }) {
  const { t } = useTranslation('reports')
  const value = useFormats().seconds(medianSeconds)
  if (n === 0) return value
  return (
    <Link
      to="/reports"
      search={(now: ReportSearch) => ({ ...now, behind: name })}
      aria-label={t('behind.show', { name: t(`figures.${name}`), time: value })}
      className="decoration-line-strong decoration-1 underline-offset-4 hover:text-accent hover:underline"
    >
      {value}
    </Link>
  )
}

const IN_HOURS: Partial<Record<DurationName, DurationName>> = {
  queueWait: 'queueWaitInHours',
  firstResponse: 'firstResponseInHours',
}

/** When no queue has opening hours it would show the same twice. */
function InHours({ name, figures, wall }: { name: DurationName; figures: ReportFigures; wall: ReportDuration }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  const { n, medianSeconds, p90Seconds } = figures[name]
  if (n === 0 || (medianSeconds === wall.medianSeconds && p90Seconds === wall.p90Seconds)) return null
  return (
    <p className="mt-0.5 flex items-center gap-1 text-xs text-soft tabular-nums">
      <Link
        to="/reports"
        search={(now: ReportSearch) => ({ ...now, behind: name })}
        className="min-w-0 hover:text-accent hover:underline"
      >
        {t('inHours', { time: formats.seconds(medianSeconds), p90: formats.seconds(p90Seconds) })}
      </Link>
      <Definition figure={name} />
    </p>
  )
}

interface FigureProps {
  name: CountName | DurationName
  isFaint?: boolean
  change: ReactNode
  below?: string
  more?: ReactNode
  children: ReactNode
}

const Figure = ({ name, isFaint = false, change, below, more, children }: FigureProps) => (
  <div className="min-w-0 rounded-2xl border border-line bg-pane p-4 shadow-card">
    <h2 className="flex items-start justify-between gap-1 text-sm text-soft">
      <FigureTitle name={name} />
      <Definition figure={name} />
    </h2>
    <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
      <span className={cx('text-2xl font-semibold tabular-nums', isFaint && 'text-faint')}>{children}</span>
      {change}
    </p>
    {below !== undefined && <p className="mt-0.5 text-xs text-soft tabular-nums">{below}</p>}
    {more}
  </div>
)

function FigureTitle({ name }: { name: CountName | DurationName }) {
  const { t } = useTranslation('reports')
  return <span className="min-w-0 wrap-anywhere">{t(`figures.${name}`)}</span>
}

/** Compared with the days before, with words for people who do not see the arrow. Volume is neither good nor bad. */
function Change({ now, before, isBetterLess }: { now: number; before: number | undefined; isBetterLess?: boolean }) {
  const { t } = useTranslation('reports')
  const formats = useFormats()
  if (before === undefined || before === 0) return null
  const share = now / before - 1
  if (Math.abs(share) < 0.005) return <span className="text-xs text-soft">{t('same')}</span>
  const ink = isBetterLess ? (share < 0 ? 'text-good' : 'text-bad') : 'text-soft'
  const percent = formats.percent(Math.abs(share))
  return (
    <span className={cx('text-xs font-medium whitespace-nowrap tabular-nums', ink)}>
      <span aria-hidden="true">
        {share > 0 ? '▲' : '▼'} {percent}
      </span>
      <span className="sr-only">{share > 0 ? t('moreThanBefore', { percent }) : t('lessThanBefore', { percent })}</span>
    </span>
  )
}

const Row = ({ name, children }: { name: CountName | DurationName; children: ReactNode }) => (
  <div className="flex min-h-10 items-center gap-1 py-1">
    <dt className="flex min-w-0 grow items-center gap-1 text-soft">
      <FigureTitle name={name} />
      <Definition figure={name} />
    </dt>
    <dd className="font-semibold whitespace-nowrap tabular-nums">{children}</dd>
  </div>
)

function Share({ name, of, figures }: { name: CountName; of?: CountName; figures: ReportFigures }) {
  const formats = useFormats()
  const all = of === undefined ? 0 : figures[of]
  return (
    <Row name={name}>
      {formats.count(figures[name])}
      {all > 0 && <span className="font-normal text-soft"> · {formats.percent(figures[name] / all)}</span>}
    </Row>
  )
}

function Small({ name, figures }: { name: DurationName; figures: ReportFigures }) {
  const { n } = figures[name]
  return (
    <Row name={name}>
      <span className={cx(n < FEW && 'text-faint')}>
        <Behind name={name} duration={figures[name]} />
      </span>
    </Row>
  )
}
