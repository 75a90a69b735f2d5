/**
 * Serves the built panel. Files under /panel/assets carry a hash in their names and never change; every page of the panel is
 * the same index.html, which is asked for again each time. Compressed beforehand, by panel/vite.config.ts.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'
import { isFromHere } from './from-here.ts'

/**
 * No script, style or font but our own, nobody may frame it, and forms go nowhere else. `blob:` is what a person is about to
 * send, or what was recorded; `data:` is for pictures alone.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** With the API's `no-referrer` browsers send `Origin: null`, and writes with a cookie would be refused. */
const PAGE_HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': POLICY,
  'referrer-policy': 'same-origin',
}

const NOT_BUILT =
  'The panel is not built. In the repository run `npm start`, which builds it, or `npm run build -w panel`; then start Recado again.'

/** In the published package beside `dist`; in the repository where vite puts it. */
const FOLDERS = ['../../../panel/dist/']

/** What the page of a demo offers: its login, filled in, and the phone to write from. */
export interface DemoHint {
  email: string
  password: string
  phone: string
}

export interface PanelDeps {
  demo: () => DemoHint | undefined
  /** The folder of the built panel, null when there is none; found by itself unless it is given. */
  folder?: string | null
}

export const panelFiles =
  ({ demo, folder = builtPanel() }: PanelDeps): FastifyPluginAsync =>
  async app => {
    const open = { config: { isPublic: true }, schema: { hide: true } }
    app.get('/panel/demo.json', open, async (request, reply) =>
      // It holds an administrator's password: for the browser of whoever has started the demo.
      reply.type('application/json').send(JSON.stringify((isFromHere(request) && demo()) || null)),
    )
    if (folder === null) {
      app.get('/', open, async (_request, reply) => reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT))
      return
    }
    await app.register(fastifyStatic, {
      root: folder,
      prefix: '/panel/',
      index: false,
      preCompressed: true,
      cacheControl: false,
      schemaHide: true,
      setHeaders(reply, path) {
        const isForever = /[/\\]assets[/\\]/.test(path)
        reply.header('cache-control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache')
        // It lies below /panel and serves every page.
        if (/[/\\]sw\.js(?:\.\w+)?$/.test(path)) reply.header('service-worker-allowed', '/')
      },
    })
    app.get('/', open, (_request, reply) => reply.headers(PAGE_HEADERS).sendFile('index.html'))
    // Addresses within the panel, such as /inbox/12, opened or reloaded in a browser. Programs get their problem document.
    app.get('/*', open, (request, reply) => {
      if (!asksForPage(request)) throw new Refusal('route_not_found', { method: request.method, path: pathOf(request) })
      return reply.headers(PAGE_HEADERS).sendFile('index.html')
    })
  }

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? ''

function asksForPage(request: FastifyRequest): boolean {
  return (
    /\btext\/html\b/.test(request.headers.accept ?? '') &&
    !/^\/(?:api|media|panel|webhook|webhooks\/cloud)(?:\/|$)/.test(pathOf(request))
  )
}

function builtPanel(): string | null {
  const folders = FOLDERS.map(path => fileURLToPath(new URL(path, import.meta.url)))
  return folders.find(path => existsSync(`${path}index.html`)) ?? null
}
