/** A delivery as a command, for people who want to reproduce a failure of their receiver. Pure. */

export interface CurlInput {
  url: string
  headers: readonly { name: string; value: string | null }[]
  body: string
}

/** The signature is made for each attempt, over bytes and time, so a copied one would be wrong in five minutes. */
const LEFT_OUT = new Set(['webhook-signature', 'webhook-timestamp'])

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** Secrets are placeholders to fill in: `<x-n8n-api-key>`. */
export function curlOf({ url, headers, body }: CurlInput): string {
  const lines = headers
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map(({ name, value }) => `-H ${quoted(`${name}: ${value ?? `<${name}>`}`)}`)
  return [`curl -i -X POST ${quoted(url)}`, ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ')
}
