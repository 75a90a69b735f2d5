/** The content of a message besides its text: files, places, cards, offered buttons and the tapped one. */
import { FileText, FileWarning, MapPin, MousePointerClick, Package, User } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AudioPlayer } from './audio-player.tsx'
import { bytesOf, cardsOf, choicesOf, formFilesOf, placeOf } from './content.ts'
import type { Message } from './model.ts'
import type { Spot } from './playing.ts'

const Lightbox = lazy(() => import('./lightbox.tsx').then(file => ({ default: file.Lightbox })))

type Media = NonNullable<Message['media']>

export function MessageContent({ message }: { message: Message }) {
  const { mediaType, media, content, body } = message
  if (mediaType === 'location' || content?.type === 'location') return <Place message={message} />
  if (mediaType === 'vcard' || content?.type === 'contacts') return <Cards message={message} />
  if (media !== null) {
    const place = { ticketId: message.ticketId, messageId: message.id }
    return <File media={media} mediaType={mediaType} alt={body === media.name ? '' : body} place={place} />
  }
  if (content?.type === 'order' || content?.type === 'product') {
    return <Goods kind={content.type} />
  }
  if (content?.type === 'form') return <FormFiles message={message} />
  return <Choices message={message} />
}

function FormFiles({ message }: { message: Message }) {
  return formFilesOf(message.content).map(({ name, url }) => (
    <Tile key={url} href={ownPath(url)} icon={<FileText aria-hidden="true" />} download={name}>
      <span dir="auto" className="block font-semibold wrap-anywhere">
        {name}
      </span>
    </Tile>
  ))
}

function Goods({ kind }: { kind: 'order' | 'product' }) {
  const { t } = useTranslation('inbox')
  return <Tile icon={<Package aria-hidden="true" />}>{t(`kinds.${kind}`)}</Tile>
}

/** Files are on this server, whose public name may be another one than the one that this browser uses. */
export const ownPath = (url: string): string => URL.parse(url)?.pathname ?? url

function File({ media, mediaType, alt, place }: { media: Media; mediaType: string; alt: string; place: Spot }) {
  const { t } = useTranslation('inbox')
  const url = ownPath(media.url)
  if (media.state === 'failed' || media.trouble !== null) return <Missing why={media.trouble?.sentence} />
  if (media.state === 'waiting') return <p className="py-1 text-sm text-soft">{t('fileOnItsWay')}</p>
  switch (mediaType) {
    case 'image':
    case 'sticker':
      return <Picture url={url} media={media} isSticker={mediaType === 'sticker'} alt={alt} />
    case 'video':
      return <Video url={url} media={media} />
    case 'audio':
      return <AudioPlayer url={url} durationMs={media.durationMs} waveform={media.waveform} place={place} />
    default:
      return <Document url={url} media={media} />
  }
}

/** The box has the picture's proportions before it is there, so that nothing jumps. */
const boxOf = ({ width, height }: Media) => (width && height ? { aspectRatio: `${width} / ${height}` } : undefined)

function Picture({ url, media, isSticker, alt }: { url: string; media: Media; isSticker: boolean; alt: string }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  const [isMissing, setMissing] = useState(false)
  if (isMissing) return <Missing />
  const words = alt === '' ? t('picture') : alt
  return (
    <>
      <button
        type="button"
        aria-label={t('openPicture', { name: words })}
        onClick={() => setOpen(true)}
        className="-mx-1.5 w-fit max-w-[calc(100%+0.75rem)] overflow-hidden rounded-lg"
      >
        <img
          src={url}
          alt={words}
          loading="lazy"
          {...(media.width && media.height && { width: media.width, height: media.height })}
          style={boxOf(media)}
          onError={() => setMissing(true)}
          className={
            isSticker ? 'h-auto max-h-36 w-36 object-contain' : 'h-auto max-h-80 min-h-16 max-w-full object-cover'
          }
        />
      </button>
      {isOpen && (
        <Suspense>
          <Lightbox pictures={[{ url, alt: words }]} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function Video({ url, media }: { url: string; media: Media }) {
  const { t } = useTranslation('inbox')
  const [isMissing, setMissing] = useState(false)
  if (isMissing) return <Missing />
  return (
    <video
      src={url}
      controls
      preload="metadata"
      aria-label={t('video')}
      style={boxOf(media)}
      {...(media.thumbnailUrl && { poster: ownPath(media.thumbnailUrl) })}
      onError={() => setMissing(true)}
      className="-mx-1.5 max-h-80 max-w-full rounded-lg bg-black"
    />
  )
}

function Document({ url, media }: { url: string; media: Media }) {
  const { i18n } = useTranslation('inbox')
  const ending = /\.(\w{1,5})$/.exec(media.name)?.[1]
  const size = media.size === null ? undefined : bytesOf(media.size, i18n.language)
  return (
    <Tile href={url} icon={<FileText aria-hidden="true" />} download={media.name}>
      <span dir="auto" className="block font-semibold wrap-anywhere">
        {media.name}
      </span>
      <span className="text-xs text-soft">{[ending?.toUpperCase(), size].filter(Boolean).join(' · ')}</span>
    </Tile>
  )
}

function Place({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const { name, address, query } = placeOf(message)
  const map = `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(query)}`
  return (
    <Tile href={map} icon={<MapPin aria-hidden="true" />}>
      <span dir="auto" className="block font-semibold wrap-anywhere">
        {name || t('location')}
      </span>
      {address !== '' && (
        <span dir="auto" className="block text-sm whitespace-pre-line text-soft wrap-anywhere">
          {address}
        </span>
      )}
      <span className="text-xs text-accent underline">{t('openMap')}</span>
    </Tile>
  )
}

function Cards({ message }: { message: Message }) {
  return cardsOf(message).map(({ name, numbers }) => (
    <Tile key={`${name} ${numbers}`} icon={<User aria-hidden="true" />}>
      <span dir="auto" className="block font-semibold wrap-anywhere">
        {name}
      </span>
      {numbers.map(number => (
        <a key={number} href={`tel:${number.replace(/[^+\d]/g, '')}`} className="block text-sm text-accent underline">
          {number}
        </a>
      ))}
    </Tile>
  ))
}

/** Buttons and rows that were offered; what the customer tapped comes back as a message of its own. */
function Choices({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const choices = choicesOf(message.content)
  const isTapped = !message.fromMe && ['interactive', 'button'].includes(message.content?.type ?? '')
  if (isTapped) {
    return (
      <p className="flex items-center gap-1.5 text-xs text-soft">
        <MousePointerClick className="size-3.5" aria-hidden="true" /> {t('tapped')}
      </p>
    )
  }
  if (choices.length === 0) return null
  return (
    <ul aria-label={t('choices')} className="order-last mt-1 grid gap-1">
      {choices.map(choice => (
        <li key={choice} className="rounded-lg border border-line-strong/40 px-3 py-1 text-center text-sm text-accent">
          {choice}
        </li>
      ))}
    </ul>
  )
}

interface TileProps {
  icon: ReactNode
  children: ReactNode
  href?: string
  download?: string
}

function Tile({ icon, children, href, download }: TileProps) {
  const look =
    'flex w-60 max-w-full min-w-0 items-center gap-3 rounded-lg bg-text/5 px-3 py-2 [&>svg]:size-5 [&>svg]:shrink-0'
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
      {...(download !== undefined && { download })}
    >
      {inside}
    </a>
  )
}

function Missing({ why }: { why?: string | undefined }) {
  const { t } = useTranslation('inbox')
  return (
    <p className="flex items-center gap-2 py-1 text-sm text-soft">
      <FileWarning className="size-4 shrink-0" aria-hidden="true" /> {why ?? t('fileMissing')}
    </p>
  )
}
