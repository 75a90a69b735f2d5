import { FileText, X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Picked twice, it is the same file. */
export const keyOf = ({ name, size, lastModified }: File): string => `${name} ${size} ${lastModified}`

/** What will be sent, as small pictures or names, each of which can be taken out again. */
export function Attachments({ files, onRemove }: { files: readonly File[]; onRemove: (file: File) => void }) {
  const { t } = useTranslation('inbox')
  if (files.length === 0) return null
  return (
    <ul aria-label={t('attachments')} className="flex flex-wrap gap-2 border-b border-line p-2">
      {files.map(file => (
        <li key={keyOf(file)} className="relative">
          {file.type.startsWith('image/') ? (
            <Preview file={file} />
          ) : (
            <span className="flex h-16 max-w-52 items-center gap-2 rounded-lg bg-sunk px-3 text-sm">
              <FileText className="size-5 shrink-0" aria-hidden="true" />
              <span className="line-clamp-2 wrap-anywhere">{file.name}</span>
            </span>
          )}
          <button
            type="button"
            aria-label={t('removeFile', { name: file.name })}
            onClick={() => onRemove(file)}
            className="absolute -top-1.5 -right-1.5 grid size-6 place-items-center rounded-full border border-line bg-pane text-soft"
          >
            <X className="size-3.5" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Preview({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img src={url} alt={file.name} className="size-16 rounded-lg object-cover" />
}
