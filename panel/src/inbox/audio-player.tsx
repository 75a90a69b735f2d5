import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../ui/cx.ts'

const SPEEDS = [1, 1.5, 2] as const

/** One plays at a time: starting one pauses the other. */
let playing: HTMLAudioElement | undefined

interface AudioPlayerProps {
  url: string
  durationMs: number | null
  /** Loudness from 0 to 100, evenly spread. */
  waveform: readonly number[] | null
}

export function AudioPlayer({ url, durationMs, waveform }: AudioPlayerProps) {
  const { t, i18n } = useTranslation('inbox')
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState((durationMs ?? 0) / 1_000)
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    if (audio.current !== null) audio.current.playbackRate = speed
  }, [speed])
  const toggle = () => {
    const element = audio.current
    if (element === null) return
    if (!element.paused) return element.pause()
    if (playing !== element) playing?.pause()
    playing = element
    element.play().catch(() => setBroken(true))
  }
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
          onChange={event => {
            if (audio.current !== null) audio.current.currentTime = Number(event.target.value)
          }}
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
        onClick={() => setSpeed(SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1)}
        aria-label={t('speed', { speed: speedText })}
        className="min-w-9 rounded-md px-1 text-xs font-medium text-soft tabular-nums hover:text-text"
      >
        {speedText}×
      </button>
      {/* biome-ignore lint/a11y/useMediaCaption: a voice note has no captions. */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={event => setAt(event.currentTarget.currentTime)}
        onDurationChange={event => {
          const { duration } = event.currentTarget
          if (Number.isFinite(duration)) setLength(duration)
        }}
        onError={() => setBroken(true)}
      />
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

const seconds = (value: number): string => {
  const whole = Math.round(value)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
