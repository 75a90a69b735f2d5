import { createHash } from 'node:crypto'
import { countryOf, digitsOf, variantsOf, waIdOf } from './phone.ts'
import { type Customer, type CustomerInput, NotInWorld, type World } from './state.ts'

export function findCustomer(world: World, key: string): Customer | undefined {
  const exact = world.customers.get(key)
  if (exact) return exact
  const variants = variantsOf(key)
  const people = [...world.customers.values()]
  return (
    people.find(person => person.userId === key) ??
    people.find(person => person.waId === digitsOf(key)) ??
    people.find(person => person.waId && variants.includes(person.waId))
  )
}

/** Finds the person or makes one; given values replace the known ones. */
export function ensureCustomer(world: World, input: string | CustomerInput): Customer {
  const given = typeof input === 'string' ? keyAsInput(input) : input
  const key = given?.waId ?? given?.phone ?? given?.userId
  if (typeof key !== 'string' || key === '') throw new NotInWorld('a customer needs a phone, a waId or a userId')
  for (const name of ['name', 'username'] as const) {
    if (given[name] !== undefined && typeof given[name] !== 'string') throw new NotInWorld(`${name} is a text`)
  }
  const customer = findCustomer(world, key) ?? newCustomer(world, given)
  if (given.name !== undefined) customer.name = given.name
  if (given.username !== undefined) customer.username = given.username
  if (given.onWhatsApp !== undefined) customer.onWhatsApp = given.onWhatsApp
  if (given.phoneWithheld !== undefined) customer.phoneWithheld = given.phoneWithheld
  world.customers.set(customer.id, customer)
  return customer
}

const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$/
export const isUserId = (text: string): boolean => userIdPattern.test(text)

const keyAsInput = (key: string): CustomerInput => (isUserId(key) ? { userId: key } : { phone: key })

function newCustomer(world: World, given: CustomerInput): Customer {
  const { phone } = given
  const waId = given.waId ?? (typeof phone === 'string' && phone !== '' ? waIdOf(phone) : null)
  if (waId !== null && !/^\d{6,20}$/.test(waId)) {
    throw new NotInWorld(`not a phone number: ${given.waId ?? phone}`)
  }
  if (given.userId !== undefined && !isUserId(given.userId)) throw new NotInWorld(`not a BSUID: ${given.userId}`)
  return {
    id: waId ?? (given.userId as string),
    name: `Cliente ${world.customers.size + 1}`,
    userId: given.userId ?? userIdFor(waId as string),
    waId,
    username: null,
    phoneWithheld: waId === null,
    onWhatsApp: true,
    stoppedMarketing: false,
  }
}

/** The same number is the same person in every run, so the BSUID comes from the number and not from a counter. */
export function userIdFor(waId: string): string {
  const digest = createHash('sha256').update(waId).digest()
  const digits = (digest.readBigUInt64BE() % 10n ** 19n).toString().padStart(19, '0')
  return `${countryOf(waId)}.9${digits}`
}
