/** Whether panel/dist was built from the present sources. */
export function isPanelBuilt(root: string): boolean
/** Builds it; throws with Vite's own words when that fails. */
export function buildPanel(root: string, node?: string): Promise<void>
