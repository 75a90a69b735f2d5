/** The one list of how attempts end. The CHECK of the column in migrations/0006_outbox.sql has the same values. */

/**
 * delivered: 2xx. failed: it is tried again. exhausted: given up, because its schedule or its time is over. aborted: the
 * receiver asked not to get it again. skipped: given up by a person. probe: a failed probe of an endpoint that is down,
 * which costs no attempt.
 */
export const OUTCOMES = ['delivered', 'failed', 'exhausted', 'aborted', 'skipped', 'probe'] as const
export type AttemptOutcome = (typeof OUTCOMES)[number]

/** After one of these the delivery is over, unless it is sent again. */
export const GIVEN_UP: readonly AttemptOutcome[] = ['exhausted', 'aborted', 'skipped']
