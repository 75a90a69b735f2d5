/** Makes `dist/` the package as npm users get it (`npm publish receiver/dist`): the workspace itself runs unbuilt. */
import { execFileSync } from 'node:child_process'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`

/** The workspace's import of `./src/index.ts` becomes the file that tsc made of it. */
function toBuilt(target: string): string | { types: string; default: string } {
  if (!target.endsWith('.ts')) return target
  return { types: target.replace(/\.ts$/, '.d.ts'), default: target.replace(/\.ts$/, '.js') }
}

async function writeManifest(): Promise<void> {
  const { scripts: _, private: __, ...manifest } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))
  const exports = Object.fromEntries(
    Object.entries<string>(manifest.exports).map(([name, target]) => [name, toBuilt(target)]),
  )
  await writeFile(`${dist}/package.json`, `${JSON.stringify({ ...manifest, exports }, null, 2)}\n`)
}

await rm(dist, { recursive: true, force: true })
execFileSync('tsc', ['-p', `${root}tsconfig.build.json`], { stdio: 'inherit' })
for (const name of ['schemas', 'vectors', 'README.md'])
  await cp(`${root}${name}`, `${dist}/${name}`, { recursive: true })
await cp(`${root}../LICENSE`, `${dist}/LICENSE`)
await writeManifest()
