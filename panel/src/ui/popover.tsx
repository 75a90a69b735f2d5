import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** A few sentences beside the thing that they explain, until the person goes on. */
export const Popover = ({ label, trigger, children }: { label: string; trigger: ReactNode; children: ReactNode }) => (
  <Radix.Root>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        sideOffset={6}
        collisionPadding={12}
        className="z-50 max-w-80 animate-rise rounded-xl border border-line bg-pane p-4 text-sm shadow-float outline-none"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
