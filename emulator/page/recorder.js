import { oggFrom } from './ogg.js'

/**
 * Records a voice note from the microphone. WhatsApp's are Ogg with Opus inside; Chromium records the same Opus in WebM,
 * so its packets are packed anew.
 */
export async function startRecording() {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('no microphone')
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const isOgg = MediaRecorder.isTypeSupported('audio/ogg;codecs=opus')
  const recorder = new MediaRecorder(stream, { mimeType: isOgg ? 'audio/ogg;codecs=opus' : 'audio/webm;codecs=opus' })
  const parts = []
  recorder.addEventListener('dataavailable', event => parts.push(event.data))
  const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }))
  recorder.start()
  const end = async () => {
    recorder.stop()
    await stopped
    for (const track of stream.getTracks()) track.stop()
  }
  return {
    /** The voice note as a file. */
    async finish() {
      await end()
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
      return new File([isOgg ? bytes : oggFrom(bytes)], 'voice.ogg', { type: 'audio/ogg; codecs=opus' })
    },
    discard: end,
  }
}
