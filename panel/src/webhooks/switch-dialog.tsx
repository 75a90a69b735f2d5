import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { useSwitchEndpoint } from './actions.ts'
import { useEstimate } from './recovery.ts'

/** When pausing, it says what happens meanwhile; when resuming, it says what was missed, and offers to send it. */
export function SwitchDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const switching = useSwitchEndpoint()
  const { id, enabled, createdAt } = endpoint
  const missed = useEstimate(enabled ? undefined : { endpointId: id, what: 'missed', from: createdAt }).data
  const run = (then: () => void) =>
    switching.mutate(
      { id, enabled: !enabled },
      {
        onSuccess: () => {
          toast.success(enabled ? t('paused', { name: endpoint.name }) : t('resumed', { name: endpoint.name }))
          onClose()
          then()
        },
      },
    )
  const recover = () =>
    void navigate({ to: '/webhooks/$endpointId', params: { endpointId: id }, search: { tab: 'recovery' } })
  const hasMissed = (missed?.deliveries ?? 0) > 0
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={enabled ? t('pauseTitle', { name: endpoint.name }) : t('resumeTitle', { name: endpoint.name })}
      description={enabled ? t('pauseText') : t('resumeText')}
    >
      {hasMissed && (
        <p className="mt-1">
          {t(missed?.isExact ? 'missedCount' : 'missedAtLeast', { count: missed?.deliveries ?? 0 })}
        </p>
      )}
      {switching.error !== null && (
        <p role="alert" className="mt-2 text-bad">
          {switching.error.message}
        </p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        {hasMissed && (
          <Button isBusy={switching.isPending} onClick={() => run(recover)}>
            {t('resumeAndRecover')}
          </Button>
        )}
        <Button look="primary" isBusy={switching.isPending} onClick={() => run(() => undefined)}>
          {enabled ? t('pause') : t('resume')}
        </Button>
      </div>
    </Dialog>
  )
}
