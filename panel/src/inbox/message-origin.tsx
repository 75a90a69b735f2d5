/** The origin of a message, besides its sender: forwarded, from an advertisement, about a product. */
import { Forward, Megaphone, Package } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from './model.ts'

type Origin = NonNullable<Message['origin']>

export function MessageOrigin({ origin }: { origin: Message['origin'] }) {
  const { t } = useTranslation('inbox')
  if (origin === null) return null
  const { forwarded, referral, product } = origin
  return (
    <>
      {forwarded !== null && (
        <Line icon={<Forward aria-hidden="true" />}>{t(forwarded === 'often' ? 'forwardedOften' : 'forwarded')}</Line>
      )}
      {referral !== null && <Referral referral={referral} />}
      {product !== null && (
        <Line icon={<Package aria-hidden="true" />}>{t('aboutProduct', { product: product.productId })}</Line>
      )}
    </>
  )
}

function Referral({ referral }: { referral: NonNullable<Origin['referral']> }) {
  const { t } = useTranslation('inbox')
  const { headline, body, sourceUrl } = referral
  // Whatever WhatsApp sends, only http and https links are shown.
  const isLink = sourceUrl !== null && /^https?:\/\//.test(sourceUrl)
  return (
    <div className="mb-1 max-w-72 rounded-md border-l-[3px] border-accent bg-bg/50 px-2 py-1 text-sm text-soft">
      <Line icon={<Megaphone aria-hidden="true" />}>{t('fromAd')}</Line>
      {headline !== null && (
        <p dir="auto" className="font-semibold wrap-anywhere text-text">
          {headline}
        </p>
      )}
      {body !== null && (
        <p dir="auto" className="line-clamp-2 wrap-anywhere">
          {body}
        </p>
      )}
      {isLink && (
        <a href={sourceUrl} target="_blank" rel="noopener noreferrer" className="text-accent underline">
          {t('openAd')}
        </a>
      )}
    </div>
  )
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-center gap-1.5 text-xs text-soft [&>svg]:size-3.5 [&>svg]:shrink-0">
      {icon}
      <span dir="auto" className="wrap-anywhere">
        {children}
      </span>
    </p>
  )
}
