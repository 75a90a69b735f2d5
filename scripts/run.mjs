#!/usr/bin/env node
/**
 * What every npm script of the project goes through: makes sure that the dependencies are installed, then runs the rest
 * of the command line with the Node 24 that the `node` package brings. So a machine needs only npm and Node 20.
 *
 *   node scripts/run.mjs [--panel] [node options] <script> [arguments]
 *
 * For `serve`, and everything that is started with --panel, the panel is built first: see panel-build.mjs.
 *
 * It is plain JavaScript without dependencies, because it runs before there are any, on any installed Node.
 */
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInstalled, rememberInstall } from './installed.mjs'
import { buildPanel, isPanelBuilt } from './panel-build.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const OLDEST_NODE = 20
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }
const HAS_GROUPS = process.platform !== 'win32'

main(process.argv.slice(2)).catch(error => {
  console.error(error.message)
  process.exitCode = 1
})

async function main(args) {
  refuseOldNode()
  if (!isInstalled(ROOT)) await install()
  const node = pinnedNode()
  if (node === undefined) throw new Error(noNode())
  const isForPanel = args[0] === '--panel'
  if (isForPanel) args.shift()
  if ((isForPanel || args.includes('serve')) && !isPanelBuilt(ROOT)) await buildPanel(ROOT, node)
  // Compiled code is cached, so that a second start reads its modules in half the time.
  const cache = join(ROOT, 'node_modules', '.cache', 'node-compile')
  const env = { NODE_COMPILE_CACHE: cache, ...process.env }
  forward(spawn(node, args, { cwd: ROOT, env, stdio: 'inherit' }))
}

function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return
  throw new Error(
    `Recado needs Node ${OLDEST_NODE} or newer to install itself; this is ${process.version}.\n` +
      'Get a newer one from https://nodejs.org or with your version manager, then run the same command again.',
  )
}

async function install() {
  console.error('Installing dependencies. This takes a minute or two, and only when they have changed.')
  const code = (await npmCi()) === 0 ? 0 : await npmCiAgain()
  if (code !== 0) throw new Error(noInstall(code))
  rememberInstall(ROOT)
}

/** Most failures come from the network and are over in a moment. */
async function npmCiAgain() {
  console.error('That failed. Trying once more.')
  await new Promise(done => setTimeout(done, 3_000))
  return npmCi()
}

function npmCi() {
  // npm passes its own path; without it we were started by hand and search the PATH.
  const cli = process.env.npm_execpath
  const [program, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []]
  // These override this machine's npm settings: tools and install scripts of the packages are needed, without questions.
  const flags = ['--include=dev', '--include=optional', '--ignore-scripts=false', '--no-audit', '--no-fund', '--yes']
  // Some packages want the Node 24 that is installed with them: npm would warn of the Node that it runs on itself.
  if (process.env.npm_config_loglevel === undefined) flags.push('--loglevel=error')
  // What npm says goes to stderr: stdout is the program's alone (`--json`). Its own group, so that all of it can be ended.
  const stdio = ['ignore', process.stderr, process.stderr]
  const child = spawn(program, [...first, 'ci', ...flags], { cwd: ROOT, stdio, detached: HAS_GROUPS })
  const letSignalsBe = endOnSignal(child)
  const since = Date.now()
  // npm shows its progress only on a terminal.
  const beat = setInterval(() => {
    if (!process.stderr.isTTY) console.error(`... installing (${Math.round((Date.now() - since) / 1_000)} s)`)
  }, 15_000)
  return new Promise((done, fail) => {
    child.once('error', error => fail(new Error(`npm could not be run: ${error.message}. Is it installed?`)))
    child.once('exit', code => {
      clearInterval(beat)
      letSignalsBe()
      done(code ?? 1)
    })
  })
}

/** On a Ctrl-C npm waits for its downloads: we saw two minutes. Nothing it has half done is used, so it is ended at once. */
function endOnSignal(child) {
  const end = signal => {
    console.error('\nStopped during the install. Run the same command again: nothing has to be cleaned up.')
    if (HAS_GROUPS) process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
    process.exit(128 + SIGNALS[signal])
  }
  for (const signal of Object.keys(SIGNALS)) process.on(signal, end)
  return () => {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, end)
  }
}

function pinnedNode() {
  const bin = join(ROOT, 'node_modules', 'node', 'bin')
  const found = [join(bin, 'node.exe'), join(bin, 'node')].find(
    path => existsSync(path) && statSync(path).size > 1_000_000,
  )
  return found ?? (Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined)
}

function noInstall(code) {
  return (
    `\nThe dependencies could not be installed (npm ci ended with ${code}; its own words are above).\n` +
    'Is there a network, and does `npm ping` answer? Behind a proxy: npm config set proxy http://host:port\n' +
    'Is the disk full? See df -h. Then run the same command again; nothing has to be cleaned up.'
  )
}

function noNode() {
  return (
    'The Node 24 of the npm package `node` is missing: its install script did not run, or it has none for ' +
    `${process.platform}-${process.arch}.\nTry: npm rebuild node --ignore-scripts=false   or run with a Node 24 of your own.`
  )
}

/** The child decides how it ends; we pass on signals to it, and its exit code. */
function forward(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.once('error', error => {
    console.error(`Node could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    for (const each of signals) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
  if (process.env.npm_lifecycle_event !== undefined) stopWithParent(child)
}

/** npm runs us through a shell that dies at a SIGTERM without passing it on; then our parent changes. */
function stopWithParent(child) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 1_000).unref()
}
