/**
 * The door of @recado/receiver: it receives Recado's webhooks, and has the contract whose types both sides use.
 *
 * The order of a request: `verify` (is it genuine?), `parse` (which event?), `createOrder` (is it its turn?),
 * `dispatch` (whose work is it?). `toNodeHandler` and `toFetchHandler` do all of it.
 */
export { CatchUpError, type CatchUpInput, type CaughtUpEvent, catchUp } from './catch-up.ts'
export { type Delivery, dispatch, type Handlers } from './dispatch.ts'
export * from './event.ts'
export { toFetchHandler } from './fetch-handler.ts'
export type * from './generated/extra.ts'
export type * from './generated/v1.ts'
export type * from './generated/v2.ts'
export type { HeadersLike } from './headers.ts'
export { toNodeHandler } from './node-handler.ts'
export {
  createMemoryStore,
  createOrder,
  type Gap,
  type LaneState,
  type Order,
  type OrderOptions,
  type OrderOutcome,
  type OrderStore,
  type Range,
  type Turn,
} from './order.ts'
export { type ContractEvent, type ParseCode, type ParsedEvent, ParseError, parse, type TestBody } from './parse.ts'
export { createReceiver, type ReceiverOptions, type ReceiverResponse } from './receive.ts'
export { formatSequence, laneOf, parseSequence, type Sequence } from './sequence.ts'
export { type SignInput, sign } from './sign.ts'
export { type VerificationCode, VerificationError, type Verified, type VerifyInput, verify } from './verify.ts'
