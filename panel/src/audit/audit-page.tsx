import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ChevronDown, ScrollText } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import type { AuditEntry } from '../api/types.ts'
import { useInstants } from '../app/instants.ts'
import { usersQuery } from '../app/lists.ts'
import { Page } from '../app/page.tsx'
import { Button } from '../ui/button.tsx'
import { Field, SelectField } from '../ui/field.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { type AuditSearch, auditRoute } from './feature.ts'
import { actOf, fieldName, KINDS, kindOf, nameOf, shownValue } from './words.ts'

export function AuditPage() {
  const { t } = useTranslation('audit')
  const filter = auditRoute.useSearch()
  const log = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/audit', {
          params: { query: { ...queryOf(filter), limit: 50, ...(pageParam && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  const entries = log.data?.pages.flatMap(page => page.data)
  return (
    <Page title={t('title')} intro={t('intro')} isNarrow>
      <Filter filter={filter} />
      {log.error !== null && entries === undefined ? (
        <ErrorState error={log.error} onRetry={() => void log.refetch()} />
      ) : entries === undefined ? (
        <Skeleton className="h-60 rounded-2xl" />
      ) : entries.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={t('none')}>
          {t('noneText')}
        </EmptyState>
      ) : (
        <ul aria-label={t('title')} className="overflow-hidden rounded-2xl border border-line bg-pane shadow-card">
          {entries.map(entry => (
            <li key={entry.id} className="border-line not-first:border-t">
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <Button className="mt-4" isBusy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </Page>
  )
}

/** The day `to` is included, up to the beginning of the next one. */
function queryOf({ what, user, from, to }: AuditSearch) {
  const after = to === undefined ? undefined : new Date(`${to}T00:00`)
  after?.setDate(after.getDate() + 1)
  return {
    ...(what !== undefined && { what }),
    ...(user !== undefined && { userId: user }),
    ...(from !== undefined && { from: new Date(`${from}T00:00`).toISOString() }),
    ...(after !== undefined && { before: after.toISOString() }),
  }
}

function Filter({ filter }: { filter: AuditSearch }) {
  const { t } = useTranslation('audit')
  const navigate = auditRoute.useNavigate()
  const users = useQuery(usersQuery).data ?? []
  const change = (next: { [K in keyof AuditSearch]: AuditSearch[K] | undefined }) =>
    void navigate({ search: before => withoutUndefined({ ...before, ...next }), replace: true })
  return (
    <fieldset className="mb-5 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <legend className="sr-only">{t('filter')}</legend>
      <SelectField
        label={t('what')}
        value={filter.what ?? ''}
        onChange={event => change({ what: event.target.value || undefined })}
      >
        <option value="">{t('everything')}</option>
        {KINDS.map(kind => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('who')}
        value={filter.user ?? ''}
        onChange={event => change({ user: Number(event.target.value) || undefined })}
      >
        <option value="">{t('everybody')}</option>
        {users.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('from')}
        type="date"
        value={filter.from ?? ''}
        onChange={event => change({ from: event.target.value || undefined })}
      />
      <Field
        label={t('to')}
        type="date"
        value={filter.to ?? ''}
        onChange={event => change({ to: event.target.value || undefined })}
      />
    </fieldset>
  )
}

const withoutUndefined = (given: { [K in keyof AuditSearch]: AuditSearch[K] | undefined }): AuditSearch =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const { full } = useInstants()
  const id = useId()
  const { user, apiKey, address, changes, what } = entry
  const who = user?.name ?? (apiKey === null ? t('program') : t('key', { name: apiKey.name }))
  const name = nameOf(entry)
  // Whoever signed in did so as nobody else.
  const isOfOneself = what.startsWith('session.') && name === who
  const fields = Object.entries(changes)
  const line = (
    <>
      <span className="min-w-0 grow">
        <span className="block wrap-anywhere">
          <span className="font-medium">{who}</span> {actOf(what)}
          {!isOfOneself && <span className="text-soft"> {kindOf(what)}</span>}
          {name !== undefined && !isOfOneself && (
            <>
              {' '}
              <span className="font-medium" dir="auto">
                {name}
              </span>
            </>
          )}
        </span>
        <span className="block text-sm text-soft tabular-nums">
          {full(entry.createdAt)}
          {address !== null && ` · ${address}`}
        </span>
      </span>
      {fields.length > 0 && (
        <ChevronDown className="size-4 shrink-0 text-faint group-open:rotate-180" aria-hidden="true" />
      )}
    </>
  )
  if (fields.length === 0) return <div className="flex items-center gap-3 px-4 py-2.5">{line}</div>
  return (
    <details className="group">
      <summary className="flex list-none items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-sunk [&::-webkit-details-marker]:hidden">
        {line}
      </summary>
      <div className="overflow-x-auto px-4 pb-3">
        <table className="w-full text-left text-sm" aria-labelledby={id}>
          <caption id={id} className="sr-only">
            {t('changes')}
          </caption>
          <thead>
            <tr className="text-soft [&>th]:py-1 [&>th]:pr-4 [&>th]:font-medium">
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([field, [before, after]]) => (
              <tr key={field} className="border-t border-line align-top [&>td]:py-1 [&>td]:pr-4 [&>td]:wrap-anywhere">
                <th scope="row" className="py-1 pr-4 font-medium">
                  {fieldName(field)}
                </th>
                <td className="text-soft">{shownValue(before)}</td>
                <td>{shownValue(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
