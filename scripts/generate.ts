/** `npm run generate`: writes every generated file again. */
import { GENERATORS } from './generators.ts'
import { runCommand } from './run-command.ts'

for (const [file, script] of GENERATORS) {
  const { code } = await runCommand(['node', script], true)
  console.log(`${code === 0 ? 'wrote ' : 'FAILED'} ${file}`)
  if (code !== 0) process.exitCode = 1
}
