/** What the validator found, once for each field, in sentences for people. */
import type { FastifyError } from 'fastify'
import { FAULTS, type FaultCode, fault, TYPE_NAMES, type Words } from '../refusal/faults.ts'
import type { FieldError } from '../refusal/refusal.ts'

type Found = NonNullable<FastifyError['validation']>[number]

/** A body of a megabyte can have a hundred thousand; whoever corrects these fifty gets the next ones. */
const MAX_FAULTS = 50

const PARTS = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const

export function fieldErrors(found: readonly Found[], context: FastifyError['validationContext']): FieldError[] {
  const byPath = new Map<string, Found[]>()
  for (const one of found) {
    const path = pathOf(one)
    const known = byPath.get(path)
    if (known !== undefined) known.push(one)
    else if (byPath.size < MAX_FAULTS) byPath.set(path, [one])
  }
  const place = PARTS[context as keyof typeof PARTS] ?? 'body'
  const errors: FieldError[] = []
  for (const [path, faults] of byPath) {
    const message = wordsOf(faults, path, byPath)
    if (message !== undefined) errors.push({ in: place, path, message })
  }
  return errors
}

/** A missing or unknown key is reported at its own field, and not at its parent. */
function pathOf({ instancePath, params }: Found): string {
  const { missingProperty, additionalProperty } = params as Record<string, unknown>
  const property = missingProperty ?? additionalProperty
  return property === undefined ? instancePath : `${instancePath}/${String(property)}`
}

const isChoice = ({ keyword }: Found) => keyword === 'anyOf' || keyword === 'oneOf'

/**
 * For a choice ("a number or null") the validator tries each alternative and reports each that fails. A fault inside a value is
 * more useful than "it is not null", so the types are named only when every alternative failed at the type.
 */
function wordsOf(
  faults: readonly Found[],
  path: string,
  byPath: ReadonlyMap<string, readonly Found[]>,
): Words | undefined {
  if (faults.some(isChoice)) {
    if ([...byPath.keys()].some(other => other.startsWith(`${path}/`))) return undefined
    const inside = faults.find(one => !isChoice(one) && one.keyword !== 'type')
    if (inside !== undefined) return wordOf(inside)
  }
  const types = faults.filter(({ keyword }) => keyword === 'type').flatMap(({ params }) => params.type as string)
  if (types.length > 0) return fault('type', { types: typeNames(types) })
  return wordOf(faults.find(one => !isChoice(one)) ?? (faults[0] as Found))
}

function typeNames(types: readonly string[]): Words {
  const names = [...new Set(types)].map(type => TYPE_NAMES[type] ?? { en: type, 'pt-BR': type, es: type })
  const join = (language: keyof Words, or: string) => names.map(name => name[language]).join(` ${or} `)
  return { en: join('en', 'or'), 'pt-BR': join('pt-BR', 'ou'), es: join('es', 'o') }
}

function wordOf({ keyword, params }: Found): Words {
  const { format, pattern, allowedValues, allowedValue, limit, multipleOf } = params as Record<string, unknown>
  if (keyword === 'required') return fault('required')
  if (keyword === 'additionalProperties') return fault('unknown')
  if (keyword === 'enum') return fault('enum', { values: (allowedValues as unknown[]).map(String).join(', ') })
  if (keyword === 'const') return fault('const', { values: JSON.stringify(allowedValue) })
  if (keyword === 'pattern') return fault(pattern === '\\S' ? 'blank' : 'pattern')
  const code = keyword === 'format' ? String(format) : keyword
  return isFault(code) ? fault(code, { limit: Number(limit ?? multipleOf) }) : fault('invalid')
}

const isFault = (code: string): code is FaultCode => Object.hasOwn(FAULTS, code)
