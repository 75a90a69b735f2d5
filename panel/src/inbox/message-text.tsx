import type { ReactNode } from 'react'
import { type Token, tokensOf } from './whatsapp-text.ts'

/** What a person wrote, with WhatsApp's marks. It uses only text nodes, so a message can never become markup of the page. */
export function MessageText({ text }: { text: string }) {
  return (
    <div dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {nodesOf(tokensOf(text))}
    </div>
  )
}

function nodesOf(tokens: readonly Token[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change; an edited one is a new tree.
  return tokens.map((token, at) => <Node key={at} token={token} />)
}

function Node({ token }: { token: Token }) {
  switch (token.kind) {
    case 'text':
      return token.text
    case 'break':
      return '\n'
    case 'bold':
      return <strong className="font-semibold">{nodesOf(token.inner)}</strong>
    case 'italic':
      return <em>{nodesOf(token.inner)}</em>
    case 'struck':
      return <s>{nodesOf(token.inner)}</s>
    case 'code':
      return <code className="rounded bg-text/8 px-1 font-mono text-[0.92em]">{token.text}</code>
    case 'block':
      return <code className="my-0.5 block rounded-md bg-text/8 px-2 py-1 font-mono text-[0.92em]">{token.text}</code>
    case 'quoted':
      return <q className="block border-l-2 border-line-strong pl-2 text-soft [quotes:none]">{nodesOf(token.inner)}</q>
    case 'item':
      return <span className="block pl-4 -indent-3 before:content-['•_']">{nodesOf(token.inner)}</span>
    case 'link':
      return (
        <a href={token.href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
          {token.text}
        </a>
      )
  }
}
