/**
 * Makes `dist/`, or the folder that is named, the package as npm users get it (`npm publish emulator/dist`): the
 * workspace itself runs unbuilt.
 */
import { execFileSync } from 'node:child_process'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = resolve(process.argv[2] ?? `${root}dist`)

/** `./src/index.ts` as the workspace imports it becomes what tsc made of it. */
const toJs = (target: string): string => target.replace(/\.ts$/, '.js')

async function writeManifest(): Promise<void> {
  const manifest = JSON.parse(await readFile(`${root}package.json`, 'utf8'))
  const { scripts: _, devDependencies: __, ...kept } = manifest
  const exports = {
    '.': { types: './src/index.d.ts', default: toJs(manifest.exports['.']) },
    './package.json': './package.json',
  }
  const bin = { 'whatsapp-emulator': toJs(manifest.bin['whatsapp-emulator']) }
  await writeFile(`${dist}/package.json`, `${JSON.stringify({ ...kept, bin, exports }, null, 2)}\n`)
}

await rm(dist, { recursive: true, force: true })
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))
execFileSync(process.execPath, [tsc, '-p', `${root}tsconfig.build.json`, '--outDir', dist], { stdio: 'inherit' })
for (const name of ['page', 'README.md']) await cp(`${root}${name}`, `${dist}/${name}`, { recursive: true })
await cp(`${root}../LICENSE`, `${dist}/LICENSE`)
await writeManifest()
