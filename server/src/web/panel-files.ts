/** Serves the panel's files, read once at start: a handful, so no file server is needed. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyPluginAsync } from 'fastify'
import { isFromHere } from './from-here.ts'

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' } as const
const FILES = ['index.html', 'live.css', 'live.js', 'texts.js', 'icon.svg'] as const

/** No script, style or picture but our own, nobody may frame it, and forms go nowhere else. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** What the page of a demo offers: its login, filled in, and the phone to write from. */
export interface DemoHint {
  email: string
  password: string
  phone: string
}

export const panelFiles = (folder: URL, demo: () => DemoHint | undefined): FastifyPluginAsync => {
  const files = FILES.map(name => {
    const bytes = readFileSync(new URL(name, folder))
    const type = `${TYPES[name.split('.').at(-1) as keyof typeof TYPES]}; charset=utf-8`
    return { path: name === 'index.html' ? '/' : `/panel/${name}`, bytes, type, etag: etagOf(bytes) }
  })
  return async app => {
    app.get('/panel/demo.json', { config: { isPublic: true }, schema: { hide: true } }, async (request, reply) =>
      // It holds an administrator's password: for the browser of whoever has started the demo.
      reply.type('application/json').send(JSON.stringify((isFromHere(request) && demo()) || null)),
    )
    for (const { path, bytes, type, etag } of files) {
      app.get(path, { config: { isPublic: true }, schema: { hide: true } }, async (request, reply) => {
        // With the API's `no-referrer` browsers send `Origin: null`, and writes with a cookie would be refused.
        reply.headers({
          etag,
          'cache-control': 'no-cache',
          'content-security-policy': POLICY,
          'referrer-policy': 'same-origin',
        })
        if (request.headers['if-none-match'] === etag) return reply.code(304).send()
        return reply.type(type).send(bytes)
      })
    }
  }
}

const etagOf = (bytes: Buffer) => `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 20)}"`
