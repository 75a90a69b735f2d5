import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={500} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
)

export function Tooltip({ label, keys, children }: { label: string; keys?: string | undefined; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex animate-fade items-center gap-2 rounded-md bg-text px-2 py-1 text-xs text-pane shadow-float"
        >
          {label}
          {keys !== undefined && <Kbd keys={keys} onDark />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
