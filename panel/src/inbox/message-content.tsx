import { FileText, FileWarning, MapPin, User } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AudioPlayer } from './audio-player.tsx'
import type { Message } from './model.ts'

const Lightbox = lazy(() => import('./lightbox.tsx').then(file => ({ default: file.Lightbox })))

/** What a message brings beside its text: pictures, sound, files, places, cards. */
export function MessageContent({ message }: { message: Message }) {
  const { mediaType, mediaUrl, body } = message
  if (mediaType === 'location') return <Place text={body} />
  if (mediaType === 'vcard') return <Card text={body} />
  if (mediaUrl === null) return null
  const url = ownPath(mediaUrl)
  switch (mediaType) {
    case 'image':
    case 'sticker':
      return <Picture url={url} isSticker={mediaType === 'sticker'} alt={body} />
    case 'video':
      return <Video url={url} />
    case 'audio':
    case 'ptt':
    case 'voice':
      return <AudioPlayer url={url} />
    default:
      return <Document url={url} />
  }
}

/** Files lie on this server; its public name may be another one than what this browser calls it by. */
const ownPath = (mediaUrl: string): string => URL.parse(mediaUrl)?.pathname ?? mediaUrl

const nameOf = (url: string): string => decodeURIComponent(url.split('/').at(-1) ?? '')

function Picture({ url, isSticker, alt }: { url: string; isSticker: boolean; alt: string }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  const [isMissing, setMissing] = useState(false)
  if (isMissing) return <Missing />
  const words = alt === '' || alt === nameOf(url) ? t('picture') : alt
  return (
    <>
      <button
        type="button"
        aria-label={t('openPicture', { name: words })}
        onClick={() => setOpen(true)}
        className="-mx-1.5 overflow-hidden rounded-lg"
      >
        <img
          src={url}
          alt={words}
          loading="lazy"
          onError={() => setMissing(true)}
          className={isSticker ? 'max-h-36 max-w-36' : 'max-h-80 min-h-16 w-auto max-w-full object-cover'}
        />
      </button>
      {isOpen && (
        <Suspense>
          <Lightbox url={url} alt={words} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function Video({ url }: { url: string }) {
  const { t } = useTranslation('inbox')
  const [isMissing, setMissing] = useState(false)
  if (isMissing) return <Missing />
  return (
    // biome-ignore lint/a11y/useMediaCaption: what customers film has no captions.
    <video
      src={url}
      controls
      preload="metadata"
      aria-label={t('video')}
      onError={() => setMissing(true)}
      className="-mx-1.5 max-h-80 max-w-full rounded-lg bg-black"
    />
  )
}

function Document({ url }: { url: string }) {
  const name = nameOf(url)
  return (
    <Tile href={url} icon={<FileText aria-hidden="true" />} download={name}>
      <span className="block font-semibold wrap-anywhere">{name}</span>
      <span className="text-xs text-soft uppercase">{/\.(\w{1,5})$/.exec(name)?.[1] ?? ''}</span>
    </Tile>
  )
}

/** Words with a link to a map; coordinates are in the text that the server makes of a location. */
function Place({ text }: { text: string }) {
  const { t } = useTranslation('inbox')
  const point = /(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)/.exec(text)
  const query = point === null ? text : `${point[1]},${point[2]}`
  return (
    <Tile
      href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(query)}`}
      icon={<MapPin aria-hidden="true" />}
    >
      <span className="block font-semibold">{t('location')}</span>
      <span dir="auto" className="block text-sm whitespace-pre-line text-soft wrap-anywhere">
        {text}
      </span>
    </Tile>
  )
}

function Card({ text }: { text: string }) {
  const { t } = useTranslation('inbox')
  return (
    <Tile icon={<User aria-hidden="true" />}>
      <span className="block font-semibold">{t('contactCard')}</span>
      <span dir="auto" className="block text-sm whitespace-pre-line text-soft wrap-anywhere">
        {text}
      </span>
    </Tile>
  )
}

interface TileProps {
  icon: ReactNode
  children: ReactNode
  href?: string
  download?: string
}

function Tile({ icon, children, href, download }: TileProps) {
  const look = 'flex min-w-48 items-center gap-3 rounded-lg bg-text/5 px-3 py-2 [&>svg]:size-5 [&>svg]:shrink-0'
  const inside = (
    <>
      {icon}
      <span className="min-w-0">{children}</span>
    </>
  )
  if (href === undefined) return <div className={look}>{inside}</div>
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={`${look} hover:bg-text/8`}
      {...(download && { download })}
    >
      {inside}
    </a>
  )
}

function Missing() {
  const { t } = useTranslation('inbox')
  return (
    <p className="flex items-center gap-2 py-1 text-sm text-soft">
      <FileWarning className="size-4" aria-hidden="true" /> {t('fileMissing')}
    </p>
  )
}
