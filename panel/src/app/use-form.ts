/** The state of a form: its values, whether they were changed, and the server's faults at their fields. */
import { useMutation } from '@tanstack/react-query'
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isRefused, type Refused } from '../api/problem.ts'

/** Refusals of a whole request that are about one field. */
const FIELD_OF: ReadonlyMap<string, string> = new Map([
  ['name_taken', 'name'],
  ['email_taken', 'email'],
  ['phone_number_id_taken', 'phoneNumberId'],
  ['url_not_allowed', 'url'],
  ['variable_unknown', 'body'],
  ['field_choices_wrong', 'choices'],
  ['transfer_target_required', 'queueId'],
])

export interface Form<T> {
  values: T
  set: <K extends keyof T>(name: K, value: T[K]) => void
  /** The props of a text field: name, value, the handler of changes, and its fault. */
  text: (name: keyof T & string) => {
    name: string
    value: string
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void
    error: string | undefined
  }
  errorAt: (name: keyof T & string) => string | undefined
  /** Faults that belong to no visible field. */
  error: string | undefined
  isChanged: boolean
  isBusy: boolean
  /** For the form element itself. */
  props: { ref: React.RefObject<HTMLFormElement | null>; onSubmit: (event: FormEvent) => void; noValidate: boolean }
  /** The refusal itself, for refusals with their own remedy. */
  refusal: Refused | undefined
}

interface FormOptions<T, R> {
  initial: T
  save: (values: T) => Promise<R>
  onSaved?: (result: R) => void
  /** Further refusals that are about one field, by code. */
  fieldOf?: Readonly<Record<string, string>>
}

interface Wrong {
  fields: ReadonlyMap<string, string>
  rest: string | undefined
  refusal: Refused | undefined
}
const NOTHING: Wrong = { fields: new Map(), rest: undefined, refusal: undefined }

export function useForm<T extends object, R = unknown>(options: FormOptions<T, R>): Form<T> {
  const { t } = useTranslation('app')
  const [initial] = useState(options.initial)
  const [values, setValues] = useState(options.initial)
  const [wrong, setWrong] = useState(NOTHING)
  const ref = useRef<HTMLFormElement>(null)
  const saving = useMutation({
    mutationFn: () => options.save(values),
    onSuccess: result => {
      setWrong(NOTHING)
      options.onSaved?.(result)
    },
    onError(error) {
      const found = whatIsWrong(error, options.fieldOf ?? {}, ref.current, t('failed.unreachable'))
      setWrong(found)
      const [first] = found.fields.keys()
      if (first !== undefined) fieldNamed(ref.current, first)?.focus()
    },
  })
  const set: Form<T>['set'] = (name, value) => {
    setValues(before => ({ ...before, [name]: value }))
    setWrong(before => (before.fields.has(String(name)) ? without(before, String(name)) : before))
  }
  return {
    values,
    set,
    errorAt: name => wrong.fields.get(name),
    text: name => ({
      name,
      value: String(values[name] ?? ''),
      onChange: event => set(name, event.target.value as T[typeof name]),
      error: wrong.fields.get(name),
    }),
    error: wrong.rest,
    refusal: wrong.refusal,
    isChanged: JSON.stringify(values) !== JSON.stringify(initial),
    isBusy: saving.isPending,
    props: {
      ref,
      // The server's texts are in the panel's language; the browser's would be in its own.
      noValidate: true,
      onSubmit(event) {
        event.preventDefault()
        if (!saving.isPending) saving.mutate()
      },
    },
  }
}

const without = (wrong: Wrong, name: string): Wrong => ({
  ...wrong,
  fields: new Map([...wrong.fields].filter(([field]) => field !== name)),
})

function fieldNamed(form: HTMLFormElement | null, name: string): HTMLElement | undefined {
  const found = form?.elements.namedItem(name)
  if (found instanceof RadioNodeList) return found[0] as HTMLElement
  return found instanceof HTMLElement ? found : undefined
}

function whatIsWrong(
  error: Error,
  ownFields: Readonly<Record<string, string>>,
  form: HTMLFormElement | null,
  unreachable: string,
): Wrong {
  if (!isRefused(error)) {
    return { ...NOTHING, rest: error.name === 'Unreachable' ? unreachable : error.message }
  }
  const named = Object.hasOwn(ownFields, error.code) ? ownFields[error.code] : FIELD_OF.get(error.code)
  const found: [string | undefined, string][] = errorsOf(error).map(({ path, message }) => [
    path.split('/')[1],
    message,
  ])
  if (found.length === 0) found.push([named, error.message])
  const fields = new Map<string, string>()
  const rest: string[] = []
  for (const [name, message] of found) {
    if (name !== undefined && fieldNamed(form, name) !== undefined) fields.set(name, message)
    else rest.push(message)
  }
  return { fields, rest: rest.length === 0 ? undefined : rest.join(' '), refusal: error }
}

function errorsOf({ more }: Refused): { path: string; message: string }[] {
  return Array.isArray(more.errors) ? (more.errors as { path: string; message: string }[]) : []
}
