import { FileText, X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** A file of a quick reply lies on the server already. */
export interface StoredFile {
  mediaId: number
  fileName: string
  mimeType: string
}
export type Attachment = File | StoredFile

/** Picked twice, it is the same file. */
export const keyOf = (file: Attachment): string =>
  file instanceof File ? `${file.name} ${file.size} ${file.lastModified}` : `stored ${file.mediaId}`

const nameOf = (file: Attachment) => (file instanceof File ? file.name : file.fileName)

interface AttachmentsProps {
  files: readonly Attachment[]
  onRemove: (file: Attachment) => void
}

/** What will be sent, as small pictures or names, each of which can be taken out again. */
export function Attachments({ files, onRemove }: AttachmentsProps) {
  const { t } = useTranslation('inbox')
  if (files.length === 0) return null
  return (
    <ul aria-label={t('attachments')} className="flex flex-wrap gap-2 border-b border-line p-2">
      {files.map(file => (
        <li key={keyOf(file)} className="relative">
          {file instanceof File && file.type.startsWith('image/') ? (
            <Preview file={file} />
          ) : (
            <span className="flex h-16 max-w-52 items-center gap-2 rounded-lg bg-sunk px-3 text-sm">
              <FileText className="size-5 shrink-0" aria-hidden="true" />
              <span className="line-clamp-2 wrap-anywhere">{nameOf(file)}</span>
            </span>
          )}
          <button
            type="button"
            aria-label={t('removeFile', { name: nameOf(file) })}
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
