import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Packed = AsyncDisposable & { url: string }

const repository = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * For tests: the package as npm would install it, unpacked into an empty folder, with its command running there. Its one
 * dependency is linked and not fetched, so that no test needs the network.
 */
export async function startPacked(args: string[]): Promise<Packed> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'emulator-packed-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const built = join(folder, 'built')
  execFileSync(process.execPath, [join(repository, 'emulator/scripts/build.ts'), built], { stdio: 'inherit' })
  const packing = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: built,
    encoding: 'utf8',
  })
  const installed = join(folder, 'app/node_modules/@recado/whatsapp-emulator')
  await mkdir(installed, { recursive: true })
  const tarball = packing.trim().split('\n').at(-1) as string
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1'])
  await symlink(join(repository, 'node_modules/fastify'), join(folder, 'app/node_modules/fastify'), 'dir')
  const child = spawn(process.execPath, [join(installed, 'src/main.js'), '--port', '0', '--json', ...args], {
    cwd: join(folder, 'app'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  stack.defer(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const whole = stack.move()
  return { url, [Symbol.asyncDispose]: () => whole.disposeAsync() }
}
