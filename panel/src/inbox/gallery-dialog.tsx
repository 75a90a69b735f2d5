/** Pictures, videos, documents and links of a customer: each leads to its place in the conversation. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileText, Film, ImageOff, Link2, MessageSquareQuote } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { Check } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { bytesOf } from './content.ts'
import { filesQuery, KINDS, type Kind, linksIn } from './gallery.ts'
import { ownPath } from './message-content.tsx'
import type { Message, Ticket } from './model.ts'
import { withoutMessage } from './search.ts'
import { signal } from './signals.ts'
import { useClock } from './time.ts'

const Lightbox = lazy(() => import('./lightbox.tsx').then(file => ({ default: file.Lightbox })))

interface GalleryDialogProps {
  ticket: Ticket
  onClose: () => void
  /** Opens a message. */
  onLeave: () => void
}

export function GalleryDialog({ ticket, onClose, onLeave }: GalleryDialogProps) {
  const { t } = useTranslation('inbox')
  const [kind, setKind] = useState<Kind>('image')
  const [isHereOnly, setHereOnly] = useState(false)
  const [zoomed, setZoomed] = useState<Zoomed | undefined>()
  const title = t('gallery.title')
  // Only one is open at a time, because a dialog keeps the focus, and the arrows belong to the pictures.
  if (zoomed !== undefined) {
    return (
      <Suspense>
        <Lightbox {...zoomed} onClose={() => setZoomed(undefined)} />
      </Suspense>
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={title} description={ticket.contact.name} className="sm:max-w-2xl!">
      <Tabs
        label={title}
        value={kind}
        onChange={setKind}
        tabs={KINDS.map(value => ({ value, label: t(`gallery.${value}`) }))}
        className="-mx-5"
      >
        <div className="grid gap-3 px-5 pt-3">
          <Check checked={isHereOnly} onChange={event => setHereOnly(event.target.checked)}>
            {t('gallery.hereOnly')}
          </Check>
          <Found
            key={kind}
            kind={kind}
            ticket={ticket}
            isHereOnly={isHereOnly}
            onZoom={setZoomed}
            onLeave={() => {
              onClose()
              onLeave()
            }}
          />
        </div>
      </Tabs>
    </Dialog>
  )
}

interface Zoomed {
  pictures: { url: string; alt: string }[]
  at: number
}

interface FoundProps {
  kind: Kind
  ticket: Ticket
  isHereOnly: boolean
  onZoom: (zoomed: Zoomed) => void
  onLeave: () => void
}

function Found({ kind, ticket, isHereOnly, onZoom, onLeave }: FoundProps) {
  const { t } = useTranslation('inbox')
  const navigate = useNavigate()
  const files = useInfiniteQuery(filesQuery(ticket.contact.id, kind, isHereOnly ? ticket.id : undefined))
  const messages = files.data?.pages.flatMap(page => page.data) ?? []
  const goTo = async ({ id, ticketId }: Message) => {
    onLeave()
    await navigate({
      to: '/inbox/$ticketId',
      params: { ticketId },
      search: before => ({ ...withoutMessage(before), message: id }),
    })
    signal('jumpTo', { ticketId, messageId: id })
  }
  if (files.isPending) return <Skeleton className="h-40" />
  if (files.isError && messages.length === 0)
    return <ErrorState error={files.error} onRetry={() => void files.refetch()} />
  if (messages.length === 0) return <EmptyState icon={<ImageOff />} title={t(`gallery.none.${kind}`)} />
  return (
    <>
      {kind === 'image' ? (
        <Pictures messages={messages} onZoom={onZoom} onGo={goTo} />
      ) : (
        <ul className="grid gap-1">
          {messages.map(message =>
            kind === 'link' ? (
              <Links key={message.id} message={message} onGo={goTo} />
            ) : (
              <File key={message.id} kind={kind} message={message} onGo={goTo} />
            ),
          )}
        </ul>
      )}
      {files.hasNextPage && <More isBusy={files.isFetchingNextPage} onMore={() => void files.fetchNextPage()} />}
    </>
  )
}

/** Loads the next page when it becomes visible; the button is for people who do not scroll. */
function More({ isBusy, onMore }: { isBusy: boolean; onMore: () => void }) {
  const { t } = useTranslation('inbox')
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  useEffect(() => {
    latest.current = onMore
  })
  useEffect(() => {
    if (isBusy || end.current === null) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current())
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [isBusy])
  return (
    <div ref={end} className="grid justify-items-center">
      <Button isBusy={isBusy} onClick={onMore}>
        {t('showMore')}
      </Button>
    </div>
  )
}

interface OneProps {
  message: Message
  onGo: (message: Message) => Promise<void>
}

/** The caption; the text of a picture without one is its file's name. */
const captionOf = ({ body, media }: Message): string => (body === media?.name ? '' : body)

interface PicturesProps extends Pick<FoundProps, 'onZoom'>, Pick<OneProps, 'onGo'> {
  messages: readonly Message[]
}

function Pictures({ messages, onZoom, onGo }: PicturesProps) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const here = messages.filter(({ media }) => media !== null && media.trouble === null && media.state === 'stored')
  const pictures = here.map(message => ({
    url: ownPath(message.media?.url ?? ''),
    alt: captionOf(message) || t('picture'),
  }))
  return (
    <ul className="grid grid-cols-3 gap-1.5 sm:grid-cols-5">
      {here.map((message, at) => (
        <li key={message.id} className="group relative aspect-square overflow-hidden rounded-lg bg-sunk">
          <button
            type="button"
            aria-label={t('openPicture', { name: `${pictures[at]?.alt}, ${clock.full(message.sentAt)}` })}
            onClick={() => onZoom({ pictures, at })}
            className="size-full -outline-offset-2"
          >
            <img
              src={pictures[at]?.url}
              alt=""
              loading="lazy"
              decoding="async"
              width={message.media?.width ?? undefined}
              height={message.media?.height ?? undefined}
              className="size-full object-cover"
            />
          </button>
          <IconButton
            label={t('gallery.goTo')}
            isSmall
            look="quiet"
            onClick={() => void onGo(message)}
            className="absolute right-1 bottom-1 md:opacity-0 md:group-focus-within:opacity-100 md:group-hover:opacity-100"
          >
            <MessageSquareQuote aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

function File({ kind, message, onGo }: OneProps & { kind: 'video' | 'document' }) {
  const { t, i18n } = useTranslation('inbox')
  const clock = useClock()
  const { media } = message
  if (media === null) return null
  const size = media.size === null ? '' : bytesOf(media.size, i18n.language)
  const name = kind === 'video' ? captionOf(message) || t('video') : media.name
  const facts = [clock.full(message.sentAt), size, media.trouble?.sentence ?? ''].filter(Boolean).join(' · ')
  const isHere = media.state === 'stored' && media.trouble === null
  return (
    <Row
      icon={kind === 'video' ? <Film aria-hidden="true" /> : <FileText aria-hidden="true" />}
      hint={facts}
      {...{ message, onGo }}
    >
      {isHere ? (
        <a
          href={ownPath(media.url)}
          target="_blank"
          rel="noopener noreferrer"
          {...(kind === 'document' && { download: media.name })}
          className="font-medium hover:text-accent"
        >
          {name}
        </a>
      ) : (
        <span className="font-medium">{name}</span>
      )}
    </Row>
  )
}

function Links({ message, onGo }: OneProps) {
  const clock = useClock()
  return linksIn(message.body).map(href => (
    <Row key={href} icon={<Link2 aria-hidden="true" />} hint={clock.full(message.sentAt)} {...{ message, onGo }}>
      <a href={href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
        {href}
      </a>
    </Row>
  ))
}

function Row({
  icon,
  hint,
  children,
  message,
  onGo,
}: OneProps & { icon: ReactNode; hint: string; children: ReactNode }) {
  const { t } = useTranslation('inbox')
  return (
    <li className="flex min-h-11 items-center gap-3 rounded-lg px-2 py-1 hover:bg-sunk [&>svg]:size-5 [&>svg]:shrink-0 [&>svg]:text-soft">
      {icon}
      <span className="grid min-w-0 grow">
        <span dir="auto" className="truncate">
          {children}
        </span>
        <span className="truncate text-sm text-soft">{hint}</span>
      </span>
      <IconButton label={t('gallery.goTo')} isSmall onClick={() => void onGo(message)}>
        <MessageSquareQuote aria-hidden="true" />
      </IconButton>
    </li>
  )
}
