/** How the panel is built: into `dist`, with content hashes, precompressed, and with everything it needs from us alone. */
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm run dev -w panel` finds the server. */
const SERVER = process.env.RECADO_URL ?? 'http://127.0.0.1:3100'
/** The panel is built for the API of its own commit. */
const { paths } = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'))
const EMOJI_LANGUAGES = ['pt', 'en', 'es']

/**
 * What everybody waits for, in two files with all that they import: the frame (every page, sign-in as well), and the first view of the
 * inbox. One by one, its 54 files cost some 10 kB more, and a browser six requests at a time.
 */
const FRAME =
  /[\\/]panel[\\/]src[\\/](?:\w[\w-]*[\\/](?:feature|route|section|sections)|app[\\/](?:app|features|lists|queries|session|root|stream|commands|preferences|title|demo))\.tsx?$/
const FIRST_VIEW =
  /[\\/]panel[\\/]src[\\/](?:app[\\/](?:frame|alert-badge)|inbox[\\/](?:inbox-page|attention|calls|drafts|outbox|apply|search-results))\.tsx?$/

export default defineConfig({
  base: '/panel/',
  publicDir: false,
  define: { 'import.meta.env.HAS_STREAM': JSON.stringify(Object.hasOwn(paths, '/api/v1/stream')) },
  plugins: [react(), tailwindcss(), noStyleTags(), emojiData(), webApp(), precompressed()],
  build: {
    outDir: process.env.PANEL_OUT_DIR ?? 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', test: FRAME, priority: 2 },
            { name: 'first-view', test: FIRST_VIEW, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(['/api', '/media', '/panel/demo.json'].map(path => [path, proxied()])) },
})

/** Writes with a cookie are refused from foreign pages, so the proxy speaks as the server's own page. */
function proxied() {
  return { target: SERVER, changeOrigin: true, headers: { origin: SERVER } }
}

/**
 * The server's policy lets no style tag be made at run time. Two libraries make one: sonner for its whole style sheet
 * (imported as a file instead, in app/styles.css) and react-style-singleton, with which Radix keeps the page from scrolling behind
 * a dialog (nothing to do: our page itself never scrolls).
 */
function noStyleTags(): Plugin {
  const singleton = /react-style-singleton/
  return {
    name: 'no-style-tags',
    enforce: 'pre',
    resolveId: source => (singleton.test(source) ? '\0no-style-singleton' : undefined),
    load: id => (id === '\0no-style-singleton' ? 'export const styleSingleton = () => () => null' : undefined),
    transform(code, id) {
      if (!/sonner[/\\]dist[/\\]index\.mjs/.test(id)) return
      const found = code.indexOf('__insertCSS("')
      if (found === -1) throw new Error('sonner has changed how it inserts its styles: see noStyleTags')
      return { code: code.replace(/^__insertCSS\("/m, 'void ("'), map: null }
    },
  }
}

/** Names and pictures of emoji, which the picker would otherwise ask a foreign server for. */
function emojiData(): Plugin {
  const files = EMOJI_LANGUAGES.flatMap(language => [`${language}/data.json`, `${language}/messages.json`])
  const read = (file: string) => readFileSync(fileURLToPath(import.meta.resolve(`emojibase-data/${file}`)))
  return {
    name: 'emoji-data',
    generateBundle() {
      for (const file of files) this.emitFile({ type: 'asset', fileName: `emoji/${file}`, source: read(file) })
    },
    configureServer(server) {
      server.middlewares.use('/panel/emoji', (request, response, next) => {
        const file = files.find(name => request.url === `/${name}`)
        if (file === undefined) return next()
        response.setHeader('content-type', 'application/json').end(read(file))
      })
    },
  }
}

/** What makes the page an app that can be installed: under names that do not change, beside the page. */
function webApp(): Plugin {
  const read = (file: string) => readFileSync(new URL(`./src/app/${file}`, import.meta.url))
  const manifest = {
    name: 'Recado',
    short_name: 'Recado',
    id: '/',
    start_url: '/inbox',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f7f6',
    theme_color: '#0f766e',
    icons: [{ src: '/panel/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
  }
  return {
    name: 'web-app',
    generateBundle() {
      const files = {
        'manifest.webmanifest': JSON.stringify(manifest),
        'sw.js': read('service-worker.js'),
        'icon.svg': read('icon.svg'),
      }
      for (const [fileName, source] of Object.entries(files)) this.emitFile({ type: 'asset', fileName, source })
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: '/panel/manifest.webmanifest' }, injectTo: 'head' },
      { tag: 'meta', attrs: { name: 'theme-color', content: '#0f766e' }, injectTo: 'head' },
    ],
  }
}

/** `x.js.br` and `x.js.gz` beside `x.js`: compressed once, harder than a server would for each request. */
function precompressed(): Plugin {
  const smaller = /\.(?:js|css|html|svg|json|webmanifest)$/
  const squeeze = {
    br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
  }
  return {
    name: 'precompressed',
    apply: 'build',
    enforce: 'post',
    // Not in generateBundle: Vite itself still changes chunks there.
    async writeBundle({ dir = '' }, bundle) {
      for (const path of Object.keys(bundle).filter(name => smaller.test(name))) {
        const bytes = await readFile(join(dir, path))
        for (const [ending, compress] of Object.entries(squeeze)) {
          await writeFile(join(dir, `${path}.${ending}`), await compress(bytes))
        }
      }
    },
  }
}
