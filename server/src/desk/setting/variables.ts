/**
 * Variables of quick replies and automatic texts: `{{contact.name}}`. A text with an unknown variable is refused when it is
 * saved, so that no customer ever reads braces.
 */
import { Refusal } from '../../refusal/refusal.ts'

/** The values of the variables for one ticket. Null = there is none, such as the user of a pending ticket. */
export interface VariableValues {
  contact: { name: string | null; firstName: string | null; number: string | null; email: string | null }
  ticket: { id: string | null; protocol: string | null }
  user: { name: string | null; firstName: string | null }
  queue: { name: string | null }
  company: { name: string | null }
  /** In the company's time zone: `greeting` is Bom dia, Boa tarde or Boa noite in the company's language. */
  now: { greeting: string | null; date: string | null; time: string | null }
}

const KNOWN: { [Group in keyof VariableValues]: (keyof VariableValues[Group])[] } = {
  contact: ['name', 'firstName', 'number', 'email'],
  ticket: ['id', 'protocol'],
  user: ['name', 'firstName'],
  queue: ['name'],
  company: ['name'],
  now: ['greeting', 'date', 'time'],
}
/** Every variable, as it is written between the braces. */
export const VARIABLES: readonly string[] = Object.entries(KNOWN).flatMap(([group, names]) =>
  names.map(name => `${group}.${name}`),
)

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Throws when the text names an unknown variable. */
export function requireKnownVariables(text: string): void {
  const unknown = [...text.matchAll(PLACE)].map(match => match[1] ?? '').filter(name => !VARIABLES.includes(name))
  if (unknown.length > 0) {
    throw new Refusal('variable_unknown', { names: unknown.join(', '), known: VARIABLES.join(', ') })
  }
}

/** The text with its variables filled in, and the names of those that have no value here, whose place is left empty. */
export function fillVariables(text: string, values: VariableValues): { text: string; missing: string[] } {
  const missing = new Set<string>()
  const filled = text.replace(PLACE, (_place, name: string) => {
    const value = VARIABLES.includes(name) ? valueNamed(values, name) : null
    if (value === null) missing.add(name)
    return value ?? ''
  })
  return { text: filled, missing: [...missing] }
}

/**
 * For texts that nobody reads before they are sent: a variable without a value is removed with its comma, so `Olá,
 * {{contact.firstName}}!` becomes `Olá!`.
 */
export function fillOrDrop(text: string, values: VariableValues): string {
  return text
    .split(/(\r?\n)/)
    .map(line => {
      const marked = line.replace(PLACE, place => (fillVariables(place, values).text.trim() === '' ? GAP : place))
      const whole = marked.replace(/^\uE000[,!]?[ \t]*/, '').replace(/,?[ \t]*\uE000/g, '')
      return fillVariables(whole, values).text
    })
    .join('')
}

/** A code point for private use, which no text contains. */
const GAP = '\uE000'

/** `name` is one of VARIABLES, so text from outside never chooses a key. */
function valueNamed(values: VariableValues, name: string): string | null {
  const [group = '', key = ''] = name.split('.')
  return (values as unknown as Record<string, Record<string, string | null>>)[group]?.[key] ?? null
}
