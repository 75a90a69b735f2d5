/**
 * Runs n8n's own linter over the nodes, in the strict mode that verified packages need, and checks them against the types of n8n-workflow
 * itself. Both come with @n8n/node-cli, which is installed into n8n/tools the first time. It has 700 MB, so no other install
 * includes it, and `npm test` does not need it.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tools = join(root, 'tools')
const bin = join(tools, 'node_modules', '.bin')
// The linter refuses any configuration of ESLint but its own, which it expects beside package.json, so it gets a copy.
const linted = join(tools, 'linted')

if (!existsSync(join(bin, 'n8n-node'))) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--workspaces=false']
  execFileSync('npm', ['install', ...flags], { cwd: tools, stdio: 'inherit' })
}
await rm(linted, { recursive: true, force: true })
await mkdir(linted)
for (const name of ['package.json', 'credentials', 'icons', 'nodes', 'tsconfig.json']) {
  await cp(join(root, name), join(linted, name), { recursive: true })
}
await writeFile(
  join(linted, 'eslint.config.mjs'),
  "import { config } from '@n8n/node-cli/eslint';\n\nexport default config;\n",
)
const options = { noEmit: true, paths: {}, typeRoots: [join(root, '..', 'node_modules', '@types')] }
await writeFile(
  join(linted, 'tsconfig.real.json'),
  JSON.stringify({ extends: './tsconfig.json', compilerOptions: options, include: ['credentials', 'nodes'] }),
)
execFileSync(join(bin, 'tsc'), ['-p', 'tsconfig.real.json'], { cwd: linted, stdio: 'inherit' })
execFileSync(join(bin, 'n8n-node'), ['lint'], { cwd: linted, stdio: 'inherit' })
console.log('n8n’s linter finds nothing wrong with these nodes.')
