/** For tests that open the panel. `npm test` has built it before; when a single test file is run by hand, it may not be built. */
import { fileURLToPath } from 'node:url'
import { buildPanel, isPanelBuilt } from '../../../scripts/panel-build.mjs'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** The folder of the built panel. */
export async function builtPanel(): Promise<string> {
  if (!isPanelBuilt(ROOT)) await buildPanel(ROOT)
  return `${ROOT}panel/dist/`
}
