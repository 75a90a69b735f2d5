import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicUrlOf, readConfig } from './config.ts'

const key = Buffer.alloc(32, 7).toString('base64')

test('without any variable, the defaults', () => {
  const config = readConfig({})
  assert.equal(config.port, 3100)
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.databaseUrl, undefined)
  assert.equal(config.demo, false)
  assert.deepEqual(config.allowedNetworks, [])
  assert.equal(publicUrlOf(config, 3100), 'http://127.0.0.1:3100')
  assert.equal(publicUrlOf({ ...config, host: '0.0.0.0' }, 80), 'http://localhost:80')
})

test('values are read into their types, and an empty one counts as not set', () => {
  const config = readConfig({
    PORT: '80',
    DEMO: 'true',
    HOST: ' ',
    PUBLIC_URL: 'https://desk.example.com/',
    ALLOW_PRIVATE_NETWORKS: '10.0.0.0/8, ::1/128',
    RECADO_SECRET_KEY: `${key},${key}`,
  })
  assert.equal(config.port, 80)
  assert.equal(config.demo, true)
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.publicUrl, 'https://desk.example.com')
  assert.deepEqual(config.allowedNetworks, ['10.0.0.0/8', '::1/128'])
  assert.equal(config.secretKeys?.length, 2)
})

const faulty = [
  [{ PORT: '99999' }, 'PORT=99999 is not valid: it must be a whole number from 0 to 65535.'],
  [{ PORT: 'http' }, 'PORT=http is not valid: it must be a whole number from 0 to 65535.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL=loud is not valid: it must be one of trace, debug, info, warn, error, silent.'],
  [{ DEMO: 'yes' }, 'DEMO=yes is not valid: it must be one of true, false.'],
  [{ PUBLIC_URL: 'desk' }, 'PUBLIC_URL=desk is not valid: it must be an address like https://desk.example.com.'],
  [{ PUBLIC_URL: 'https://example.com/desk' }, 'it must be an address without a path, like https://desk.example.com'],
  [{ PUBLIC_URL: 'https://ana:x@desk.example.com' }, 'it must be an address like https://desk.example.com.'],
  [{ HOST: '300.1.1.1' }, 'HOST=300.1.1.1 is not valid: it must be an address of this machine, like 127.0.0.1'],
  [{ HOST: '127.0.0.1:3100' }, 'it must be an address of this machine, like 127.0.0.1, 0.0.0.0 or ::.'],
  [{ WA_GRAPH_VERSION: '25' }, 'WA_GRAPH_VERSION=25 is not valid: it must be like v25.0.'],
  [{ ALLOW_PRIVATE_NETWORKS: '10.0.0.1' }, '`10.0.0.1` is none.'],
  [
    { DATABASE_URL: 'mysql://u:hush@h/d' },
    'DATABASE_URL=(hidden) is not valid: it must be an address like postgres://',
  ],
  [{ RECADO_SECRET_KEY: 'hush' }, 'RECADO_SECRET_KEY=(hidden) is not valid: it must be 32 bytes in base64'],
  [{ RECADO_SECRETKEY: 'hush' }, 'RECADO_SECRETKEY is not a setting of Recado.'],
] as const

for (const [env, message] of faulty) {
  test(`a faulty setting is named, with what to do: ${Object.keys(env)} ${message.slice(0, 40)}`, () => {
    assert.throws(
      () => readConfig(env),
      (error: Error) => {
        assert.equal(error.name, 'OperatorError')
        assert.ok(error.message.includes(message), error.message)
        assert.doesNotMatch(error.message, /hush/)
        return true
      },
    )
  })
}

test('all faulty settings are named at once', () => {
  assert.throws(() => readConfig({ PORT: 'x', DEMO: 'x' }), /PORT=x.*\n.*DEMO=x/)
})
