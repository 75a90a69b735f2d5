#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { createEmulator } from './emulator.ts'
import { demoDefaults } from './options.ts'

const help = `whatsapp-emulator: stands in for Meta's WhatsApp Cloud API

  --port <number>      where to listen (default 4010; 0 takes a free one)
  --host <address>     default 127.0.0.1
  --callback <url>     where webhooks are posted; can be set later over the control API
  --allow-host <name>  a further name for the page and the control API, such as a container's; may be repeated
  --json               print one line of JSON for machines
  --help
`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    callback: { type: 'string' },
    'allow-host': { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function start(): Promise<void> {
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port: not a port: ${values.port}`)
  if (values.callback !== undefined && !URL.canParse(values.callback)) throw new Error('--callback: not a URL')
  const emulator = createEmulator({
    callbackUrl: values.callback ?? null,
    epoch: Math.floor(Date.now() / 1_000),
    allowedHosts: values['allow-host'],
  })
  const url = await emulator.listen({ port, host: values.host })
  process.stdout.write(values.json ? `${JSON.stringify({ url, ...facts() })}\n` : readable(url))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)))
  }
}

const facts = () => ({ ...demoDefaults, callbackUrl: values.callback ?? null })

function readable(url: string): string {
  const lines = Object.entries(facts()).map(([name, value]) => `  ${name.padEnd(20)} ${value ?? '(none yet)'}`)
  return `WhatsApp emulator\n  ${'phone page'.padEnd(20)} ${url}/\n  ${'Graph base URL'.padEnd(20)} ${url}\n${lines.join('\n')}\n`
}

if (values.help) process.stdout.write(help)
else {
  await start().catch((error: NodeJS.ErrnoException) => {
    const taken =
      error.code === 'EADDRINUSE' ? `port ${values.port} is taken; choose another with --port` : error.message
    process.stderr.write(`whatsapp-emulator: ${taken}\n`)
    process.exitCode = 1
  })
}
