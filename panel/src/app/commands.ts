/**
 * What can be done right now, by the command palette and by keys. A component registers its commands while it is on screen:
 *
 *     useCommands([{ id: 'accept', label: t('accept'), keys: 'a', run: accept }])
 *
 * Keys match the typed character (`event.key`), not the position of the key, so that they are right on every keyboard; never with
 * Alt, because AltGr is Ctrl+Alt on Windows; never while text is typed or composed.
 */
import { useEffect, useRef } from 'react'
import { preference } from './preferences.ts'

export interface Command {
  id: string
  label: string
  run: () => void
  /** `Ctrl+K`, `j`, or `g i`: one after the other within a second. */
  keys?: string
  /** Not in the palette: moving around in a list, for example. */
  isKeyOnly?: boolean
}

const registered = new Set<{ current: readonly Command[] }>()

/** With the same keys, later commands, deeper in the page, win over earlier ones. */
export const allCommands = (): Command[] => {
  const byId = new Map<string, Command>()
  for (const { current } of registered) for (const command of current) byId.set(command.id, command)
  return [...byId.values()]
}

export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  useEffect(() => {
    registered.add(latest)
    return () => void registered.delete(latest)
  }, [])
}

const CHORD_MS = 1_000
let prefix = { key: '', at: 0 }

/** The listener of the window's keydown. */
export function runByKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.getModifierState('AltGraph')) return
  const isCombination = event.ctrlKey || event.metaKey
  if (!isCombination && (preference('singleKeys') === 'off' || isTyping(event) || isBehindDialog())) return
  const typed = isCombination ? `Ctrl+${event.key.toUpperCase()}` : event.key
  const chord = performance.now() - prefix.at < CHORD_MS ? `${prefix.key} ${typed}` : typed
  prefix = { key: typed, at: performance.now() }
  const commands = allCommands().reverse()
  const command = commands.find(({ keys }) => keys === chord) ?? commands.find(({ keys }) => keys === typed)
  if (command === undefined) return
  event.preventDefault()
  prefix = { key: '', at: 0 }
  command.run()
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

const isBehindDialog = () => document.querySelector('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null
