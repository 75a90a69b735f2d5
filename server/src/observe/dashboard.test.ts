import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { testDatabase } from '../../test/harness/database.ts'
import { createLog } from '../base/log.ts'
import { createMetrics } from './metrics.ts'

const read = (path: string) => readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8')
const withoutSuffix = (name: string) => name.replace(/_(bucket|sum|count)$/, '')

test('dashboard and documentation name exactly the metrics that exist', async () => {
  await using own = await testDatabase()
  const metrics = createMetrics({ db: own.db, log: createLog('silent'), perEndpoint: true, databaseConnections: 10 })
  metrics.watch({ inFlight: 0, lanesInHand: 0, counts: { turns: 0, statements: 0, attempts: 0 } })
  const text = await metrics.render()
  const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  const ours = [...told].filter(name => name?.startsWith('recado_')).sort()

  const dashboard = read('grafana-dashboard.json')
  const { panels } = JSON.parse(dashboard) as { panels: { id: number; targets?: { expr: string }[] }[] }
  const asked = panels.flatMap(({ targets = [] }) =>
    targets.flatMap(({ expr }) => expr.match(/\b(recado|process|nodejs)_\w+/g) ?? []),
  )
  assert.deepEqual(
    asked.filter(name => !told.has(withoutSuffix(name))),
    [],
  )
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length)
  const documented = [...read('observability.md').matchAll(/^\| `(recado_\w+)/gm)].map(([, name]) => name).sort()
  assert.deepEqual(documented, ours)
})
