/**
 * The door of the outbox: events are written here and nowhere else, always inside the caller's transaction.
 * What may be touched: append.ts when an event gets a new column or a switch a new meaning. Bodies are not made here.
 */
export { append, type NewEvent, wantsMedia } from './append.ts'
export { readEventMarks } from './event-marks.ts'
export { noteDropped } from './events-dropped.ts'
export { feedRoutes } from './feed-routes.ts'
export { LANES_CHANNEL, onWake, parseWake, relayWakes, wakeDispatchers } from './wake.ts'
export { variantOf, wants } from './wants.ts'
