/**
 * One wide line per attempt: everything that is known of it and needed to find it again, and no body, no secret, no URL.
 *
 * Its fields are our own, so it goes past the log's search for secrets, which costs 67 us a line against 4: more than
 * the delivery itself.
 */
import type { Log } from '../base/log.ts'
import type { RunDispatcherDeps } from '../webhook/index.ts'

type OnAttempt = RunDispatcherDeps['onAttempt']

export interface AttemptLogOptions {
  log: Log
  /** Whether attempts that delivered are logged; others are in any case. */
  delivered: 'all' | 'none'
}

export function attemptLog(options: AttemptLogOptions): OnAttempt {
  const log = options.log.child({}, { redact: [] })
  const skipsDelivered = options.delivered === 'none'
  return (record, delivery) => {
    const { outcome } = record
    if (outcome === 'delivered') {
      if (!skipsDelivered && log.isLevelEnabled('info')) log.info(lineOf(record, delivery), 'attempt')
    } else if (outcome === 'failed' || outcome === 'probe') log.info(lineOf(record, delivery), 'attempt')
    else log.warn(lineOf(record, delivery), 'attempt')
  }
}

function lineOf(...[record, delivery]: Parameters<OnAttempt>) {
  return {
    tenant: record.tenant_id,
    endpoint: record.endpoint_id,
    ticket: record.ticket_id,
    event: record.event_id,
    type: delivery.type,
    sequence: record.sequence,
    webhookId: `msg_${record.endpoint_id}_${record.ticket_id}_${record.sequence}`,
    attempt: record.attempt,
    outcome: record.outcome,
    status: record.status,
    durationMs: record.duration_ms,
    ageMs: Date.now() - Date.parse(delivery.occurredAt),
    responseBytes: record.response?.length ?? 0,
    error: record.error,
  }
}
