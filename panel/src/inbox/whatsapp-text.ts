/**
 * WhatsApp's four marks and links, as a tree. Nothing is ever read as HTML; characters without a meaning here stay text.
 *
 *     *bold*  _italic_  ~struck~  `code`  ```many lines```  > quoted line  * list item  https://... www... a@b.c
 */

export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'struck'; inner: Token[] }
  | { kind: 'code' | 'block'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'quoted' | 'item'; inner: Token[] }
  | { kind: 'break' }

const MARKS: Record<string, 'bold' | 'italic' | 'struck'> = { '*': 'bold', _: 'italic', '~': 'struck' }
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']{2,2000}|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b/giu
const IS_WORD = /[\p{L}\p{N}]/u
const MAX_DEPTH = 4

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const [at, part] of text.split('```').entries()) {
    // Odd parts are between two fences; the last one has no closing fence.
    const isBlock = at % 2 === 1
    if (isBlock && at < text.split('```').length - 1) tokens.push({ kind: 'block', text: part.replace(/^\n|\n$/g, '') })
    else tokens.push(...linesOf(isBlock ? `\`\`\`${part}` : part))
  }
  return tokens
}

function linesOf(text: string): Token[] {
  return text.split('\n').flatMap((line, at): Token[] => {
    const quoted = /^> (.+)$/.exec(line)
    const item = /^[*-] (.+)$/.exec(line)
    const tokens: Token[] =
      quoted !== null
        ? [{ kind: 'quoted', inner: inlineOf(quoted[1] as string, 0) }]
        : item !== null
          ? [{ kind: 'item', inner: inlineOf(item[1] as string, 0) }]
          : inlineOf(line, 0)
    return at === 0 ? tokens : [{ kind: 'break' }, ...tokens]
  })
}

function inlineOf(text: string, depth: number): Token[] {
  const tokens: Token[] = []
  let plain = 0
  const flush = (end: number) => {
    if (end > plain) tokens.push(...linksOf(text.slice(plain, end)))
  }
  // The search for a missing partner is made once, so that a thousand stars cost a thousand steps and not a million.
  const hopeless = new Set<string>()
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] as string
    const isCode = mark === '`'
    if ((!isCode && !Object.hasOwn(MARKS, mark)) || hopeless.has(mark) || !opens(text, at)) continue
    const end = closingOf(text, at, mark)
    if (end === -1) {
      hopeless.add(mark)
      continue
    }
    if (depth >= MAX_DEPTH) break
    flush(at)
    const inside = text.slice(at + 1, end)
    if (isCode) tokens.push({ kind: 'code', text: inside })
    else tokens.push({ kind: MARKS[mark] as 'bold', inner: inlineOf(inside, depth + 1) })
    at = end
    plain = end + 1
  }
  flush(text.length)
  return tokens
}

const isWord = (char: string | undefined) => char !== undefined && IS_WORD.test(char)
const isSpace = (char: string | undefined) => char === undefined || /\s/.test(char)

const opens = (text: string, at: number) => !isWord(text[at - 1]) && !isSpace(text[at + 1])

function closingOf(text: string, from: number, mark: string): number {
  for (let at = text.indexOf(mark, from + 2); at !== -1; at = text.indexOf(mark, at + 1)) {
    if (!isSpace(text[at - 1]) && !isWord(text[at + 1])) return at
  }
  return -1
}

function linksOf(text: string): Token[] {
  const tokens: Token[] = []
  let plain = 0
  for (const match of text.matchAll(LINK)) {
    // The full stop after an address ends the sentence.
    const found = match[0].replace(/[.,;:!?)\]}*_~]+$/, '')
    const href = hrefOf(found)
    if (href === undefined) continue
    if (match.index > plain) tokens.push({ kind: 'text', text: text.slice(plain, match.index) })
    tokens.push({ kind: 'link', text: found, href })
    plain = match.index + found.length
  }
  if (plain < text.length) tokens.push({ kind: 'text', text: text.slice(plain) })
  return tokens
}

function hrefOf(found: string): string | undefined {
  const href = /^https?:/i.test(found) ? found : /^www\./i.test(found) ? `https://${found}` : `mailto:${found}`
  const url = URL.parse(href)
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? href : undefined
}

/** In one line, without marks: for previews. */
export const plainOf = (text: string): string => flat(tokensOf(text)).replace(/\s+/g, ' ').trim()

function flat(tokens: readonly Token[]): string {
  return tokens
    .map(token => ('inner' in token ? flat(token.inner) : token.kind === 'break' ? ' ' : token.text))
    .join('')
}
