/**
 * The steps that a new company is shown until it answers customers and its receiver gets events. A done step is not stored: a
 * step is done when its result exists, whoever made it and wherever.
 */
import { type AuditedBy, record } from '../../audit/index.ts'
import type { Sql, Tx } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'

export const STEPS = ['company', 'queue', 'channel', 'attendant', 'apiKey', 'webhook'] as const
export type StepName = (typeof STEPS)[number]

export interface FirstSteps {
  /** In the order in which they depend on one another. */
  steps: { name: StepName; state: 'done' | 'skipped' | 'open' }[]
  isDismissed: boolean
  /** Nothing is left, or the steps were dismissed. */
  isOver: boolean
}

interface Row {
  passed: StepName[]
  isDismissed: boolean
  queue: boolean
  channel: boolean
  attendant: boolean
  apiKey: boolean
  webhook: boolean
}

/** Each of its subqueries ends at the first row of an index that begins with the tenant. */
export async function readFirstSteps(sql: Sql, tenantId: number): Promise<FirstSteps> {
  const [row] = await sql<Row[]>`
    select t.passed_steps as passed, t.steps_dismissed_at is not null as "isDismissed",
      exists (select 1 from queues q where q.tenant_id = t.id and q.is_active) as queue,
      exists (select 1 from channels c where c.tenant_id = t.id) as channel,
      (exists (select 1 from invitations i where i.tenant_id = t.id)
        or exists (select 1 from users u where u.tenant_id = t.id offset 1)) as attendant,
      exists (select 1 from api_keys k where k.tenant_id = t.id and k.revoked_at is null) as "apiKey",
      exists (select 1 from endpoints e where e.tenant_id = t.id) as webhook
    from tenants t
    where t.id = ${tenantId}`
  if (row === undefined) throw new Refusal('tenant_not_found')
  const { passed, isDismissed, ...made } = row
  const steps = STEPS.map(name => {
    const isPassed = passed.includes(name)
    // A company has settings from the beginning, so this step is done when somebody has looked at them.
    if (name === 'company') return { name, state: isPassed ? ('done' as const) : ('open' as const) }
    if (made[name]) return { name, state: 'done' as const }
    return { name, state: isPassed ? ('skipped' as const) : ('open' as const) }
  })
  return { steps, isDismissed, isOver: isDismissed || steps.every(({ state }) => state === 'done') }
}

export interface FirstStepsChange {
  pass?: StepName
  isDismissed?: boolean
}

export async function changeFirstSteps(tx: Tx, by: AuditedBy, { pass, isDismissed }: FirstStepsChange): Promise<void> {
  const [before] = await tx<{ passedSteps: StepName[]; firstStepsDismissed: boolean }[]>`
    select passed_steps as "passedSteps", steps_dismissed_at is not null as "firstStepsDismissed"
    from tenants where id = ${by.tenantId} for update`
  if (before === undefined) throw new Refusal('tenant_not_found')
  const after = {
    passedSteps: pass === undefined ? before.passedSteps : [...new Set([...before.passedSteps, pass])],
    firstStepsDismissed: isDismissed ?? before.firstStepsDismissed,
  }
  await tx`
    update tenants set passed_steps = ${after.passedSteps},
      steps_dismissed_at = case when ${after.firstStepsDismissed} then coalesce(steps_dismissed_at, now()) end
    where id = ${by.tenantId}`
  await record(tx, { by, what: 'company.updated', targetId: by.tenantId, before, after })
}
