/** The shape of the project: which folder may import which, what their doors export, and which folder writes which table. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { REFUSALS } from '../src/refusal/table.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** For each folder of server/src, the folders that it may import. Only routes use access; others may import its types. */
const MAY_IMPORT: Record<string, string[]> = {
  base: [],
  refusal: ['base'],
  changes: ['base'],
  live: ['access', 'desk', 'changes', 'web', 'refusal', 'base'],
  web: ['refusal', 'base'],
  audit: ['base'],
  access: ['audit', 'web', 'refusal', 'base'],
  media: ['web', 'refusal', 'base'],
  backup: ['media', 'base'],
  outbox: ['refusal', 'base'],
  webhook: ['outbox', 'refusal', 'base'],
  endpoint: ['audit', 'webhook', 'outbox', 'web', 'refusal', 'base'],
  replay: ['audit', 'outbox', 'web', 'refusal', 'base'],
  'delivery-log': ['audit', 'outbox', 'web', 'refusal', 'base'],
  feed: ['audit', 'outbox', 'web', 'refusal', 'base'],
  desk: ['audit', 'changes', 'media', 'outbox', 'web', 'refusal', 'base'],
  channel: ['audit', 'desk', 'media', 'web', 'refusal', 'base'],
  'external-api': ['channel', 'desk', 'media', 'access', 'audit', 'web', 'refusal', 'base'],
  // These are beside the flow: they read from it, and nothing in it imports them.
  alerts: ['audit', 'webhook', 'outbox', 'channel', 'desk', 'media', 'web', 'refusal', 'base'],
  push: ['changes', 'web', 'refusal', 'base'],
  observe: ['webhook', 'outbox', 'web', 'refusal', 'base'],
  // Reads any table and writes its own counts.
  report: ['audit', 'changes', 'media', 'web', 'refusal', 'base'],
  demo: ['access', 'web', 'refusal', 'base'],
}
/** These put everything together: they may import any folder, and no folder may import them. */
const WIRING = ['app', 'commands']
const ASKS_ACCESS = /routes?\.ts$|schemas\.ts$/
const TAKES_TYPES = /^import type [^']*'[./]+access\/index\.ts'/m
const MAX_LINES = 400

const isTest = (file: string) => file.endsWith('.test.ts')

function mayAskAccess(file: string): boolean {
  return ASKS_ACCESS.test(file) || TAKES_TYPES.test(readFileSync(join(ROOT, file), 'utf8'))
}

function filesBelow(folder: string): string[] {
  return globSync(`${folder}/**/*.{ts,tsx,js,mjs}`, {
    cwd: ROOT,
    exclude: path => /(^|[/\\])(node_modules|dist)$/.test(path),
  }).sort()
}

const importsByFile = new Map<string, string[]>()

/** The imports of a file, as they are written there. Each file is read once, because several tests need the whole graph. */
function importsOf(file: string): string[] {
  const known = importsByFile.get(file)
  if (known !== undefined) return known
  const text = readFileSync(join(ROOT, file), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)import '([^']+)'/g,
  )
  const specifiers = [...found].map(match => (match[1] ?? match[2] ?? match[3]) as string)
  importsByFile.set(file, specifiers)
  return specifiers
}

/** The path of an imported file, seen from the root; undefined for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), specifier)) : undefined
}

const folderOf = (file: string) => /^server\/src\/([^/]+)\//.exec(file)?.[1]

const sources = filesBelow('server/src').filter(file => !isTest(file))

test('calls run one way, from the top of the map to its bottom', () => {
  const wrong: string[] = []
  for (const file of sources) {
    const from = folderOf(file)
    const allowed = from === undefined ? undefined : MAY_IMPORT[from]
    if (allowed === undefined) continue
    for (const target of importsOf(file).map(specifier => targetOf(file, specifier))) {
      const to = target === undefined ? undefined : folderOf(target)
      const isAllowed =
        to === undefined || to === from || allowed.includes(to) || (to === 'access' && mayAskAccess(file))
      if (!isAllowed) wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('every folder has its place in the flow', () => {
  const folders = new Set(sources.map(folderOf).filter(folder => folder !== undefined && !WIRING.includes(folder)))
  assert.deepEqual(
    [...folders].filter(folder => !Object.hasOwn(MAY_IMPORT, folder as string)),
    [],
  )
})

test('nothing in a folder imports app, main or a command, which put it together', () => {
  const wiring = /^server\/src\/main\.ts$|^server\/src\/(app|commands)\//
  const wrong = sources
    .filter(file => folderOf(file) !== undefined && !WIRING.includes(folderOf(file) as string))
    .flatMap(file => importsOf(file).map(specifier => ({ file, target: targetOf(file, specifier) })))
    .filter(({ target }) => target !== undefined && wiring.test(target))
  assert.deepEqual(wrong, [])
})

test('a folder is entered through its door', () => {
  const wrong: string[] = []
  for (const file of sources) {
    for (const target of importsOf(file).map(specifier => targetOf(file, specifier))) {
      const to = target === undefined ? undefined : folderOf(target)
      if (to === undefined || to === folderOf(file) || !existsSync(join(ROOT, 'server/src', to, 'index.ts'))) continue
      if (target !== `server/src/${to}/index.ts`) wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('every name at a door has a user outside, none is renamed, and nothing is exported by star', () => {
  const wrong: string[] = []
  const everybody = [...filesBelow('server'), ...filesBelow('bench'), ...filesBelow('scripts')]
  for (const door of sources.filter(file => /^server\/src\/[^/]+\/index\.ts$/.test(file))) {
    const text = readFileSync(join(ROOT, door), 'utf8')
    if (/export \*/.test(text)) wrong.push(`${door} exports by star`)
    const users = everybody
      .filter(file => folderOf(file) !== folderOf(door) || isTest(file))
      .filter(file => importsOf(file).some(specifier => targetOf(file, specifier) === door))
      .flatMap(file => readFileSync(join(ROOT, file), 'utf8').match(/\w+/g) ?? [])
    const words = new Set(users)
    const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].map(match => match[1] as string)
    for (const entry of lists
      .flatMap(list => list.split(','))
      .map(name => name.trim())
      .filter(name => name !== '')) {
      const name = entry.replace(/^type /, '')
      if (/ as /.test(name)) wrong.push(`${door} renames ${name}`)
      else if (!words.has(name)) wrong.push(`${door}: nobody uses ${name}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no imports in circles, types included', () => {
  const graph = new Map<string, string[]>()
  for (const folder of ['server/src', 'bench', 'receiver/src', 'emulator/src']) {
    for (const file of filesBelow(folder).filter(each => !isTest(each))) {
      const targets = importsOf(file).map(specifier => targetOf(file, specifier))
      graph.set(file, targets.filter(target => target !== undefined) as string[])
    }
  }
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at !== -1) circles.push([...path.slice(at), file].join(' -> '))
    if (at !== -1 || done.has(file)) return
    for (const target of graph.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  assert.deepEqual(circles, [])
})

/** The folders that write each table, read from the SQL in the code. */
function writersOf(): Map<string, Set<string>> {
  const writers = new Map<string, Set<string>>()
  const tables = new Set(
    readFileSync(join(ROOT, 'server/schema.sql'), 'utf8').match(/(?<=^create (?:unlogged )?table )\w+/gm),
  )
  for (const file of sources) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const [, table = ''] of text.matchAll(
      /\b(?:insert into|update|delete from|truncate)\s+(?:only\s+)?(\w+)\b/g,
    )) {
      const folder = folderOf(file) ?? file
      if (tables.has(table)) writers.set(table, (writers.get(table) ?? new Set()).add(folder))
    }
  }
  return writers
}

test('each table is written by exactly one folder', () => {
  const shared = [...writersOf()]
    .filter(([, folders]) => folders.size > 1)
    .map(([table, folders]) => `${table}: ${[...folders]}`)
  assert.deepEqual(shared.sort(), [])
})

test('reports read any table and write their own counts', () => {
  assert.deepEqual(
    [...writersOf()].filter(([table, folders]) => folders.has('report') && !table.startsWith('report_')),
    [],
  )
})

test('the folder that a migration names as the owner is the one that writes its tables', () => {
  const wrong: string[] = []
  for (const file of globSync('server/migrations/*.sql', { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    const owner = /^-- (?:.*\n-- )*?.*?\bowned by\s+(?:-- )?server\/src\/([\w-]+)/i.exec(text)?.[1]
    if (owner === undefined) {
      wrong.push(`${file} names no owner ("owned by <folder>")`)
      continue
    }
    for (const [, table = ''] of text.matchAll(/^create (?:unlogged )?table (\w+)/gm)) {
      const writers = [...(writersOf().get(table) ?? [])].filter(folder => folder !== owner)
      if (writers.length > 0) wrong.push(`${table} of ${file} is owned by ${owner} and written by ${writers}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('both themes are the same elements: the panel has no class for one of them alone', () => {
  const dark = filesBelow('panel/src').filter(file => /["'`\s:]dark:/.test(readFileSync(join(ROOT, file), 'utf8')))
  assert.deepEqual(dark, [], 'browser tests look at everything but colours in one theme (harness/browser.ts)')
})

test('the receiver imports nothing but Node; panel and emulator know nothing of the server', () => {
  const own = /^\.|^node:|^@recado\//
  const receiver = filesBelow('receiver/src').filter(file => !isTest(file))
  const strangers = receiver.flatMap(file =>
    importsOf(file)
      .filter(name => !own.test(name))
      .map(name => `${file} imports ${name}`),
  )
  assert.deepEqual(strangers, [])
  const outside = [...filesBelow('panel'), ...filesBelow('emulator'), ...filesBelow('receiver')].filter(
    file => !isTest(file),
  )
  const intruders = outside.filter(file =>
    importsOf(file).some(specifier => specifier === 'recado' || targetOf(file, specifier)?.startsWith('server/')),
  )
  assert.deepEqual(intruders, [])
})

test('every refusal of the table is thrown somewhere', () => {
  const code = sources
    .filter(file => folderOf(file) !== 'refusal')
    .map(file => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  assert.deepEqual(
    Object.keys(REFUSALS).filter(name => !code.includes(`'${name}'`)),
    [],
  )
})

test('a setting is read through the table of settings; other variables are read only if they belong to the machine', () => {
  const isAllowed = /readConfig\(|showSettings\(|process\.env\.(PATH|SystemRoot)\b/
  const wrong = sources.flatMap(file =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter(line => line.includes('process.env') && !isAllowed.test(line))
      .map(line => `${file}: ${line.trim()}`),
  )
  assert.deepEqual(wrong, [])
})

test('no file written by hand is longer than 400 lines', () => {
  const all = ['server', 'receiver', 'emulator', 'panel', 'n8n', 'scripts', 'bench', 'examples'].flatMap(filesBelow)
  const long = all
    .filter(file => !/generated|routeTree/.test(file))
    .map(file => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
  assert.deepEqual(long, [])
})
