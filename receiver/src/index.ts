/** The door of @recado/receiver. */
export * from './event.ts'
export type * from './generated/v1.ts'
export type * from './generated/v2.ts'
