/** A form beside its list: at the right edge, over the whole screen of a phone. It asks before typed text is lost. */
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

interface SheetProps {
  onClose: () => void
  title: string
  description?: ReactNode
  /** Something was typed that is not saved. */
  isChanged?: boolean
  children: ReactNode
}

export function Sheet({ onClose, title, description, isChanged = false, children }: SheetProps) {
  const { t } = useTranslation('app')
  const [isAsking, setAsking] = useState(false)
  const close = () => (isChanged ? setAsking(true) : onClose())
  return (
    <Radix.Root open onOpenChange={open => !open && close()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          className="fixed inset-y-0 right-0 z-40 flex w-full animate-fade flex-col border-line bg-pane pb-[env(safe-area-inset-bottom)] shadow-float sm:max-w-lg sm:border-l"
        >
          <header className="flex items-start gap-3 border-b border-line px-5 py-4">
            <div className="min-w-0 grow">
              <Radix.Title className="text-lg font-semibold wrap-anywhere">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-0.5 text-soft">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={t('close')}
              className="-mt-1 -mr-2 grid size-9 shrink-0 place-items-center rounded-lg text-soft hover:bg-sunk"
            >
              <X className="size-4" aria-hidden="true" />
            </Radix.Close>
          </header>
          {isAsking && (
            <div role="alert" className="flex flex-wrap items-center gap-2 bg-warn-soft px-5 py-2.5">
              <p className="grow font-medium text-warn">{t('form.unsaved')}</p>
              <Button autoFocus onClick={() => setAsking(false)}>
                {t('form.goOn')}
              </Button>
              <Button look="danger" onClick={onClose}>
                {t('form.discard')}
              </Button>
            </div>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
