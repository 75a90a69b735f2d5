import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryDetail } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Skeleton } from '../ui/state.tsx'
import { toast } from '../ui/toast.tsx'
import { Code, CodeLine } from './code.tsx'
import { fetchBody } from './deliveries.ts'
import { type DiffLine, diff, pretty } from './json.ts'
import { TYPES } from './model.ts'

const VIEWS = ['pretty', 'compared', 'exact'] as const
type View = (typeof VIEWS)[number]

/** Nobody reads more lines than this; the whole body can be copied. */
const MAX_LINES = 2_000

/** The exact body: in lines, compared with the ticket's event before it, and byte for byte. */
export function BodyView({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries')
  const { previousEvent, bodyBytes, id } = delivery
  const [view, setView] = useState<View>('pretty')
  const large = useQuery({
    queryKey: ['deliveries', 'body', id],
    queryFn: () => fetchBody(id),
    enabled: delivery.body === null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const body = delivery.body ?? large.data
  const views = previousEvent === null ? VIEWS.filter(each => each !== 'compared') : VIEWS
  const copy = () =>
    void navigator.clipboard.writeText(body ?? '').then(
      () => toast.success(t('copied')),
      (error: Error) => toast.error(error.message),
    )
  return (
    <section aria-labelledby="body-title">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h3 id="body-title" className="font-semibold">
          {t('body')} <span className="font-normal text-soft tabular-nums">{t('bytes', { count: bodyBytes })}</span>
        </h3>
        <fieldset className="ml-auto flex rounded-lg border border-line p-0.5">
          <legend className="sr-only">{t('view')}</legend>
          {views.map(each => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              onClick={() => setView(each)}
              className="h-7 rounded-md px-2.5 text-sm font-medium text-soft aria-pressed:bg-accent-soft aria-pressed:text-accent"
            >
              {t(`views.${each}`)}
            </button>
          ))}
        </fieldset>
        <IconButton label={t('copyBody')} onClick={copy} disabled={body === undefined}>
          <Copy aria-hidden="true" />
        </IconButton>
      </div>
      {body === undefined ? <Skeleton className="h-40" /> : <Shown view={view} body={body} previous={previousEvent} />}
    </section>
  )
}

interface ShownProps {
  view: View
  body: string
  previous: DeliveryDetail['previousEvent']
}

function Shown({ view, body, previous }: ShownProps) {
  const { t } = useTranslation('deliveries')
  const lines = useMemo(() => pretty(body), [body])
  if (view === 'exact' || lines === undefined) {
    return (
      <Code lines={[]} label={t('body')} className="max-h-[32rem]">
        {body}
      </Code>
    )
  }
  if (view === 'compared' && previous !== null) return <Compared lines={lines} previous={previous} />
  return (
    <>
      <Code lines={lines.slice(0, MAX_LINES)} label={t('body')} className="max-h-[32rem]" />
      {lines.length > MAX_LINES && <p className="mt-1.5 text-sm text-soft">{t('linesCut', { count: MAX_LINES })}</p>}
    </>
  )
}

const EDGES: Record<DiffLine['kind'], string> = {
  same: '',
  added: 'bg-accent-soft',
  removed: 'bg-bad-soft',
}
const SIGNS: Record<DiffLine['kind'], string> = { same: ' ', added: '+', removed: '-' }

function Compared({ lines, previous }: { lines: string[]; previous: NonNullable<DeliveryDetail['previousEvent']> }) {
  const { t } = useTranslation('deliveries')
  const instants = useInstants()
  const kindWords = (type: string) => {
    const known = TYPES.find(each => each === type)
    return known === undefined ? type : t(`types.${known}`)
  }
  const compared = useMemo(() => {
    const before = previous.body === null ? undefined : pretty(previous.body)
    return before === undefined ? undefined : diff(before, lines)
  }, [lines, previous.body])
  if (compared === undefined) return <p className="text-soft">{t('notComparable')}</p>
  const changes = compared.filter(({ kind }) => kind !== 'same').length
  return (
    <>
      <p className="mb-1.5 text-sm text-soft">
        {changes === 0
          ? t('noDifference')
          : t('comparedWith', { at: instants.moment(previous.occurredAt), type: kindWords(previous.type) })}
      </p>
      <Code lines={[]} label={t('views.compared')} className="max-h-[32rem]">
        {compared.map(({ kind, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one comparison never change places.
          <div key={at} className={cx('flex gap-2', EDGES[kind])}>
            <span className="w-2 shrink-0 text-faint select-none" aria-hidden="true">
              {SIGNS[kind]}
            </span>
            {kind !== 'same' && <span className="sr-only">{t(`changes.${kind}`)}</span>}
            <span className="min-w-0">
              <CodeLine text={text} />
            </span>
          </div>
        ))}
      </Code>
    </>
  )
}
