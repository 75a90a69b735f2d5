/** A secret that was just made; it can be copied only here. */
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Sheet } from '../ui/sheet.tsx'

interface ShownOnceProps {
  title: string
  values: readonly (readonly [label: string, value: string])[]
  /** How to use it. */
  example: string
  onClose: () => void
}

export function ShownOnce({ title, onClose, ...rest }: ShownOnceProps) {
  const { t } = useTranslation('keys')
  return (
    <Sheet title={title} onClose={onClose}>
      <div className="grid min-h-0 grow content-start gap-5 overflow-y-auto px-5 py-5">
        <SecretValues {...rest} />
      </div>
      <footer className="flex justify-end border-t border-line px-5 py-3">
        <Button look="primary" onClick={onClose}>
          {t('kept')}
        </Button>
      </footer>
    </Sheet>
  )
}

/** It is also used in a step of the set-up, which is not a sheet. */
export function SecretValues({ values, example }: Pick<ShownOnceProps, 'values' | 'example'>) {
  const { t } = useTranslation('keys')
  return (
    <>
      <p role="status" className="rounded-xl bg-warn-soft px-4 py-3 font-medium text-warn">
        {t('onlyNow')}
      </p>
      {values.map(([label, value]) => (
        <CopyField key={label} label={label} value={value} />
      ))}
      <div className="grid gap-1">
        <p className="font-medium">{t('tryIt')}</p>
        <pre className="rounded-lg bg-sunk px-3 py-2 text-sm wrap-anywhere whitespace-pre-wrap">{example}</pre>
      </div>
    </>
  )
}
