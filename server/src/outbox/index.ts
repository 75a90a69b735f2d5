/**
 * The door of the outbox: everything that waits to be told, in PostgreSQL, with every statement that moves it. Events are
 * written here and nowhere else, always inside the caller's transaction; lanes and deliveries change here alone.
 *
 * What may be touched: append.ts when an event gets a new column or a switch a new meaning. Whoever changes a statement
 * of append.ts, claim.ts or settle.ts runs server/test/promises and the bench. Bodies are made in desk/facts.ts, not here.
 */

export { resumeOutbox } from './after-restore.ts'
export { append, type NewEvent, WHAZING_PAUSE_MS, wantsMedia } from './append.ts'
export { type ClaimedRow, claim, endpointsDue, lanesOf, type Refill, type Room, RUN_LENGTH } from './claim.ts'
export { emptyLanes } from './empty-lanes.ts'
export { readEventMarks } from './event-marks.ts'
export { droppedBetween, type Gap, readDropped } from './events-dropped.ts'
export { freed } from './free.ts'
export { type AttemptOutcome, GIVEN_UP, OUTCOMES } from './outcome.ts'
export { placed } from './place.ts'
export { type BodyKey, readBody } from './read-body.ts'
export { type LanesToRelease, type ManyReleased, releaseLane, releaseLanes } from './release-lane.ts'
export { keepEvents, maintain, makeDays, oldestKept } from './retention.ts'
export { sendAgain } from './send-again.ts'
export { type AttemptRecord, type LaneMove, type MovedLane, settle, wasUndone } from './settle.ts'
export { NOTHING_SKIPPED, remember, type Skipped } from './skipped.ts'
export { LANES_CHANNEL, onWake, relayWakes, wakeDispatchers } from './wake.ts'
export { mayWant, switchesOff, variantOf, wants } from './wants.ts'
export { parseWebhookId, webhookId } from './webhook-id.ts'
