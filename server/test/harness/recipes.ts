/** The code blocks of a page, in order. */
import { readFileSync } from 'node:fs'

export interface Block {
  page: string
  line: number
  /** As the page names it; empty where it does not. */
  language: string
  text: string
}

const ROOT = new URL('../../../', import.meta.url)

export function blocksOf(page: string): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const [n, line] of readFileSync(new URL(page, ROOT), 'utf8').split('\n').entries()) {
    const fence = /^( *)```(\w*)$/.exec(line)
    if (fence === null) {
      if (open !== undefined) open.text += `${line}\n`
    } else if (open === undefined) open = { page, line: n + 1, language: fence[2] ?? '', text: '' }
    else {
      blocks.push(open)
      open = undefined
    }
  }
  return blocks
}
