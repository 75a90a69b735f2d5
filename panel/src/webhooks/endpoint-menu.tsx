import { useNavigate } from '@tanstack/react-router'
import { Copy, EllipsisVertical, ListChecks, Pause, Play, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../api/types.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { useDeleteEndpoint } from './actions.ts'
import { useHealth } from './data.ts'
import { SwitchDialog } from './switch-dialog.tsx'
import { TestDialog } from './test-dialog.tsx'

/** What can be done to one, the same in the list and on its page. */
export function EndpointMenu({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'test' | 'switch' | 'delete' | undefined>()
  const close = () => setAsking(undefined)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('menuOf', { name: endpoint.name })}>
            <EllipsisVertical aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setAsking('test')}>
          <Send aria-hidden="true" /> {t('test')}
        </MenuItem>
        <MenuItem onSelect={() => setAsking('switch')}>
          {endpoint.enabled ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          {endpoint.enabled ? t('pause') : t('resume')}
        </MenuItem>
        <MenuItem onSelect={() => void navigate({ to: '/deliveries', search: { endpoint: endpoint.id } })}>
          <ListChecks aria-hidden="true" /> {t('seeDeliveries')}
        </MenuItem>
        <MenuItem onSelect={() => void navigate({ to: '/webhooks/new', search: { copy: endpoint.id } })}>
          <Copy aria-hidden="true" /> {t('duplicate')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem isDangerous onSelect={() => setAsking('delete')}>
          <Trash2 aria-hidden="true" /> {t('delete')}
        </MenuItem>
      </Menu>
      {asking === 'test' && <TestDialog endpoint={endpoint} onClose={close} />}
      {asking === 'switch' && <SwitchDialog endpoint={endpoint} onClose={close} />}
      {asking === 'delete' && <DeleteDialog endpoint={endpoint} onClose={close} />}
    </>
  )
}

function DeleteDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const deleting = useDeleteEndpoint()
  const waiting = useHealth().data?.get(endpoint.id)?.waiting ?? 0
  const run = () =>
    deleting.mutate(endpoint.id, {
      onSuccess: () => {
        toast.success(t('deleted', { name: endpoint.name }))
        onClose()
        void navigate({ to: '/webhooks' })
      },
    })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('deleteTitle', { name: endpoint.name })}
      description={waiting > 0 ? t('deleteTextWaiting', { count: waiting }) : t('deleteText')}
    >
      {deleting.error !== null && (
        <p role="alert" className="mb-2 text-bad">
          {deleting.error.message}
        </p>
      )}
      <div className="mt-2 flex justify-end gap-2">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look="danger" isBusy={deleting.isPending} onClick={run}>
          {t('delete')}
        </Button>
      </div>
    </Dialog>
  )
}
