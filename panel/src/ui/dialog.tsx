import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './cx.ts'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: string
  children: ReactNode
  className?: string
}

/** On a phone it is a sheet at the lower edge, where the thumb is. */
export function Dialog({ isOpen, onClose, title, description, children, className }: DialogProps) {
  const { t } = useTranslation('app')
  return (
    <Radix.Root open={isOpen} onOpenChange={open => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={cx(
            'fixed z-40 flex max-h-[88dvh] w-full animate-rise flex-col overflow-hidden border border-line bg-pane shadow-float',
            'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-2xl max-sm:pb-[env(safe-area-inset-bottom)]',
            'sm:top-[14vh] sm:left-1/2 sm:max-w-md sm:-translate-x-1/2 sm:rounded-2xl',
            className,
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-1">
            <div className="grow">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-0.5 text-soft">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={t('close')}
              className="-mt-1 -mr-2 grid size-9 place-items-center rounded-lg text-soft hover:bg-sunk"
            >
              <X className="size-4" aria-hidden="true" />
            </Radix.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-5 pt-2 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
