/** A text with variables, which a menu inserts at the cursor. */
import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'

/** The variables that the server knows; it refuses a text with another one. */
const VARIABLES = [
  ...['contact.name', 'contact.firstName', 'contact.number', 'contact.email', 'ticket.protocol', 'ticket.id'],
  ...['user.name', 'user.firstName', 'queue.name', 'company.name', 'now.greeting', 'now.date', 'now.time'],
] as const

interface VariableTextProps {
  label: string
  hint?: string
  name: string
  rows: number
  maxLength: number
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

export function VariableText({ value, onChange, ...field }: VariableTextProps) {
  const { t } = useTranslation('settings')
  const ref = useRef<HTMLTextAreaElement>(null)
  const insert = (name: string) => {
    const field = ref.current
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length]
    const written = `{{${name}}}`
    onChange(value.slice(0, from) + written + value.slice(to))
    // When the menu closes it gives the focus back to its button, but the person goes on in the text.
    setTimeout(() => {
      field?.focus()
      field?.setSelectionRange(from + written.length, from + written.length)
    })
  }
  const trigger = (
    <Button look="plain" className="h-8 px-2 text-sm">
      <Braces className="size-4" aria-hidden="true" /> {t('quickReplies.variable')}
    </Button>
  )
  return (
    <div className="grid gap-1">
      <TextField ref={ref} {...field} value={value} onChange={event => onChange(event.target.value)} />
      <div>
        <Menu trigger={trigger} align="start">
          {VARIABLES.map(name => (
            <MenuItem key={name} onSelect={() => insert(name)}>
              <span className="grow">{t(`variables.${name}`)}</span>
              <code className="text-xs text-soft">{name}</code>
            </MenuItem>
          ))}
        </Menu>
      </div>
    </div>
  )
}
