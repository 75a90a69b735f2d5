/**
 * Who sees the server itself, over all companies (decision 14). With one company, its administrators do. With several companies
 * nobody does, until a setting of the server names one, because the backlog of another company does not concern them.
 */
import type { Sql } from '../../base/db/db.ts'
import { Refusal } from '../../refusal/refusal.ts'
import type { Caller } from '../caller.ts'

interface OperatorDeps {
  db: Sql
  operatorCompany: number | undefined
}

export async function isOperator(deps: OperatorDeps, caller: Pick<Caller, 'tenantId' | 'profile'>): Promise<boolean> {
  if (caller.profile !== 'admin') return false
  if (deps.operatorCompany !== undefined) return caller.tenantId === deps.operatorCompany
  return (await deps.db`select from tenants limit 2`).length === 1
}

export async function requireOperator(deps: OperatorDeps, caller: Caller): Promise<void> {
  if (caller.profile !== 'admin') throw new Refusal('not_allowed')
  if (!(await isOperator(deps, caller))) throw new Refusal('not_operator')
}
