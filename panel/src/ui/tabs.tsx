import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface TabsProps<T extends string> {
  label: string
  value: T
  tabs: readonly { value: T; label: string; count?: number | undefined }[]
  onChange: (value: T) => void
  children: ReactNode
  className?: string
}

/** Tabs over one panel, whose content follows the chosen tab. */
export function Tabs<T extends string>({ label, value, tabs, onChange, children, className }: TabsProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={chosen => onChange(chosen as T)} className={className}>
      <Radix.List
        aria-label={label}
        className="flex shrink-0 gap-5 overflow-x-auto border-b border-line px-4 [scrollbar-width:none]"
      >
        {tabs.map(tab => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="relative flex items-center gap-1.5 pt-1 pb-2.5 font-medium whitespace-nowrap text-soft -outline-offset-2 hover:text-text data-[state=active]:text-text data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:bg-accent"
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-faint tabular-nums">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} className="flex min-h-0 grow flex-col" tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}
