/** How attempts end: the one list. Its column is checked by migrations/0006_outbox.sql. */

/**
 * delivered: 2xx. failed: it is tried again. exhausted: given up, because its schedule or its time is over. aborted: the
 * receiver asked not to get it again. skipped: given up by a person. probe: a failed probe of an endpoint that is down,
 * which costs no attempt.
 */
export const OUTCOMES = ['delivered', 'failed', 'exhausted', 'aborted', 'skipped', 'probe'] as const
export type AttemptOutcome = (typeof OUTCOMES)[number]

/** After these nothing more comes, unless the delivery is sent again. */
export const GIVEN_UP: readonly AttemptOutcome[] = ['exhausted', 'aborted', 'skipped']
