import { Link } from '@tanstack/react-router'
import { Pause, Play, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/button.tsx'
import { seconds } from './audio-player.tsx'
import { nextSpeed, stopPlaying, togglePlaying, useSpeed, useUnseenPlaying } from './playing.ts'

/** The voice note that goes on while its conversation is not on screen: to pause it, or to go back to it. */
export function NowPlaying() {
  const { t, i18n } = useTranslation('inbox')
  const unseen = useUnseenPlaying()
  const speed = useSpeed()
  // Outside the inbox nothing could pause it.
  useEffect(() => () => stopPlaying(), [])
  if (unseen?.place === undefined) return null
  const { url, place, isPlaying, at, length } = unseen
  const { ticketId, messageId } = place
  const speedText = speed.toLocaleString(i18n.language)
  return (
    <section
      aria-label={t('nowPlaying')}
      className="flex items-center gap-2 border-b border-line bg-accent-soft px-3 py-1 text-sm"
    >
      <IconButton label={isPlaying ? t('pause') : t('play')} isSmall onClick={() => togglePlaying(url)}>
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </IconButton>
      <Link
        to="/inbox/$ticketId"
        params={{ ticketId }}
        search={before => ({ ...before, message: messageId })}
        className="min-w-0 grow truncate underline decoration-dotted"
      >
        {t('nowPlaying')}{' '}
        <span className="text-soft tabular-nums">
          {seconds(at)}
          {length > 0 && ` / ${seconds(length)}`}
        </span>
      </Link>
      <button
        type="button"
        onClick={nextSpeed}
        aria-label={t('speed', { speed: speedText })}
        className="min-w-9 rounded-md px-1 text-xs font-medium tabular-nums hover:bg-sunk"
      >
        {speedText}×
      </button>
      <IconButton label={t('stopPlaying')} isSmall onClick={() => stopPlaying(url)}>
        <X aria-hidden="true" />
      </IconButton>
    </section>
  )
}
