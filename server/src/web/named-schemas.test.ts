import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { hoistNamed } from './named-schemas.ts'
import { pageOf } from './page.ts'
import { named } from './schema.ts'

const plain = (schema: unknown) => JSON.parse(JSON.stringify(schema))

test('a named schema stands once, and is referred to wherever it is used', () => {
  const User = named('User', Type.Object({ title: Type.String(), name: Type.String() }))
  const Ticket = named('Ticket', Type.Object({ user: Type.Optional(User), owner: Type.Union([User, Type.Null()]) }))
  const paths = plain({ one: { schema: Ticket }, many: { schema: pageOf(Ticket) } })
  const schemas: Record<string, unknown> = {}
  hoistNamed(paths, schemas)
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  assert.deepEqual(paths, { one: { schema: reference('Ticket') }, many: { schema: reference('TicketPage') } })
  assert.deepEqual(Object.keys(schemas).sort(), ['Ticket', 'TicketPage', 'User'])
  const { properties } = schemas.Ticket as { properties: Record<string, unknown> }
  assert.deepEqual(properties, { user: reference('User'), owner: { anyOf: [reference('User'), { type: 'null' }] } })
})

test('a place may describe a named schema in its own words; another shape under the name is a mistake of ours', () => {
  const name = (options: { maxLength?: number; description?: string }) => plain(named('Name', Type.String(options)))
  const paths = { a: { schema: name({}) }, b: { schema: name({ description: 'Of the company.' }) } }
  hoistNamed(paths, {})
  assert.deepEqual(paths.b.schema, { $ref: '#/components/schemas/Name', description: 'Of the company.' })
  assert.throws(
    () => hoistNamed({ a: { schema: name({}) }, b: { schema: name({ maxLength: 9 }) } }, {}),
    /two different schemas are named Name/,
  )
})
