import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorState, Skeleton } from '../ui/state.tsx'
import { type BulkResult, refusedOnes } from './bulk.ts'
import { withoutMessage } from './search.ts'
import { useTicket } from './tickets.ts'

/** Which conversations were left as they are, and why. */
export function BulkResults({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const results = useQuery({ queryKey: ['bulk-results', id], queryFn: () => refusedOnes(id) })
  return (
    <Dialog isOpen onClose={onClose} title={t('bulk.leftTitle')}>
      {results.isPending && <Skeleton className="h-24" />}
      {results.isError && <ErrorState error={results.error} onRetry={() => void results.refetch()} />}
      <ul className="grid gap-3">
        {results.data?.map(result => (
          <li key={result.ticketId}>
            <Left result={result} onOpen={onClose} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Left({ result: { ticketId, title, detail }, onOpen }: { result: BulkResult; onOpen: () => void }) {
  const { t } = useTranslation('inbox')
  const ticket = useTicket(ticketId).data
  return (
    <>
      <Link
        to="/inbox/$ticketId"
        params={{ ticketId }}
        search={withoutMessage}
        onClick={onOpen}
        className="font-semibold text-accent underline"
      >
        <span dir="auto">{ticket?.contact.name ?? t('conversation')}</span>
      </Link>
      <p className="text-sm">{title}</p>
      <p className="text-sm text-soft">{detail}</p>
    </>
  )
}
