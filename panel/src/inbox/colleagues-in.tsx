import { useTranslation } from 'react-i18next'
import { type Activity, useColleaguesIn } from './colleagues-here.ts'

const LOUDEST: readonly Activity[] = ['recording', 'typing', 'viewing']

/** Shown above the composer: who else writes or looks, so that two people do not answer at once. */
export function ColleaguesIn({ ticketId }: { ticketId: number }) {
  const { t } = useTranslation('inbox')
  const colleagues = useColleaguesIn(ticketId)
  const activity = LOUDEST.find(each => colleagues.some(colleague => colleague.activity === each))
  if (activity === undefined) return null
  const names = colleagues.filter(each => each.activity === activity).map(({ name }) => name)
  const isWriting = activity !== 'viewing'
  return (
    <p className={isWriting ? 'mb-1 text-sm font-medium text-warn' : 'mb-1 text-xs text-soft'}>
      {t(`colleague.${activity}`, { names: names.join(', '), count: names.length })}
    </p>
  )
}
