import { SendHorizontal, Square, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { AudioPlayer } from './audio-player.tsx'
import { noteActivity, noteIdle } from './colleagues-here.ts'
import { lastSeen } from './messages.ts'
import type { Ticket } from './model.ts'
import { send } from './outbox.ts'
import { stopPlaying } from './playing.ts'
import { type Recording, startRecording, type VoiceNote } from './voice-note.ts'

const TICK_MS = 200
const MAX_SECONDS = 15 * 60

interface VoiceRecorderProps {
  ticket: Ticket
  onClose: () => void
}

/** Shown in place of the composer: record, listen, send. Escape deletes the recording. */
export function VoiceRecorder({ ticket, onClose }: VoiceRecorderProps) {
  const { t } = useTranslation('inbox')
  const recording = useRef<Recording | undefined>(undefined)
  const [isRecording, setRecording] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()
  const [note, setNote] = useState<VoiceNote | undefined>()
  const { seconds, level } = useProgress(isRecording, recording, ticket.id)
  useEffect(() => {
    let isOver = false
    startRecording().then(
      begun => {
        if (isOver) return begun.cancel()
        recording.current = begun
        setRecording(true)
      },
      error => setProblem((error as Error).name),
    )
    return () => {
      isOver = true
      recording.current?.cancel()
      recording.current = undefined
      noteIdle(ticket.id)
    }
  }, [ticket.id])
  const finish = async (): Promise<VoiceNote | undefined> => {
    if (note !== undefined) return note
    const begun = recording.current
    recording.current = undefined
    setRecording(false)
    try {
      const finished = await begun?.finish()
      setNote(finished)
      return finished
    } catch (error) {
      setProblem((error as Error).name)
      return undefined
    }
  }
  const submit = async () => {
    const ready = await finish()
    if (ready === undefined) return
    const { file, isVoice } = ready
    const seen = lastSeen(ticket.id) ?? ticket.lastMessage?.id
    await send({
      ticketId: ticket.id,
      body: '',
      isNote: false,
      file,
      fileName: file.name,
      ...(isVoice && { isVoice }),
      ...(seen !== undefined && { lastSeenMessageId: seen }),
    })
    onClose()
  }
  const isTooLong = isRecording && seconds >= MAX_SECONDS
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is as long as it may be.
  useEffect(() => {
    if (isTooLong) void finish()
  }, [isTooLong])
  return (
    <section
      aria-label={t('recordVoice')}
      onKeyDown={event => event.key === 'Escape' && onClose()}
      className="flex min-h-14 items-center gap-2 rounded-xl border border-accent bg-bg px-2"
    >
      <IconButton label={t('discard')} onClick={onClose}>
        <Trash2 aria-hidden="true" />
      </IconButton>
      <div className="flex min-w-0 grow items-center gap-2">
        {problem !== undefined ? (
          <p role="alert" className="text-sm text-bad">
            {t(problem === 'NotAllowedError' ? 'microphoneRefused' : 'microphoneFailed')}
          </p>
        ) : note !== undefined ? (
          <Preview note={note} />
        ) : isRecording ? (
          <>
            <span
              aria-hidden="true"
              className="size-3 shrink-0 rounded-full bg-bad"
              style={{ opacity: 0.35 + 0.65 * level }}
            />
            <span role="timer" className="tabular-nums">
              {clock(seconds)}
            </span>
            <span className="truncate text-sm text-soft">{t('recordingNow')}</span>
          </>
        ) : (
          <Spinner />
        )}
      </div>
      {isRecording && (
        <IconButton label={t('stopRecording')} onClick={() => void finish()} autoFocus>
          <Square aria-hidden="true" />
        </IconButton>
      )}
      <Button look="primary" disabled={!isRecording && note === undefined} onClick={() => void submit()}>
        <SendHorizontal className="size-4 md:hidden" aria-hidden="true" />
        <span className="max-md:sr-only">{t('send')}</span>
      </Button>
    </section>
  )
}

function Preview({ note: { file, isVoice } }: { note: VoiceNote }) {
  const { t } = useTranslation('inbox')
  const [url] = useState(() => URL.createObjectURL(file))
  useEffect(
    () => () => {
      stopPlaying(url)
      URL.revokeObjectURL(url)
    },
    [url],
  )
  return (
    <div className="min-w-0">
      <AudioPlayer url={url} durationMs={null} waveform={null} />
      {!isVoice && <p className="text-xs text-soft">{t('notAsVoice')}</p>}
    </div>
  )
}

/** It is timed by the page's clock, and colleagues see that it is going on. */
function useProgress(isOn: boolean, recording: { current: Recording | undefined }, ticketId: number) {
  const [progress, setProgress] = useState({ seconds: 0, level: 0 })
  useEffect(() => {
    if (!isOn) return
    const begun = performance.now()
    const timer = setInterval(() => {
      const level = recording.current?.level() ?? 0
      setProgress({ seconds: Math.floor((performance.now() - begun) / 1_000), level })
      noteActivity(ticketId, 'recording')
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [isOn, recording, ticketId])
  return progress
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
