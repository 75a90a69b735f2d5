/**
 * Serves the built panel. Files under /panel/assets carry a hash in their names and never change; every page of the panel is the
 * same index.html, which browsers load again each time. The files were compressed by panel/vite.config.ts.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { Refusal } from '../refusal/refusal.ts'
import { isFromHere } from './from-here.ts'

/**
 * Only our own scripts, styles and fonts are allowed; no page may frame it, and forms go only to us. `blob:` is for files before
 * they are sent and recordings; `data:` is only for pictures.
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

/** In the published package it is beside `dist`, in the repository where vite puts it. */
const FOLDERS = ['../../../panel/dist/']

/** What the page of a demo offers: its login, filled in, and the phone on which one writes as a customer. */
export interface DemoHint {
  email: string
  password: string
  phone: string
}

export interface PanelDeps {
  demo: () => DemoHint | undefined
  /** The folder of the built panel, null when there is none; found automatically unless it is given. */
  folder?: string | null
}

export const panelFiles =
  ({ demo, folder = builtPanel() }: PanelDeps): FastifyPluginAsync =>
  async app => {
    const open = { config: { isPublic: true }, schema: { hide: true } }
    app.get('/panel/demo.json', open, async (request, reply) =>
      // It contains an administrator's password, so only a browser on this machine gets it.
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
        // It is below /panel and controls every page.
        if (/[/\\]sw\.js(?:\.\w+)?$/.test(path)) reply.header('service-worker-allowed', '/')
      },
    })
    app.get('/', open, (_request, reply) => reply.headers(PAGE_HEADERS).sendFile('index.html'))
    // Addresses within the panel, such as /inbox/12, when a browser opens or reloads them. Programs get a problem document.
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
