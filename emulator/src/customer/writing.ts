import type { BusinessNumber, Chat, Customer } from '../world/state.ts'
import type { CustomerMessage } from './customer-message.ts'

/** A message on its way: who writes it, where, and to which number. */
export type Writing = { number: BusinessNumber; customer: Customer; chat: Chat; message: CustomerMessage }
