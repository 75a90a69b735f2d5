/** Asks before something that cannot be undone. */
import { AlertDialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

interface ConfirmProps {
  title: string
  /** The effect, in a sentence. */
  children: ReactNode
  action: string
  isBusy?: boolean
  /** The server's refusal. */
  error?: string | undefined
  onConfirm: () => void
  onClose: () => void
}

export function Confirm({ title, children, action, isBusy = false, error, onConfirm, onClose }: ConfirmProps) {
  const { t } = useTranslation('app')
  return (
    <Radix.Root open onOpenChange={open => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade bg-veil" />
        <Radix.Content className="fixed z-50 grid max-h-[88dvh] w-full animate-rise gap-3 overflow-y-auto border border-line bg-pane p-5 shadow-float max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-2xl sm:top-[18vh] sm:left-1/2 sm:max-w-md sm:-translate-x-1/2 sm:rounded-2xl">
          <Radix.Title className="text-lg font-semibold wrap-anywhere">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="grid gap-3 text-soft">{children}</div>
          </Radix.Description>
          {error !== undefined && (
            <p role="alert" className="text-bad">
              {error}
            </p>
          )}
          <div className="mt-2 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t('cancel')}</Button>
            </Radix.Cancel>
            <Button look="danger" isBusy={isBusy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
