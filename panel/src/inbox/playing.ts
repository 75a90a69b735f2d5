/**
 * What is being listened to: one recording at a time, and no part of the bubble that began it, so that one listens on while another
 * conversation is opened. Nothing is loaded before somebody wants to hear it.
 */
import { useEffect, useSyncExternalStore } from 'react'

/** Where it was begun; none for what one has just recorded. */
export interface Spot {
  ticketId: number
  messageId: number
}

export interface Playing {
  url: string
  place: Spot | undefined
  isPlaying: boolean
  isBroken: boolean
  /** Seconds. */
  at: number
  /** Seconds; 0 as long as nobody knows. */
  length: number
}

export const SPEEDS = [1, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

let element: HTMLAudioElement | undefined
let playing: Playing | undefined
let speed: Speed = 1
/** How many players of it are on screen, by address. */
const shown = new Map<string, number>()
const listeners = new Set<() => void>()

function changed(next: Partial<Playing> = {}): void {
  if (playing !== undefined) playing = { ...playing, ...next }
  for (const listener of listeners) listener()
}

function load(url: string, place: Spot | undefined): HTMLAudioElement {
  element?.pause()
  const audio = new Audio(url)
  const isMine = () => element === audio
  const note = (next: Partial<Playing>) => isMine() && changed(next)
  audio.onplay = () => note({ isPlaying: true })
  audio.onpause = () => note({ isPlaying: false })
  audio.ontimeupdate = () => note({ at: audio.currentTime })
  audio.ondurationchange = () => Number.isFinite(audio.duration) && note({ length: audio.duration })
  audio.onerror = () => note({ isBroken: true, isPlaying: false })
  element = audio
  playing = { url, place, isPlaying: false, isBroken: false, at: 0, length: 0 }
  return audio
}

export function togglePlaying(url: string, place?: Spot): void {
  const audio = playing?.url === url && element !== undefined ? element : load(url, place)
  if (!audio.paused) return audio.pause()
  audio.playbackRate = speed
  audio.play().catch(() => element === audio && changed({ isBroken: true, isPlaying: false }))
}

export function seek(url: string, at: number): void {
  if (playing?.url !== url || element === undefined) return
  element.currentTime = at
  changed({ at })
}

export function nextSpeed(): void {
  speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
  if (element !== undefined) element.playbackRate = speed
  changed()
}

/** Of this address, or of any. */
export function stopPlaying(url = playing?.url): void {
  if (playing === undefined || playing.url !== url) return
  element?.pause()
  element = undefined
  playing = undefined
  changed()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const usePlaying = (): Playing | undefined => useSyncExternalStore(subscribe, () => playing)
export const useSpeed = (): Speed => useSyncExternalStore(subscribe, () => speed)

/** While a player of it is on screen. */
export function useShownPlayer(url: string): void {
  useEffect(() => {
    shown.set(url, (shown.get(url) ?? 0) + 1)
    changed()
    return () => {
      shown.set(url, (shown.get(url) ?? 1) - 1)
      changed()
    }
  }, [url])
}

/** What is heard and has no player on screen. */
export const useUnseenPlaying = (): Playing | undefined =>
  useSyncExternalStore(subscribe, () => (playing !== undefined && !shown.get(playing.url) ? playing : undefined))
