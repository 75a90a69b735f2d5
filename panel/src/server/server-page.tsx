import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { ServerState } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { Page } from '../app/page.tsx'
import { Card, Facts } from '../ui/card.tsx'
import { cx } from '../ui/cx.ts'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { ProcessTable } from './process-table.tsx'
import { useBytes } from './sizes.ts'

const EVERY_MS = 5_000

/** Refreshes while it is visible. */
export function ServerPage() {
  const { t } = useTranslation('server')
  const instants = useInstants()
  const server = useQuery({
    queryKey: ['server'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/server', { signal })),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  const { data } = server
  const at = data && <span className="text-sm text-soft tabular-nums">{t('at', { at: instants.time(data.at) })}</span>
  return (
    <Page title={t('title')} intro={t('intro')} beside={at}>
      {data === undefined ? (
        server.error === null ? (
          <Skeleton className="h-64 rounded-2xl" />
        ) : (
          <ErrorState error={server.error} onRetry={() => void server.refetch()} />
        )
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          {server.error !== null && (
            <p role="alert" className="rounded-xl bg-bad-soft px-4 py-3 text-bad">
              {t('notReached')}
            </p>
          )}
          <Verdict server={data} />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-2">
            <Waiting server={data} />
            <Database server={data} />
          </div>
          <Card title={t('processes.title')} hint={t('processes.hint')}>
            <ProcessTable processes={data.processes} version={data.version} />
          </Card>
          <Settings server={data} />
        </div>
      )}
    </Page>
  )
}

const FULL_BELOW = 0.1
const STALE_SECONDS = 300

/** Problems that need the operator come first. */
function troubles(server: ServerState, t: ReturnType<typeof useTranslation<'server'>>['t']): string[] {
  const { processes, secrets, waiting, media } = server
  const alive = processes.filter(({ isAlive }) => isAlive)
  const full = new Set(
    alive
      .filter(one => one.diskBytes && one.diskFreeBytes !== null && one.diskFreeBytes < one.diskBytes * FULL_BELOW)
      .map(({ host }) => host),
  )
  return [
    ...[...full].map(host => t('trouble.disk', { host })),
    ...(alive.some(({ lease }) => lease !== null) ? [] : [t('trouble.noDispatcher')]),
    ...(new Set(alive.map(({ version }) => version)).size > 1 ? [t('trouble.versions')] : []),
    ...(secrets.closed > 0 ? [t('trouble.secrets', { count: secrets.closed })] : []),
    ...(waiting.oldestSeconds > STALE_SECONDS ? [t('trouble.oldest')] : []),
    ...(waiting.inbound.failed > 0 ? [t('trouble.inbound', { count: waiting.inbound.failed })] : []),
    ...(media.missing > 0 ? [t('trouble.missing')] : []),
  ]
}

function Verdict({ server }: { server: ServerState }) {
  const { t } = useTranslation('server')
  const found = troubles(server, t)
  const isFine = server.isReady && server.reasons.length === 0 && found.length === 0
  const Icon = isFine ? CircleCheck : server.isReady ? TriangleAlert : OctagonX
  const look = isFine ? 'bg-accent-soft' : server.isReady ? 'bg-warn-soft' : 'bg-bad-soft'
  const tone = isFine ? 'text-good' : server.isReady ? 'text-warn' : 'text-bad'
  return (
    <div role="status" className={cx('flex gap-3 rounded-xl px-4 py-3', look)}>
      <Icon className={cx('mt-0.5 size-5 shrink-0', tone)} aria-hidden="true" />
      <div className="grid min-w-0 gap-1 wrap-anywhere">
        <p className={cx('font-semibold', tone)}>{t(isFine ? 'fine' : server.isReady ? 'look' : 'notReady')}</p>
        {[...server.reasons, ...found].map(text => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  )
}

function Waiting({ server: { waiting, media } }: { server: ServerState }) {
  const { t, i18n } = useTranslation('server')
  const instants = useInstants()
  const count = (value: number) => value.toLocaleString(i18n.language)
  const oldest = waiting.oldestSeconds === 0 ? '–' : instants.duration(waiting.oldestSeconds * 1_000)
  const { ready, retrying, held, leased } = waiting.lanes
  return (
    <Card
      title={t('waiting.title')}
      hint={t('waiting.hint')}
      beside={
        <Link to="/webhooks" className="text-accent underline">
          {t('waiting.health')}
        </Link>
      }
    >
      <Facts
        facts={[
          [t('waiting.deliveries'), count(waiting.deliveries)],
          [t('waiting.oldest'), oldest],
          [
            t('waiting.lanes'),
            t('waiting.laneStates', {
              ready: count(ready),
              retrying: count(retrying),
              held: count(held),
              leased: count(leased),
            }),
          ],
          [t('waiting.breakers'), count(waiting.openBreakers)],
          [t('waiting.alerts'), count(waiting.openAlerts)],
          [
            t('waiting.inbound'),
            t('waiting.inboundStates', {
              waiting: count(waiting.inbound.waiting),
              failed: count(waiting.inbound.failed),
            }),
          ],
          [t('waiting.outbound'), count(waiting.outbound)],
          [
            t('waiting.media'),
            t('waiting.mediaStates', {
              waiting: count(media.waiting),
              failed: count(media.failed),
              missing: count(media.missing),
            }),
          ],
        ]}
      />
    </Card>
  )
}

function Database({ server: { database, secrets } }: { server: ServerState }) {
  const { t, i18n } = useTranslation('server')
  const bytes = useBytes()
  const open = Object.values(database.connections).reduce((sum, count) => sum + count, 0)
  const { current, older, closed } = secrets
  return (
    <Card title={t('database.title')}>
      <Facts
        facts={[
          [t('database.version'), `PostgreSQL ${database.version}`],
          [t('database.size'), bytes(database.sizeBytes)],
          [t('database.connections'), t('database.of', { open, max: database.maxConnections })],
          [
            t('database.byState'),
            Object.entries(database.connections)
              .map(([state, count]) => `${stateName(t, state)}: ${count.toLocaleString(i18n.language)}`)
              .join(', '),
          ],
          [t('database.secrets'), t('database.secretStates', { current, older, closed })],
        ]}
      />
    </Card>
  )
}

const STATES = ['active', 'idle', 'idle in transaction'] as const

/** PostgreSQL has more states, which are shown by PostgreSQL's names. */
function stateName(t: ReturnType<typeof useTranslation<'server'>>['t'], state: string): string {
  const known = STATES.find(one => one === state)
  return known === undefined ? state : t(`database.states.${known}`)
}

function Settings({ server: { settings } }: { server: ServerState }) {
  const { t } = useTranslation('server')
  return (
    <Card title={t('settings.title')} hint={t('settings.hint')}>
      <div className="overflow-x-auto">
        <table className="w-full text-left">
          <caption className="sr-only">{t('settings.title')}</caption>
          <thead className="text-sm text-soft">
            <tr>
              <th className="py-1.5 pr-4 font-medium">{t('settings.variable')}</th>
              <th className="py-1.5 font-medium">{t('settings.value')}</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ variable, value, source }) => (
              <tr key={variable} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pr-4 font-mono text-sm font-normal max-sm:w-1/2 max-sm:wrap-anywhere">
                  {variable}
                </th>
                <td className="py-1.5">
                  {value !== null && <span className="font-mono text-sm wrap-anywhere">{value}</span>}
                  {value === null && <span className="text-soft">{t(`settings.${source}`)}</span>}
                  {value !== null && source === 'default' && (
                    <span className="ml-2 text-sm whitespace-nowrap text-soft">{t('settings.default')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
