import { FileText, FileWarning, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefused } from '../api/problem.ts'
import { Spinner } from '../ui/spinner.tsx'
import type { StoredFile } from './drafts.ts'
import { upload } from './messages.ts'

const MAX_FILES = 10

/**
 * The files to send. A file is uploaded as soon as it is chosen, so that it is there on another device and can be sent at once.
 */
export interface Attachment {
  key: string
  fileName: string
  mimeType: string
  /** The id in this browser. */
  file?: File
  /** The id on the server. */
  mediaId?: number
  /** Why the server refused it. */
  problem?: string
}

const ofFile = (file: File): Attachment => ({
  // A file that is picked twice is added once.
  key: `${file.name} ${file.size} ${file.lastModified}`,
  fileName: file.name,
  mimeType: file.type,
  file,
})
const ofStored = ({ mediaId, fileName, mimeType }: StoredFile): Attachment => ({
  key: `stored ${mediaId}`,
  mediaId,
  fileName,
  mimeType,
})

export const storedOnes = (files: readonly Attachment[]): StoredFile[] =>
  files.flatMap(({ mediaId, fileName, mimeType }) => (mediaId === undefined ? [] : [{ mediaId, fileName, mimeType }]))

export function useAttachments(stored: readonly StoredFile[]) {
  const [files, setFiles] = useState<readonly Attachment[]>(() => stored.map(ofStored))
  const uploads = useRef(new Map<string, AbortController>())
  const change = (key: string, more: Partial<Attachment>) =>
    setFiles(known => known.map(each => (each.key === key ? { ...each, ...more } : each)))
  const start = async ({ key, file }: Attachment) => {
    if (file === undefined || uploads.current.has(key)) return
    const stop = new AbortController()
    uploads.current.set(key, stop)
    try {
      change(key, { mediaId: (await upload(file, stop.signal)).id })
    } catch (error) {
      // The server was not reached, so the file goes with the message, which waits for the network.
      if (isRefused(error)) change(key, { problem: error.message })
    } finally {
      uploads.current.delete(key)
    }
  }
  const add = (more: Iterable<File | StoredFile>) => {
    const added = [...more].map(each => (each instanceof File ? ofFile(each) : ofStored(each)))
    setFiles(known => [...new Map([...added, ...known].map(each => [each.key, each])).values()].slice(0, MAX_FILES))
    for (const each of added) void start(each)
  }
  const remove = (key: string) => {
    uploads.current.get(key)?.abort()
    setFiles(known => known.filter(each => each.key !== key))
  }
  /** The files that another device left. */
  const replace = (next: readonly StoredFile[]) => {
    for (const stop of uploads.current.values()) stop.abort()
    setFiles(next.map(ofStored))
  }
  return { files, add, remove, replace }
}

interface AttachmentsProps {
  files: readonly Attachment[]
  onRemove: (key: string) => void
}

/** The files to send, as small pictures or names, each of which can be removed. */
export function Attachments({ files, onRemove }: AttachmentsProps) {
  const { t } = useTranslation('inbox')
  if (files.length === 0) return null
  return (
    <ul aria-label={t('attachments')} className="flex flex-wrap gap-2 border-b border-line p-2">
      {files.map(({ key, file, fileName, mediaId, problem }) => (
        <li key={key} className="relative">
          {problem === undefined && file?.type.startsWith('image/') ? (
            <Preview file={file} />
          ) : (
            <span
              className={`flex h-16 max-w-64 items-center gap-2 rounded-lg bg-sunk px-3 text-sm ${problem === undefined ? '' : 'text-bad'}`}
            >
              {problem === undefined ? (
                <FileText className="size-5 shrink-0" aria-hidden="true" />
              ) : (
                <FileWarning className="size-5 shrink-0" aria-hidden="true" />
              )}
              <span role={problem === undefined ? undefined : 'alert'} className="line-clamp-3 wrap-anywhere">
                {problem ?? fileName}
              </span>
            </span>
          )}
          {mediaId === undefined && problem === undefined && (
            <span className="absolute right-1 bottom-1 rounded-full bg-pane p-0.5">
              <Spinner />
              <span className="sr-only">{t('uploading', { name: fileName })}</span>
            </span>
          )}
          <button
            type="button"
            aria-label={t('removeFile', { name: fileName })}
            onClick={() => onRemove(key)}
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
