import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/harness/database.ts'
import { eventually } from '../../test/harness/eventually.ts'
import { tempFolder } from '../../test/harness/temp-folder.ts'
import { readConfig } from '../base/config.ts'
import { listen } from '../base/db/listen.ts'
import { createLog } from '../base/log.ts'
import { INBOX_CHANNEL, SENDER_CHANNEL, wakeInboxes, wakeSenders } from '../channel/wake.ts'
import { LANES_CHANNEL, wakeDispatchers } from '../outbox/index.ts'
import { startApp } from './app.ts'

test('a process that only serves the web wakes the workers of the others', async () => {
  using folder = tempFolder()
  await using own = await testDatabase()
  const config = readConfig({ PORT: '0', DATA_DIR: folder.path })
  await using _app = await startApp({ config, databaseUrl: own.url, log: createLog('silent'), only: 'web' })
  const heard: string[] = []
  await using _line = await listen(own.db, {
    channels: [INBOX_CHANNEL, SENDER_CHANNEL, LANES_CHANNEL],
    onNotification: (channel, payload) => heard.push(`${channel} ${payload.split('@')[0]}`.trim()),
  })
  wakeInboxes()
  wakeSenders()
  wakeDispatchers([7])
  await eventually(() => heard.length === 3)
  assert.deepEqual(heard.sort(), [INBOX_CHANNEL, `${LANES_CHANNEL} 7`, SENDER_CHANNEL].sort())
})
