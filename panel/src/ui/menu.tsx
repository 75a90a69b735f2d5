import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'

const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-sunk [&>svg]:size-4 [&>svg]:text-soft'

interface MenuProps {
  trigger: ReactNode
  children: ReactNode
  side?: ComponentProps<typeof Radix.Content>['side']
  align?: ComponentProps<typeof Radix.Content>['align']
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

export function Menu({ trigger, children, side = 'bottom', align = 'end', isOpen, onOpenChange }: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange !== undefined && { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[70dvh] min-w-52 animate-rise overflow-y-auto rounded-xl border border-line bg-pane p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface ItemProps {
  onSelect: () => void
  children: ReactNode
  keys?: string
  isDangerous?: boolean
  isDisabled?: boolean
}

export const MenuItem = ({ onSelect, children, keys, isDangerous = false, isDisabled = false }: ItemProps) => (
  <Radix.Item onSelect={onSelect} disabled={isDisabled} className={cx(ITEM, isDangerous && 'text-bad')}>
    {children}
    {keys !== undefined && (
      <span className="ml-auto pl-4">
        <Kbd keys={keys} />
      </span>
    )}
  </Radix.Item>
)

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-faint">{children}</Radix.Label>
)

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />

interface ChoiceProps<T extends string> {
  label: string
  value: T
  choices: readonly { value: T; label: string }[]
  onChoose: (value: T) => void
}

export function MenuChoice<T extends string>({ label, value, choices, onChoose }: ChoiceProps<T>) {
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      <Radix.RadioGroup aria-label={label} value={value} onValueChange={chosen => onChoose(chosen as T)}>
        {choices.map(choice => (
          <Radix.RadioItem key={choice.value} value={choice.value} className={ITEM}>
            <span className="grow">{choice.label}</span>
            <Radix.ItemIndicator>
              <Check className="size-4 text-accent" aria-hidden="true" />
            </Radix.ItemIndicator>
          </Radix.RadioItem>
        ))}
      </Radix.RadioGroup>
    </>
  )
}

/** A small entry in a row of others: an emoji. */
export const MenuSquare = ({
  onSelect,
  isChosen,
  children,
}: {
  onSelect: () => void
  isChosen: boolean
  children: ReactNode
}) => (
  <Radix.Item
    onSelect={onSelect}
    className={cx(
      'grid size-9 cursor-pointer place-items-center rounded-md text-lg outline-none data-highlighted:bg-sunk',
      isChosen && 'bg-accent-soft',
    )}
  >
    {children}
  </Radix.Item>
)

interface CheckProps {
  isChecked: boolean
  onToggle: () => void
  children: ReactNode
}

/** An entry that can be on or off; the menu stays open. */
export const MenuCheck = ({ isChecked, onToggle, children }: CheckProps) => (
  <Radix.CheckboxItem
    checked={isChecked}
    onSelect={event => event.preventDefault()}
    onCheckedChange={onToggle}
    className={ITEM}
  >
    <span className="flex grow items-center gap-2.5">{children}</span>
    <Radix.ItemIndicator>
      <Check className="size-4 text-accent" aria-hidden="true" />
    </Radix.ItemIndicator>
  </Radix.CheckboxItem>
)
