import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempFolder extends Disposable {
  path: string
}

/** A folder that is gone after the test. Open to other accounts, because PostgreSQL runs as one when we are root. */
export function tempFolder(mode = 0o755): TempFolder {
  const path = mkdtempSync(join(tmpdir(), 'recado-test-'))
  chmodSync(path, mode)
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}
