import { desk } from './desk.js'
import { element, icon } from './dom.js'
import { say } from './words.js'

const play = 'M8 5v14l11-7z'
const pause = 'M6 5h4v14H6zm8 0h4v14h-4z'
const BARS = 32

let playing = null

/** A voice note: a button, its waveform to seek in, and its length. One plays at a time. */
export function voicePlayer(url, message) {
  const audio = new Audio(url)
  audio.preload = 'metadata'
  const button = element('button', { type: 'button', class: 'play', 'aria-label': say('playVoice') }, icon(play))
  const seek = element('input', {
    type: 'range',
    min: 0,
    max: 100,
    value: 0,
    'aria-label': say('audio'),
    class: 'seek',
  })
  const time = element('span', { class: 'length' }, '0:00')
  const wave = element('span', { class: 'wave', 'aria-hidden': 'true' }, ...flat())

  const share = () => (Number.isFinite(audio.duration) && audio.duration > 0 ? audio.currentTime / audio.duration : 0)
  const show = () => {
    const seconds = audio.paused && audio.currentTime === 0 ? audio.duration : audio.currentTime
    time.textContent = clock(seconds)
    seek.value = String(share() * 100)
    for (const [index, bar] of [...wave.children].entries()) bar.classList.toggle('done', index / BARS < share())
  }
  button.addEventListener('click', () => {
    if (!audio.paused) return audio.pause()
    playing?.pause()
    playing = audio
    void audio.play()
    // A voice note of the desk that was played gets its blue microphone.
    if (message.from === 'business' && message.content?.voice) void desk.play(message.id)
  })
  seek.addEventListener('input', () => {
    if (Number.isFinite(audio.duration)) audio.currentTime = (Number(seek.value) / 100) * audio.duration
  })
  const draw = () => {
    button.replaceChildren(icon(audio.paused ? play : pause))
    button.setAttribute('aria-label', say(audio.paused ? 'playVoice' : 'pauseVoice'))
    show()
  }
  for (const event of ['loadedmetadata', 'timeupdate', 'durationchange']) audio.addEventListener(event, show)
  for (const event of ['play', 'pause', 'ended']) audio.addEventListener(event, draw)
  audio.addEventListener('ended', () => {
    audio.currentTime = 0
  })
  void drawWave(url, wave)
  return element('div', { class: 'voice' }, button, element('span', { class: 'track' }, wave, seek), time)
}

const flat = () => Array.from({ length: BARS }, () => element('i', { style: null }))

const clock = seconds =>
  Number.isFinite(seconds) ? `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}` : '0:00'

/** The real loudness, where the browser can read the file; a flat line otherwise. */
async function drawWave(url, wave) {
  try {
    const response = await fetch(url)
    const context = new OfflineAudioContext(1, 1, 48_000)
    const samples = (await context.decodeAudioData(await response.arrayBuffer())).getChannelData(0)
    const size = Math.max(1, Math.floor(samples.length / BARS))
    for (const [index, bar] of [...wave.children].entries()) {
      let peak = 0
      for (let at = index * size; at < (index + 1) * size; at += 16) peak = Math.max(peak, Math.abs(samples[at] ?? 0))
      bar.style.setProperty('--loud', String(Math.min(1, peak * 1.6)))
    }
  } catch {
    // A file by link, or of a kind that this browser does not play.
  }
}
