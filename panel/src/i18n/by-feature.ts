/** From `../inbox/texts/en.json` to `inbox`. */
export function byFeature(files: Record<string, unknown>): Record<string, object> {
  return Object.fromEntries(Object.entries(files).map(([path, words]) => [path.split('/')[1], words as object]))
}
