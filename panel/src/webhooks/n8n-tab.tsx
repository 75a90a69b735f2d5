import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { Code } from '../deliveries/code.tsx'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.tsx'
import { pathOf, workflowOf } from './n8n.ts'

/** From an empty n8n to an answered customer, with the values of this endpoint. */
export function N8nTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const { url, hasToken } = endpoint
  const workflow = workflowOf({ url, hasToken, apiUrl: location.origin })
  const path = pathOf(url)
  const copy = () =>
    void navigator.clipboard.writeText(workflow).then(
      () => toast.success(t('copied')),
      (error: Error) => toast.error(error.message),
    )
  return (
    <div className="mx-auto grid w-full max-w-4xl grid-cols-1 gap-5 px-4 py-5 md:px-6">
      <section aria-labelledby="n8n-title" className="rounded-2xl border border-line bg-pane p-5 shadow-card">
        <h2 id="n8n-title" className="text-lg font-semibold">
          {t('n8n.title')}
        </h2>
        <ol className="mt-3 grid list-decimal gap-2 pl-5">
          <li>{t('n8n.paste')}</li>
          <li>{t('n8n.path', { path })}</li>
          <li>{hasToken ? t('n8n.token') : t('n8n.noToken')}</li>
          <li>{t('n8n.key')}</li>
          <li>{t('n8n.activate')}</li>
          <li>{t('n8n.test')}</li>
        </ol>
        <p className="mt-3 text-soft">{t('n8n.order')}</p>
        <div className="mt-4 flex justify-end">
          <Button look="primary" onClick={copy}>
            <Copy className="size-4" aria-hidden="true" /> {t('n8n.copy')}
          </Button>
        </div>
        <Code lines={workflow.split('\n')} label={t('n8n.workflow')} className="mt-3 max-h-96" />
      </section>
    </div>
  )
}
