/** Custom fields: what a company stores about its contacts besides Recado's own fields. */
import { brokenConstraint, type Sql, type Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import { placeAfter, putInOrder } from './label.ts'

export type FieldKind = 'text' | 'number' | 'date' | 'boolean' | 'choice'

export interface CustomField {
  id: number
  name: string
  kind: FieldKind
  choices: string[]
  position: number
  isActive: boolean
  createdAt: Date
}

export interface FieldSettings {
  name?: string | undefined
  choices?: string[] | undefined
  position?: number | undefined
  isActive?: boolean | undefined
}

const MAX_FIELDS = 100

const columns = (sql: Sql) => sql`
  id, name, kind, choices, position, is_active as "isActive", created_at as "createdAt"`

export async function listCustomFields(
  sql: Sql,
  page: { tenantId: number; after: string | undefined; limit: number },
): Promise<CustomField[]> {
  const { position, id } = placeAfter(page.after)
  return sql<CustomField[]>`
    select ${columns(sql)} from custom_fields
    where tenant_id = ${page.tenantId} and (position, id) > (${position}, ${id})
    order by position, id limit ${page.limit}`
}

export async function getCustomField(sql: Sql, { tenantId, id }: { tenantId: number; id: number }) {
  const [field] = await sql<CustomField[]>`
    select ${columns(sql)} from custom_fields where tenant_id = ${tenantId} and id = ${id}`
  if (field === undefined) throw new Refusal('custom_field_not_found')
  return field
}

export async function createCustomField(
  tx: Tx,
  input: FieldSettings & { tenantId: number; name: string; kind: FieldKind },
): Promise<CustomField> {
  const { tenantId, name, kind, choices = [], position } = input
  refuseChoices(kind, choices)
  const [{ n, end } = { n: 0, end: 0 }] = await tx<{ n: number; end: number }[]>`
    select count(*) as n, coalesce(max(position) + 1, 0) as "end" from custom_fields where tenant_id = ${tenantId}`
  if (n >= MAX_FIELDS) throw new Refusal('too_many', { limit: MAX_FIELDS })
  const [made] = await tx<CustomField[]>`
    insert into custom_fields (tenant_id, name, kind, choices, position)
    values (${tenantId}, ${name}, ${kind}, ${choices}::text[], ${position ?? end})
    returning ${columns(tx)}`.catch(refuseTaken)
  return made!
}

/** The kind never changes, because existing values have it. */
export async function changeCustomField(
  tx: Tx,
  input: FieldSettings & { tenantId: number; id: number },
): Promise<CustomField> {
  const { tenantId, id, name, choices, position, isActive } = input
  if (choices !== undefined) refuseChoices((await getCustomField(tx, { tenantId, id })).kind, choices)
  const [field] = await tx<CustomField[]>`
    update custom_fields set
      name = coalesce(${name ?? null}, name),
      choices = coalesce(${choices ?? null}::text[], choices),
      position = coalesce(${position ?? null}::integer, position),
      is_active = coalesce(${isActive ?? null}, is_active)
    where tenant_id = ${tenantId} and id = ${id}
    returning ${columns(tx)}`.catch(refuseTaken)
  if (field === undefined) throw new Refusal('custom_field_not_found')
  return field
}

export async function orderCustomFields(tx: Tx, input: { tenantId: number; ids: number[] }): Promise<void> {
  const { tenantId, ids } = input
  const found = await tx`select 1 from custom_fields where tenant_id = ${tenantId} and id = any (${ids}::bigint[])`
  if (found.length < ids.length) throw new Refusal('custom_field_not_found')
  await putInOrder(tx, 'custom_fields', input)
}

/** Deletes it with the values of all contacts. */
export async function deleteCustomField(tx: Tx, { tenantId, id }: { tenantId: number; id: number }): Promise<void> {
  await tx`delete from custom_fields where tenant_id = ${tenantId} and id = ${id}`
}

function refuseChoices(kind: FieldKind, choices: string[]): void {
  if ((kind === 'choice') !== choices.length > 0) throw new Refusal('field_choices_wrong')
}

function refuseTaken(error: unknown): never {
  throw brokenConstraint(error) === 'custom_fields_name' ? new Refusal('name_taken') : error
}

export interface FieldValue {
  fieldId: number
  /** Null clears it. */
  value: string | number | boolean | null
}

/** Writes what is given and leaves the other fields of the contact as they are. */
export async function setFieldValues(
  tx: Tx,
  { tenantId, contactId, values }: { tenantId: number; contactId: number; values: FieldValue[] },
): Promise<void> {
  const fields = await tx<CustomField[]>`
    select ${columns(tx)} from custom_fields
    where tenant_id = ${tenantId} and id = any (${values.map(value => value.fieldId)}::bigint[])`
  const byId = new Map(fields.map(field => [field.id, field]))
  const given = new Map(values.map(({ fieldId, value }) => [fieldId, textOf(byId.get(fieldId), value)]))
  await tx`
    delete from contact_field_values
    where tenant_id = ${tenantId} and contact_id = ${contactId} and field_id = any (${[...given.keys()]}::bigint[])`
  const kept = [...given].filter(([, text]) => text !== '')
  await tx`
    insert into contact_field_values (tenant_id, contact_id, field_id, value)
    select ${tenantId}, ${contactId}, given.id, given.value
    from unnest(${kept.map(([id]) => id)}::bigint[], ${kept.map(([, text]) => text)}::text[]) as given(id, value)`
}

const IS_OF_KIND: Record<FieldKind, (text: string, choices: string[]) => boolean> = {
  text: () => true,
  number: text => /^-?\d{1,15}(\.\d{1,10})?$/.test(text),
  date: text => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text),
  boolean: text => text === 'true' || text === 'false',
  choice: (text, choices) => choices.includes(text),
}

/** '' when there is nothing to store. */
function textOf(field: CustomField | undefined, value: FieldValue['value']): string {
  if (field === undefined) throw new Refusal('custom_field_not_found')
  const text = value === null ? '' : String(value).trim()
  if (text !== '' && !isOfKind(field, text)) {
    throw new Refusal('field_value_wrong', { field: field.name, kind: field.kind, choices: field.choices.join(', ') })
  }
  return text
}

function isOfKind({ kind, choices }: CustomField, text: string): boolean {
  try {
    return IS_OF_KIND[kind](text, choices)
  } catch {
    // `toISOString` throws for a day that does not exist, such as the 31st of February.
    return false
  }
}
