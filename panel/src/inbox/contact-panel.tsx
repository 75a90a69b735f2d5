import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Images, Merge, Pencil, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, bodyOf } from '../api/client.ts'
import { useCommands } from '../app/commands.ts'
import { stagesQuery, tagsQuery } from '../app/lists.ts'
import { can, useMe } from '../app/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Skeleton } from '../ui/state.tsx'
import { ContactDialog } from './contact-dialog.tsx'
import { ContactStage, ContactTags, contactKey } from './contact-labels.tsx'
import { MergeList } from './merge-list.tsx'
import type { Ticket } from './model.ts'
import { phoneOf } from './phone.ts'
import { withoutMessage } from './search.ts'
import { useClock } from './time.ts'
import { plainOf } from './whatsapp-text.ts'

const GalleryDialog = lazy(async () => ({ default: (await import('./gallery-dialog.tsx')).GalleryDialog }))
const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }))

/** The customer: who it is, to whom it belongs, and earlier conversations. */
interface ContactPanelProps {
  ticket: Ticket
  onClose: () => void
  /** Called when the person opens a message: if the panel covers the conversation, it closes. */
  onLeave: () => void
}

export function ContactPanel({ ticket, onClose, onLeave }: ContactPanelProps) {
  const { t } = useTranslation('inbox')
  const { id } = ticket.contact
  const contact = useQuery({
    queryKey: contactKey(id),
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/contacts/{id}', { params: { path: { id } }, signal })),
  })
  const [isEditing, setEditing] = useState(false)
  const [isMerging, setMerging] = useState(false)
  const [isInGallery, setInGallery] = useState(false)
  const mayMerge = can.mergeContacts(useMe()) && !ticket.isGroup
  const hasStages = (useQuery(stagesQuery).data?.length ?? 0) > 0
  const hasTags = (useQuery(tagsQuery).data?.length ?? 0) > 0
  useCommands([
    { id: 'gallery', label: t('gallery.title'), keys: 'm', run: () => setInGallery(true) },
    ...(mayMerge ? [{ id: 'merge', label: t('merge.action'), run: () => setMerging(true) }] : []),
  ])
  const { name, number, profilePicUrl } = ticket.contact
  return (
    <aside
      aria-label={t('contact')}
      className="flex min-h-0 w-76 shrink-0 flex-col overflow-y-auto border-l border-line bg-pane max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:z-20 max-xl:shadow-float max-md:w-full"
    >
      <div className="flex justify-end p-2 xl:hidden">
        <IconButton label={t('closePanel')} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="grid justify-items-center gap-0.5 border-b border-line px-4 pt-2 pb-4 text-center xl:pt-5">
        <Avatar name={name} id={id} pictureUrl={profilePicUrl} isGroup={ticket.isGroup} className="size-14 text-lg" />
        <p className="mt-2 flex items-center gap-1 font-semibold">
          <span dir="auto" className="wrap-anywhere">
            {name}
          </span>
          {contact.data && (
            <IconButton label={t('editContact')} isSmall onClick={() => setEditing(true)}>
              <Pencil aria-hidden="true" />
            </IconButton>
          )}
          {contact.data && mayMerge && (
            <IconButton label={t('merge.action')} isSmall onClick={() => setMerging(true)}>
              <Merge aria-hidden="true" />
            </IconButton>
          )}
        </p>
        {contact.data?.pushname && contact.data.pushname !== name && (
          <p dir="auto" className="text-sm text-soft">
            {contact.data.pushname}
          </p>
        )}
      </div>
      <Facts title={t('contact')}>
        <Fact name={t('phoneNumber')}>{phoneOf(number)}</Fact>
        <Fact name={t('email')}>{contact.data?.email}</Fact>
        <Fact name={t('customerSince')}>{contact.data && <Since at={contact.data.createdAt} />}</Fact>
        {contact.data && (
          <>
            <Fact name={t('stage')}>{hasStages ? <ContactStage contact={contact.data} /> : null}</Fact>
            <Fact name={t('tags')}>{hasTags ? <ContactTags contact={contact.data} /> : null}</Fact>
            {contact.data.fields.map(field => (
              <Fact key={field.fieldId} name={field.name}>
                {field.value}
              </Fact>
            ))}
          </>
        )}
        {contact.isPending && <Skeleton className="col-span-2 h-4" />}
      </Facts>
      {contact.data?.stoppedMarketingAt && <NoMarketing since={contact.data.stoppedMarketingAt} />}
      <Facts title={t('conversation')}>
        <Fact name={t('statusName')}>{t(`status.${ticket.status}`)}</Fact>
        <Fact name={t('queue')}>{ticket.queue?.name}</Fact>
        <Fact name={t('attendedBy')}>{ticket.user?.name}</Fact>
        <Fact name={t('channel')}>{ticket.channel.name}</Fact>
        <Fact name={t('protocolName')}>{ticket.protocol}</Fact>
        <Fact name={t('externalKey')}>{ticket.externalKey}</Fact>
      </Facts>
      <div className="px-4 pt-4">
        <Button className="w-full" onClick={() => setInGallery(true)}>
          <Images className="size-4" aria-hidden="true" /> {t('gallery.title')}
        </Button>
      </div>
      {mayMerge && <MergeList contactId={id} />}
      <Earlier ticket={ticket} />
      {isEditing && contact.data && <ContactDialog contact={contact.data} onClose={() => setEditing(false)} />}
      {isInGallery && (
        <Suspense>
          <GalleryDialog ticket={ticket} onClose={() => setInGallery(false)} onLeave={onLeave} />
        </Suspense>
      )}
      {isMerging && contact.data && (
        <Suspense>
          <MergeDialog contact={contact.data} onClose={() => setMerging(false)} />
        </Suspense>
      )}
    </aside>
  )
}

/** WhatsApp would refuse a template for marketing, and it would annoy the person. */
function NoMarketing({ since }: { since: string }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  return (
    <p className="mx-4 mt-3 rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
      {t('noMarketing', { since: clock.day(since) })}
    </p>
  )
}

const Since = ({ at }: { at: string }) => useClock().day(at)

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="px-4 pt-4">
      <h3 className="mb-1.5 text-xs font-semibold text-soft">{title}</h3>
      <dl className="grid grid-cols-[6.2rem_minmax(0,1fr)] gap-x-2 gap-y-1">{children}</dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd dir="auto" className="wrap-anywhere">
        {children}
      </dd>
    </>
  )
}

function Earlier({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('inbox')
  const clock = useClock()
  const contactId = ticket.contact.id
  const query = useInfiniteQuery({
    queryKey: ['tickets', 'of-contact', contactId],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/tickets', {
          params: { query: { contactId, sort: 'created', limit: 10, ...(pageParam !== '' && { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })
  const others = query.data?.pages.flatMap(page => page.data).filter(({ id }) => id !== ticket.id) ?? []
  return (
    <section className="px-4 py-4">
      <h3 className="mb-1.5 text-xs font-semibold text-soft">{t('earlier')}</h3>
      {query.isPending && <Skeleton className="h-4" />}
      {query.isSuccess && others.length === 0 && <p className="text-soft">{t('earlierNone')}</p>}
      <ul>
        {others.map(other => (
          <li key={other.id}>
            <Link
              to="/inbox/$ticketId"
              params={{ ticketId: other.id }}
              search={withoutMessage}
              className="flex justify-between gap-3 rounded-md py-1 hover:text-accent"
            >
              <span dir="auto" className="truncate">
                {plainOf(other.lastMessage?.body ?? '') || other.protocol}
              </span>
              <time dateTime={other.createdAt} className="shrink-0 text-soft">
                {clock.short(other.createdAt)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <button type="button" className="mt-1 text-accent underline" onClick={() => void query.fetchNextPage()}>
          {t('showMore')}
        </button>
      )}
    </section>
  )
}
