/** A value that is needed elsewhere: shown whole, copied with one click. */
import { Check, Copy } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button.tsx'

interface CopyFieldProps {
  label: string
  value: string
  hint?: string
}

const SHOWN_MS = 2_000

export function CopyField({ label, value, hint }: CopyFieldProps) {
  const { t } = useTranslation('app')
  const id = useId()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    await copyText(value)
    setCopied(true)
  }
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex min-w-0 items-center gap-1 rounded-lg border border-line bg-sunk pr-1">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={event => event.target.select()}
          className="h-10 min-w-0 grow bg-transparent px-3 font-mono text-sm outline-none"
        />
        <IconButton isSmall label={t('copy', { what: label })} onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden="true" className="text-good" /> : <Copy aria-hidden="true" />}
        </IconButton>
      </div>
      <p role="status" className="sr-only">
        {isCopied && t('copied')}
      </p>
      {hint !== undefined && <p className="text-sm text-soft">{hint}</p>}
    </div>
  )
}

/** Without https, other than on this machine, browsers have no clipboard; the old way works everywhere. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
