/** Makes `dist/`, which is all that the package consists of beside its README: CommonJS, because n8n loads nodes by require. */
import { execFileSync } from 'node:child_process'
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))

await rm(`${root}dist`, { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' })
await cp(`${root}icons`, `${root}dist/icons`, { recursive: true })
for (const node of ['Recado', 'RecadoTrigger']) {
  await cp(`${root}nodes/${node}/${node}.node.json`, `${root}dist/nodes/${node}/${node}.node.json`)
}
await cp(`${root}../LICENSE`, `${root}LICENSE`)
