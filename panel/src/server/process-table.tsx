/** One block for each process: on a phone below one another, beside each other where there is room. */
import { useTranslation } from 'react-i18next'
import type { ServerState } from '../api/types.ts'
import { useInstants, useNow } from '../app/instants.ts'
import { Badge } from '../ui/badge.tsx'
import { Facts } from '../ui/card.tsx'
import { useBytes } from './sizes.ts'

type Process = ServerState['processes'][number]

export function ProcessTable({ processes, version }: { processes: readonly Process[]; version: string }) {
  const { t } = useTranslation('server')
  return (
    <ul aria-label={t('processes.title')} className="grid gap-3 md:grid-cols-2">
      {processes.map(one => (
        <li key={one.id} className="grid content-start gap-3 rounded-xl border border-line p-4">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium wrap-anywhere">
              {one.host} · {one.pid}
            </span>
            <Badge tone={one.isAlive ? 'good' : 'bad'}>{t(one.isAlive ? 'processes.alive' : 'processes.gone')}</Badge>
            {one.lease?.isLeaving && <Badge tone="warn">{t('processes.leaving')}</Badge>}
          </p>
          <Process process={one} isOther={one.version !== version} />
        </li>
      ))}
    </ul>
  )
}

function Process({ process, isOther }: { process: Process; isOther: boolean }) {
  const { t, i18n } = useTranslation('server')
  const instants = useInstants()
  const bytes = useBytes()
  const now = useNow(5_000)
  const { part, version, startedAt, seenAt, eventLoopMs, memoryBytes, diskFreeBytes, diskBytes, lease } = process
  const seconds = (value: number) => instants.duration(value * 1_000)
  return (
    <Facts
      facts={[
        [t('processes.part'), t(`processes.parts.${part}`)],
        [
          t('processes.version'),
          <span key="version" className={isOther ? 'text-warn' : undefined}>
            {version}
          </span>,
        ],
        [t('processes.up'), instants.duration(Math.max(0, now - Date.parse(startedAt)))],
        [t('processes.seen'), instants.distance(seenAt, now)],
        [
          t('processes.lease'),
          lease === null
            ? t('processes.noLease')
            : t('processes.leaseOf', {
                lanes: lease.lanes.toLocaleString(i18n.language),
                beat: seconds(lease.heartbeatSeconds),
              }),
        ],
        [t('processes.lag'), instants.duration(eventLoopMs)],
        [t('processes.memory'), bytes(memoryBytes)],
        [
          t('processes.disk'),
          diskFreeBytes === null || diskBytes === null
            ? '–'
            : t('processes.diskOf', {
                free: bytes(diskFreeBytes),
                all: bytes(diskBytes),
                share: (diskBytes === 0 ? 0 : diskFreeBytes / diskBytes).toLocaleString(i18n.language, {
                  style: 'percent',
                }),
              }),
        ],
      ]}
    />
  )
}
