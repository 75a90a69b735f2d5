/** The list of steps beside the open one. Each step says what it is for, asks for what it needs, and can wait. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Check, Lock, Minus } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FirstSteps } from '../api/types.ts'
import { Page } from '../app/page.tsx'
import { can, useMe } from '../app/session.ts'
import { CompanyForm } from '../settings/company-page.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { AttendantStep } from './attendant-step.tsx'
import { ChannelStep } from './channel-step.tsx'
import { firstStepsQuery, type StepName, useChangeFirstSteps } from './data.ts'
import { EndPage } from './end-page.tsx'
import { firstStepsRoute, PAGES, type StepPage } from './feature.ts'
import { KeyStep } from './key-step.tsx'
import { QueueStep } from './queue-step.tsx'
import { WebhookStep } from './webhook-step.tsx'

export function FirstStepsPage() {
  const { t } = useTranslation('first-steps')
  const isFor = can.administer(useMe())
  const query = useQuery({ ...firstStepsQuery, enabled: isFor })
  if (!isFor) {
    return (
      <EmptyState isPageTitle icon={<Lock />} title={t('notForYou')}>
        {t('notForYouText')}
      </EmptyState>
    )
  }
  if (query.data !== undefined) return <Loaded {...query.data} />
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton className="m-8 h-64" />
}

function Loaded({ steps }: FirstSteps) {
  const { t } = useTranslation('first-steps')
  const navigate = useNavigate()
  const { step } = firstStepsRoute.useSearch()
  const changing = useChangeFirstSteps()
  // The step that was open first: when it is done, it stays until the person goes on, because it may show more.
  const [cameTo] = useState<StepPage>(() => steps.find(({ state }) => state === 'open')?.name ?? 'end')
  const open = step ?? cameTo
  const done = steps.filter(({ state }) => state === 'done').length
  const next = PAGES[PAGES.indexOf(open) + 1] ?? 'end'
  const goOn = () => void navigate({ to: '/first-steps', search: { step: next } })
  const pass = (name: StepName) => changing.mutate({ pass: name }, { onSuccess: goOn })
  const state = steps.find(({ name }) => name === open)?.state
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      beside={<span className="text-soft tabular-nums">{t('progress', { done, all: steps.length })}</span>}
    >
      <div className="grid gap-6 md:grid-cols-[13rem_minmax(0,1fr)]">
        <StepList steps={steps} open={open} />
        <StepFrame key={open} page={open}>
          {open === 'company' && <CompanyForm saveLabel={t('saveAndGoOn')} onSaved={() => pass('company')} />}
          {open === 'queue' && <QueueStep onDone={goOn} />}
          {open === 'channel' && <ChannelStep onDone={goOn} />}
          {open === 'attendant' && <AttendantStep onDone={goOn} />}
          {open === 'apiKey' && <KeyStep onDone={goOn} />}
          {open === 'webhook' && <WebhookStep onDone={goOn} />}
          {open === 'end' && <EndPage steps={steps} />}
          {open !== 'end' && open !== 'company' && state !== 'done' && (
            <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
              <Button isBusy={changing.isPending} onClick={() => pass(open)}>
                {t('later')}
              </Button>
              <p className="text-sm text-soft">{t('laterText')}</p>
            </div>
          )}
          {changing.error !== null && (
            <p role="alert" className="text-bad">
              {changing.error.message}
            </p>
          )}
        </StepFrame>
      </div>
    </Page>
  )
}

/** The title, which is read first after a step. */
function StepFrame({ page, children }: { page: StepPage; children: ReactNode }) {
  const { t } = useTranslation('first-steps')
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // A field of the step may have asked for the focus already.
    if (title.current?.closest('section')?.contains(document.activeElement) !== true) title.current?.focus()
  }, [])
  return (
    <section aria-labelledby="step-title" className="grid min-w-0 content-start gap-5">
      <header>
        <h2 id="step-title" ref={title} tabIndex={-1} className="text-lg font-semibold outline-none">
          {t(`pages.${page}.title`)}
        </h2>
        <p className="max-w-2xl text-soft">{t(`pages.${page}.text`)}</p>
      </header>
      {children}
    </section>
  )
}

function StepList({ steps, open }: { steps: FirstSteps['steps']; open: StepPage }) {
  const { t } = useTranslation('first-steps')
  return (
    <nav aria-label={t('title')}>
      <ol className="flex gap-1 max-md:justify-between md:flex-col">
        {steps.map(({ name, state }, at) => (
          <li key={name}>
            <Link
              to="/first-steps"
              search={{ step: name }}
              aria-current={name === open ? 'step' : undefined}
              className={cx(
                'flex items-center gap-2.5 rounded-lg p-1.5 hover:bg-sunk',
                name === open && 'bg-accent-soft font-medium text-accent',
              )}
            >
              <StepMark state={state} n={at + 1} />
              <span className="max-md:sr-only">{t(`pages.${name}.name`)}</span>
              <span className="sr-only">{t(`states.${state}`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function StepMark({ state, n }: { state: FirstSteps['steps'][number]['state']; n: number }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'grid size-6 shrink-0 place-items-center rounded-full text-sm font-semibold',
        state === 'done' ? 'bg-accent text-on-accent' : 'border border-line-strong text-soft',
      )}
    >
      {state === 'done' ? <Check className="size-4" /> : state === 'skipped' ? <Minus className="size-4" /> : n}
    </span>
  )
}
