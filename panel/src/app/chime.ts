/** The sound that calls a person who is not looking at the panel. */
const SOUND_MS = 260

/**
 * Two short tones that are made here, so that nothing must be loaded. A browser lets no page make sound before its person has
 * touched the page.
 */
export function chime(): void {
  if (!navigator.userActivation.hasBeenActive) return
  const context = new AudioContext()
  const gain = context.createGain()
  gain.connect(context.destination)
  for (const [at, hertz] of [660, 880].entries()) {
    const tone = context.createOscillator()
    tone.frequency.value = hertz
    tone.connect(gain)
    tone.start(context.currentTime + at * 0.12)
    tone.stop(context.currentTime + at * 0.12 + 0.12)
  }
  gain.gain.setValueAtTime(0.08, context.currentTime)
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + SOUND_MS / 1_000)
  setTimeout(() => void context.close(), SOUND_MS * 2)
}
