/**
 * Recording a voice note. WhatsApp shows one as such only when it is Opus in an Ogg file: what the browser records in another
 * container is put into one, without decoding it, by a library that is loaded with the first recording. A browser that records
 * no Opus (Safari before 18.4) sends its sound as an ordinary file.
 */

export interface Recording {
  /** Deletes the sound so far. */
  cancel: () => void
  /** The note, ready to be sent. */
  finish: () => Promise<VoiceNote>
  /** The present loudness, from 0 to 1. */
  level: () => number
}

export interface VoiceNote {
  file: File
  /** False = WhatsApp would not show this browser's recording as a voice note. */
  isVoice: boolean
}

/** In order of preference; an Ogg file needs no change. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']
const SLICE_MS = 1_000

export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined && typeOf() !== undefined

const typeOf = () => TYPES.find(type => MediaRecorder.isTypeSupported(type))

/** Asks for the microphone; throws when it is refused. */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true },
  })
  const mimeType = typeOf()
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType, audioBitsPerSecond: 32_000 })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  recorder.start(SLICE_MS)
  const meter = meterOf(stream)
  const end = () => {
    meter.close()
    for (const track of stream.getTracks()) track.stop()
  }
  return {
    level: meter.level,
    cancel() {
      recorder.ondataavailable = null
      if (recorder.state !== 'inactive') recorder.stop()
      end()
    },
    async finish() {
      const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }))
      if (recorder.state !== 'inactive') recorder.stop()
      await stopped
      end()
      return noteOf(new Blob(parts, { type: recorder.mimeType }))
    },
  }
}

async function noteOf(sound: Blob): Promise<VoiceNote> {
  const name = `audio-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`
  if (sound.type.startsWith('audio/mp4')) {
    return { file: new File([sound], `${name}.m4a`, { type: 'audio/mp4' }), isVoice: false }
  }
  const ogg = sound.type.startsWith('audio/ogg') ? sound : await inOgg(sound)
  return { file: new File([ogg], `${name}.ogg`, { type: 'audio/ogg; codecs=opus' }), isVoice: true }
}

async function inOgg(sound: Blob): Promise<Blob> {
  const { BlobSource, BufferTarget, Conversion, Input, OggOutputFormat, Output, WEBM } = await import('mediabunny')
  const input = new Input({ source: new BlobSource(sound), formats: [WEBM] })
  const target = new BufferTarget()
  const conversion = await Conversion.init({ input, output: new Output({ format: new OggOutputFormat(), target }) })
  await conversion.execute()
  if (target.buffer === null) throw new Error('nothing was recorded')
  return new Blob([target.buffer])
}

function meterOf(stream: MediaStream) {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      return Math.min(1, loudest * 2)
    },
    close: () => void context.close(),
  }
}
