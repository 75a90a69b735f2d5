import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'
import { nextSpeed, type Spot, seek, togglePlaying, usePlaying, useShownPlayer, useSpeed } from './playing.ts'

interface AudioPlayerProps {
  url: string
  durationMs: number | null
  /** Loudness from 0 to 100, evenly spread. */
  waveform: readonly number[] | null
  /** Where it can be gone back to while it is heard elsewhere. */
  place?: Spot
}

export function AudioPlayer({ url, durationMs, waveform, place }: AudioPlayerProps) {
  const { t, i18n } = useTranslation('inbox')
  const playing = usePlaying()
  const speed = useSpeed()
  useShownPlayer(url)
  const mine = playing?.url === url ? playing : undefined
  const { isPlaying = false, isBroken = false, at = 0 } = mine ?? {}
  const length = mine?.length || (durationMs ?? 0) / 1_000
  const toggle = () => togglePlaying(url, place)
  const speedText = speed.toLocaleString(i18n.language)
  return (
    <div className="flex w-64 max-w-full min-w-0 items-center gap-2.5 py-1">
      <button
        type="button"
        onClick={toggle}
        aria-label={isPlaying ? t('pause') : t('play')}
        className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-on-accent"
      >
        {isPlaying ? <Pause className="size-4" aria-hidden="true" /> : <Play className="size-4" aria-hidden="true" />}
      </button>
      <div className="relative grid min-w-0 grow gap-0.5">
        {waveform !== null && waveform.length > 0 && (
          <Waveform waveform={waveform} share={length > 0 ? at / length : 0} />
        )}
        <input
          type="range"
          min={0}
          max={length || 1}
          step={0.1}
          value={at}
          aria-label={t('audioPosition')}
          aria-valuetext={seconds(at)}
          onChange={event => seek(url, Number(event.target.value))}
          className={cx(
            'h-6 w-full accent-(--accent)',
            waveform !== null && waveform.length > 0 && 'absolute inset-x-0 top-0 opacity-0 focus-visible:opacity-100',
          )}
        />
        <span className="text-2xs text-soft tabular-nums">
          {isBroken ? (
            <a href={url} download className="underline">
              {t('audioBroken')}
            </a>
          ) : (
            `${seconds(at)}${length > 0 ? ` / ${seconds(length)}` : ''}`
          )}
        </span>
      </div>
      <button
        type="button"
        onClick={nextSpeed}
        aria-label={t('speed', { speed: speedText })}
        className="min-w-9 rounded-md px-1 text-xs font-medium text-soft tabular-nums hover:text-text"
      >
        {speedText}×
      </button>
    </div>
  )
}

function Waveform({ waveform, share }: { waveform: readonly number[]; share: number }) {
  return (
    <span aria-hidden="true" className="flex h-6 items-center gap-px">
      {waveform.map((loudness, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a waveform does not change.
          key={at}
          className={cx('min-w-0.5 flex-1 rounded-full', at / waveform.length < share ? 'bg-accent' : 'bg-line-strong')}
          style={{ height: `${Math.max(10, loudness)}%` }}
        />
      ))}
    </span>
  )
}

export const seconds = (value: number): string => {
  const whole = Math.round(value)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
