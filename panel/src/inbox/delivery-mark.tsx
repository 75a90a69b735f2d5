import { CircleAlert, CircleCheck, CirclePause, CircleSlash, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import type { DeliveryMark as Mark } from './delivery-marks.ts'

const LOOKS = {
  delivered: { Icon: CircleCheck, look: 'text-faint' },
  skipped: { Icon: CircleSlash, look: 'text-faint' },
  waiting: { Icon: Clock, look: 'text-soft' },
  failing: { Icon: CircleAlert, look: 'text-bad' },
  held: { Icon: CirclePause, look: 'text-warn' },
  'given-up': { Icon: CircleAlert, look: 'text-bad' },
} satisfies Record<Mark['state'], unknown>

/** Whether the company's own system has got it; for people who may see deliveries, with a link. */
export function DeliveryMark({ mark }: { mark: Mark | undefined }) {
  const { t } = useTranslation('inbox')
  if (mark === undefined) return null
  const { Icon, look } = LOOKS[mark.state]
  const words = t(`integration.${mark.state}`)
  const icon = (
    <>
      <Icon className="size-3" aria-hidden="true" />
      <span className="sr-only">{words}</span>
    </>
  )
  return (
    <Tooltip label={words}>
      {mark.deliveryId === null ? (
        <span className={look}>{icon}</span>
      ) : (
        <a
          href={`/deliveries/${mark.deliveryId}`}
          className={cx(look, 'rounded-full outline-offset-2 hover:text-accent')}
        >
          {icon}
        </a>
      )}
    </Tooltip>
  )
}
