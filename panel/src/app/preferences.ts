/** A person's choices in this browser: stored here, and seen by every tab. */
import { useSyncExternalStore } from 'react'

interface Preferences {
  theme: 'system' | 'light' | 'dark'
  /** Keys without Ctrl, such as j and k: WCAG 2.1.4 asks that they can be switched off. */
  singleKeys: 'on' | 'off'
  sound: 'on' | 'off'
  /** Notices of the browser, which asks its person first. */
  notices: 'on' | 'off'
  /** Whether somebody who signed in here had to choose: nobody else is bothered with the way to another company. */
  companies: 'one' | 'several'
}

const CHOICES: { [K in keyof Preferences]: readonly Preferences[K][] } = {
  theme: ['system', 'light', 'dark'],
  singleKeys: ['on', 'off'],
  sound: ['on', 'off'],
  notices: ['on', 'off'],
  companies: ['one', 'several'],
}
const listeners = new Set<() => void>()

/** The first choice is the default. */
export function preference<K extends keyof Preferences>(name: K): Preferences[K] {
  const stored = localStorage.getItem(`recado.${name}`)
  return CHOICES[name].find(choice => choice === stored) ?? (CHOICES[name][0] as Preferences[K])
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  localStorage.setItem(`recado.${name}`, value)
  announce()
}

export function usePreference<K extends keyof Preferences>(name: K) {
  const value = useSyncExternalStore(subscribe, () => preference(name))
  return [value, (next: Preferences[K]) => setPreference(name, next)] as const
}

export function applyTheme(): void {
  const theme = preference('theme')
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function announce(): void {
  applyTheme()
  for (const listener of listeners) listener()
}

addEventListener('storage', announce)
