/** JSON for people: in colours, and compared line by line. Pure. */

export interface Token {
  kind: 'key' | 'string' | 'number' | 'word' | 'plain'
  text: string
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g

/** The tokens of one line that `pretty` has made. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const put = (kind: Token['kind'], text: string) => text !== '' && tokens.push({ kind, text })
  for (const match of line.matchAll(TOKENS)) {
    put('plain', line.slice(at, match.index))
    const [all, quoted, colon] = match
    if (quoted === undefined) put(/^[tfn]/.test(all) ? 'word' : 'number', all)
    else {
      put(colon === undefined ? 'string' : 'key', quoted)
      put('plain', colon ?? '')
    }
    at = match.index + all.length
  }
  put('plain', line.slice(at))
  return tokens
}

/** Undefined when it is not JSON. Numbers stay as they were written, because parsing would round large ones. */
export function pretty(text: string): string[] | undefined {
  try {
    const raw = (JSON as unknown as { rawJSON?: (number: string) => unknown }).rawJSON
    const keep = (_: string, value: unknown, context?: { source: string }) =>
      raw !== undefined && typeof value === 'number' && context !== undefined ? raw(context.source) : value
    return JSON.stringify(JSON.parse(text, keep), null, 2).split('\n')
  } catch {
    return undefined
  }
}

export interface DiffLine {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** The limit of the product of both lengths; with more the browser would hang. */
const MAX_CELLS = 4_000_000

/**
 * The differences from `before`; undefined when both are too long to compare. A comma at the end does not count as a difference.
 */
export function diff(before: readonly string[], after: readonly string[]): DiffLine[] | undefined {
  if (before.length * after.length > MAX_CELLS) return undefined
  const bare = (lines: readonly string[]) => lines.map(line => line.replace(/,$/, ''))
  const [old, fresh] = [bare(before), bare(after)]
  const width = fresh.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === fresh[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ kind: 'same', text: after[j++]! })
      i++
    } else if (j >= fresh.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      lines.push({ kind: 'removed', text: before[i++]! })
    } else lines.push({ kind: 'added', text: after[j++]! })
  }
  return lines
}
