/** Whether this process can do its work, asked by load balancers, deployments and the page of operators. */

/** Why a part cannot work right now, or what is wrong while it can; undefined when all is well. */
export type ReadinessCheck = () => Promise<string | { butWorks: string } | undefined>

export async function readinessOf(checks: readonly ReadinessCheck[]): Promise<{ isReady: boolean; reasons: string[] }> {
  const found = (await Promise.all(checks.map(check => check()))).filter(reason => reason !== undefined)
  const isReady = found.every(reason => typeof reason === 'object')
  return { isReady, reasons: found.map(reason => (typeof reason === 'object' ? reason.butWorks : reason)) }
}
