/**
 * Kinds of alerts are listed in four places that may not import each other. This test finds a kind that one of them does not
 * have.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { KINDS } from '../src/alerts/alert.ts'
import { createLog } from '../src/base/log.ts'
import { createMetrics } from '../src/observe/index.ts'
import { world } from './harness/engine.ts'

const root = new URL('../../', import.meta.url)

test('the panel has words for every kind of alert, in every language', () => {
  for (const language of ['pt-BR', 'en', 'es']) {
    const file = new URL(`panel/src/webhooks/texts/${language}.json`, root)
    const { alerts } = JSON.parse(readFileSync(file, 'utf8')) as { alerts: Record<string, string> }
    assert.deepEqual(Object.keys(alerts).sort(), [...KINDS].sort())
  }
})

test('the docs describe every kind of alert, and the metrics count it from the start', async () => {
  const page = readFileSync(new URL('docs/observability.md', root), 'utf8')
  await using own = await world()
  const log = createLog('silent')
  const text = await createMetrics({ db: own.db, log, perEndpoint: false, databaseConnections: 10 }).render()
  for (const kind of KINDS) {
    assert.match(page, new RegExp(`^\\| \`${kind}\` `, 'm'))
    assert.ok(text.includes(`recado_alerts_open{kind="${kind}"} 0\n`), `no series for ${kind}`)
  }
})
