import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import { useSaveEndpoint } from './actions.ts'
import { draftOf, isChanged } from './draft.ts'
import { EndpointForm } from './endpoint-form.tsx'
import { SecretSection } from './secret-section.tsx'

/** Its settings; what would change is shown before it is saved. */
export function SettingsTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const saving = useSaveEndpoint(endpoint.id)
  const [saved, setSaved] = useState(() => draftOf(endpoint))
  const [draft, setDraft] = useState(saved)
  const source = endpoint.channelId === null ? { queueId: endpoint.queueId ?? 0 } : { channelId: endpoint.channelId }
  const changed = isChanged(draft, saved)
  const save = () =>
    saving.mutate(draft, {
      onSuccess: after => {
        const next = draftOf(after)
        setSaved(next)
        setDraft(next)
        toast.success(t('saved'))
      },
    })
  return (
    <EndpointForm
      draft={draft}
      onChange={setDraft}
      source={source}
      saved={saved}
      hasToken={endpoint.hasToken}
      error={saving.error?.message}
      onSubmit={save}
      more={<SecretSection endpoint={endpoint} />}
      buttons={
        <>
          <Button disabled={!changed} onClick={() => setDraft(saved)}>
            {t('discard')}
          </Button>
          <Button type="submit" look="primary" disabled={!changed} isBusy={saving.isPending}>
            {t('save')}
          </Button>
        </>
      }
    />
  )
}
