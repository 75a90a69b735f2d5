import { useQuery } from '@tanstack/react-query'
import { AlarmClock, ArrowRightLeft, CircleCheck, EllipsisVertical, Mail, MailOpen, Tag, Undo2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '../api/generated/schema.ts'
import { useCommands } from '../app/commands.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Check } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Skeleton } from '../ui/state.tsx'
import { startBulk } from './bulk.ts'
import { type Choice, ChoiceList } from './choice-list.tsx'
import { LaterDialog } from './later-dialog.tsx'
import type { ListChoice } from './lists.ts'
import type { Selection } from './selection.ts'
import { closingReasonsQuery, colleaguesQuery, queuesQuery, tagsQuery } from './tickets.ts'

type What = Omit<components['schemas']['NewBulkAction'], 'ticketIds' | 'filter'>
type Asking = 'close' | 'transfer' | 'tag' | 'untag' | 'snooze'

interface BulkBarProps {
  selection: Selection
  choice: ListChoice
  /** Whether there are more than the loaded and chosen ones. */
  hasMore: boolean
}

/** The actions on the chosen conversations. */
export function BulkBar({ selection, choice, hasMore }: BulkBarProps) {
  const { t } = useTranslation('inbox')
  const [asking, setAsking] = useState<Asking | undefined>()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()
  const { ids, isAll, clear, selectAll } = selection
  useCommands([{ id: 'clear-selection', label: t('bulk.clear'), keys: 'Escape', run: clear, isKeyOnly: true }])
  const run = async (what: What) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await startBulk({ ...what, ...(isAll ? { filter: choice.filter } : { ticketIds: [...ids] }) })
      setAsking(undefined)
      clear()
    } catch (error) {
      setProblem((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  const ask = (what: Asking) => {
    setProblem(undefined)
    setAsking(what)
  }
  const isNothing = !isAll && ids.size === 0
  const dialog = { isBusy, problem, onClose: () => setAsking(undefined) }
  return (
    <section aria-label={t('bulk.label')} className="border-t border-line bg-pane px-3 py-2 shadow-float">
      <div className="flex items-center gap-1">
        <p className="grow pl-1 font-medium" aria-live="polite">
          {isAll ? t('bulk.all') : t('bulk.selected', { count: ids.size })}
        </p>
        {!isAll && hasMore && (
          <Button look="plain" className="text-accent" onClick={selectAll}>
            {t('bulk.selectAll')}
          </Button>
        )}
        <IconButton label={t('bulk.clear')} keys="Esc" onClick={clear}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="mt-1 flex gap-1.5">
        <Button look="primary" disabled={isNothing} onClick={() => ask('close')}>
          <CircleCheck className="size-4" aria-hidden="true" /> {t('close')}
        </Button>
        <Button disabled={isNothing} onClick={() => ask('transfer')}>
          <ArrowRightLeft className="size-4" aria-hidden="true" /> {t('transfer')}
        </Button>
        <Menu
          trigger={
            <IconButton label={t('moreActions')} disabled={isNothing} look="quiet" className="ml-auto">
              <EllipsisVertical aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuItem onSelect={() => ask('tag')}>
            <Tag aria-hidden="true" /> {t('bulk.tag')}
          </MenuItem>
          <MenuItem onSelect={() => ask('untag')}>
            <Tag aria-hidden="true" /> {t('bulk.untag')}
          </MenuItem>
          <MenuItem onSelect={() => ask('snooze')}>
            <AlarmClock aria-hidden="true" /> {t('snooze')}
          </MenuItem>
          <MenuItem onSelect={() => void run({ action: 'return' })}>
            <Undo2 aria-hidden="true" /> {t('giveBack')}
          </MenuItem>
          <MenuItem onSelect={() => void run({ action: 'read' })}>
            <MailOpen aria-hidden="true" /> {t('bulk.read')}
          </MenuItem>
          <MenuItem onSelect={() => void run({ action: 'unread' })}>
            <Mail aria-hidden="true" /> {t('markUnread')}
          </MenuItem>
        </Menu>
      </div>
      {problem !== undefined && asking === undefined && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {problem}
        </p>
      )}
      {asking === 'close' && <CloseMany {...dialog} onChoose={closing => void run({ action: 'close', ...closing })} />}
      {asking === 'transfer' && <TransferMany {...dialog} onChoose={to => void run({ action: 'transfer', ...to })} />}
      {(asking === 'tag' || asking === 'untag') && (
        <TagMany {...dialog} title={t(`bulk.${asking}`)} onChoose={id => void run({ action: asking, tagIds: [id] })} />
      )}
      {asking === 'snooze' && (
        <LaterDialog
          {...dialog}
          title={t('snooze')}
          action={t('snooze')}
          legend={t('snoozeWhen')}
          onChoose={until => void run({ action: 'snooze', until })}
        />
      )}
    </section>
  )
}

interface AskProps<T> {
  isBusy: boolean
  problem: string | undefined
  onClose: () => void
  onChoose: (chosen: T) => void
}

interface PickProps extends AskProps<string> {
  title: string
  submit: string
  choices: readonly Choice[] | undefined
  children?: ReactNode
}

const Pick = ({ title, submit, choices, onChoose, onClose, isBusy, problem, children }: PickProps) => (
  <Dialog isOpen onClose={onClose} title={title}>
    {choices === undefined ? (
      <Skeleton className="h-24" />
    ) : (
      <ChoiceList {...{ choices, submit, isBusy, problem }} legend={title} onSubmit={onChoose}>
        {children}
      </ChoiceList>
    )}
  </Dialog>
)

const NO_REASON = 'none'

/** Conversations of several queues may need different reasons: those that do not take this one are left open, and say so. */
function CloseMany({ onChoose, ...rest }: AskProps<{ closingReasonId: number | null; farewell: boolean }>) {
  const { t } = useTranslation('inbox')
  const [farewell, setFarewell] = useState(true)
  const reasons = useQuery(closingReasonsQuery).data?.filter(({ isActive }) => isActive)
  const choices = reasons?.map(({ id, name, color }) => ({ id: String(id), label: name, color }))
  return (
    <Pick
      {...rest}
      title={t('bulk.closeTitle')}
      submit={t('close')}
      choices={choices?.length === 0 ? [{ id: NO_REASON, label: t('noReason') }] : choices}
      onChoose={id => onChoose({ closingReasonId: id === NO_REASON ? null : Number(id), farewell })}
    >
      <Check checked={farewell} onChange={event => setFarewell(event.target.checked)}>
        {t('sendFarewell')}
      </Check>
    </Pick>
  )
}

function TransferMany({ onChoose, ...rest }: AskProps<{ queueId: number } | { userId: number }>) {
  const { t } = useTranslation('inbox')
  const queues = useQuery(queuesQuery).data
  const colleagues = useQuery(colleaguesQuery).data
  const choices = queues &&
    colleagues && [
      ...queues
        .filter(({ isActive }) => isActive)
        .map(({ id, name, color }) => ({ id: `queue ${id}`, label: name, color, hint: t('queue') })),
      ...colleagues.map(({ id, name }) => ({ id: `user ${id}`, label: name, hint: t('person') })),
    ]
  const choose = (chosen: string) => {
    const [kind, id] = chosen.split(' ')
    onChoose(kind === 'queue' ? { queueId: Number(id) } : { userId: Number(id) })
  }
  return <Pick {...rest} title={t('bulk.transferTitle')} submit={t('transfer')} choices={choices} onChoose={choose} />
}

function TagMany({ title, onChoose, ...rest }: AskProps<number> & { title: string }) {
  const { t } = useTranslation('inbox')
  const tags = useQuery(tagsQuery).data?.filter(({ isActive }) => isActive)
  const choices = tags?.map(({ id, name, color }) => ({ id: String(id), label: name, color }))
  return <Pick {...rest} title={title} submit={t('save')} choices={choices} onChoose={id => onChoose(Number(id))} />
}
