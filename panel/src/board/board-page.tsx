/** The board: a column for each stage, side by side. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Kanban } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { colleaguesQuery, queuesQuery, stagesQuery, walletsQuery } from '../app/lists.ts'
import { can, useMe } from '../app/session.ts'
import { useTitle } from '../app/title.ts'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { stageCountsQuery, useLiveBoard } from './cards.ts'
import { Column } from './column.tsx'
import { type BoardSearch, boardRoute } from './feature.ts'
import { BoardContext, useBoard } from './moving.ts'

export function BoardPage() {
  const { t } = useTranslation('board')
  useTitle(t('title'))
  useLiveBoard()
  const me = useMe()
  const search = boardRoute.useSearch()
  const stages = useQuery(stagesQuery)
  const counts = useQuery(stageCountsQuery(search)).data
  const active = stages.data?.filter(({ isActive }) => isActive)
  const board = useBoard(active ?? [])
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-pane px-4 py-2.5 md:px-5">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <Filters search={search} />
      </header>
      <p id="board-keys" className="sr-only">
        {t('keys')}
      </p>
      <p role="status" className="sr-only">
        {board.said}
      </p>
      {stages.isError && active === undefined && (
        <ErrorState error={stages.error} onRetry={() => void stages.refetch()} />
      )}
      {stages.isPending && <Waiting />}
      {active?.length === 0 && (
        <EmptyState
          icon={<Kanban />}
          title={t('empty')}
          action={
            can.changeSettings(me) && (
              <Link to="/settings/stages" search={{ edit: 'new' }} className="font-medium text-accent underline">
                {t('makeStages')}
              </Link>
            )
          }
        >
          {t('emptyHint')}
        </EmptyState>
      )}
      {active !== undefined && active.length > 0 && (
        <BoardContext value={board}>
          <div className="relative flex min-h-0 grow snap-x gap-3 overflow-x-auto scroll-px-4 p-4 md:px-5">
            {active.map(stage => (
              <Column
                key={stage.id}
                stage={stage}
                filter={search}
                count={counts?.find(({ stageId }) => stageId === stage.id)}
              />
            ))}
          </div>
        </BoardContext>
      )}
    </div>
  )
}

function Filters({ search }: { search: BoardSearch }) {
  const { t } = useTranslation('board')
  const navigate = boardRoute.useNavigate()
  const queues = useQuery(queuesQuery).data ?? []
  const colleagues = useQuery(colleaguesQuery).data ?? []
  const wallets = useQuery(walletsQuery).data ?? []
  const lists = [
    { name: 'queueId', options: queues },
    { name: 'userId', options: colleagues },
    { name: 'walletId', options: wallets },
  ] as const
  const choose = (name: keyof BoardSearch, value: string) =>
    void navigate({
      search: ({ [name]: _, ...rest }) => ({ ...rest, ...(value !== '' && { [name]: Number(value) }) }),
      replace: true,
    })
  return (
    <div className="flex min-w-0 flex-wrap gap-2">
      {lists.map(({ name, options }) =>
        options.length === 0 ? null : (
          <select
            key={name}
            aria-label={t(`filter.${name}`)}
            value={search[name] ?? ''}
            onChange={event => choose(name, event.target.value)}
            className="h-9 max-w-44 min-w-0 rounded-lg border border-line-strong bg-pane px-2 text-text"
          >
            <option value="">{t(`all.${name}`)}</option>
            {options.map(option => (
              <option key={option.id} value={option.id}>
                {option.name}
              </option>
            ))}
          </select>
        ),
      )}
    </div>
  )
}

/** A skeleton that is shown at once would flash when the stages are known already. */
function Waiting() {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return isLong ? (
    <div className="flex gap-3 p-4">
      {[0, 1, 2].map(column => (
        <Skeleton key={column} className="h-64 w-72 rounded-2xl" />
      ))}
    </div>
  ) : null
}
