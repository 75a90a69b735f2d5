import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Feed, FeedEvent } from './feed.ts'

const folder = new URL('../../page/', import.meta.url)

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob: https: http:; " +
  "media-src 'self' blob: https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The phone: a page at `/`, and the stream that reports what changed. */
export function pageRoutes(app: FastifyInstance, feed: Feed): void {
  app.get('/', (_, reply) => send(reply, 'index.html', 'text/html; charset=utf-8'))
  for (const name of readdirSync(folder)) {
    const type = types[extname(name)]
    if (type) app.get(`/page/${name}`, (_, reply) => send(reply, name, type))
  }
  app.get('/_emulator/events', (_, reply) => stream(reply, feed))
}

async function send(reply: FastifyReply, name: string, type: string): Promise<FastifyReply> {
  return reply
    .type(type)
    .header('content-security-policy', policy)
    .header('cache-control', 'no-cache')
    .send(await readFile(new URL(name, folder)))
}

function stream(reply: FastifyReply, feed: Feed): void {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  reply.raw.write(': open\n\n')
  const stop = feed.listen((event: FeedEvent) => reply.raw.write(`data: ${JSON.stringify(event)}\n\n`))
  reply.raw.once('close', stop)
}
